package dev.regard.cam;

import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.Arrays;
import java.util.Random;

/** Feature maps and gradients for tests. */
final class TestMaps {

    private TestMaps() {}

    /** Normal numbers. */
    static FloatTensor random(long seed, int... shape) {
        Random random = new Random(seed);
        FloatTensor tensor = FloatTensor.zeros(Shape.of(shape));
        for (int at = 0; at < tensor.values().length; at++) {
            tensor.values()[at] = (float) random.nextGaussian();
        }
        return tensor;
    }

    /** What a ReLU lets through of normal numbers. */
    static FloatTensor positive(long seed, int... shape) {
        FloatTensor tensor = random(seed, shape);
        for (int at = 0; at < tensor.values().length; at++) {
            tensor.values()[at] = Math.max(0, tensor.values()[at]);
        }
        return tensor;
    }

    /** The same number everywhere in a channel. */
    static FloatTensor constantByChannel(int height, int width, float... numbers) {
        FloatTensor tensor = FloatTensor.zeros(Shape.of(numbers.length, height, width));
        for (int at = 0; at < tensor.values().length; at++) {
            tensor.values()[at] = numbers[at / (height * width)];
        }
        return tensor;
    }

    static FloatTensor scaled(FloatTensor tensor, double factor) {
        float[] values = tensor.values().clone();
        for (int at = 0; at < values.length; at++) {
            values[at] = (float) (values[at] * factor);
        }
        return new FloatTensor(tensor.shape(), values);
    }

    static FloatTensor filled(float value, int... shape) {
        FloatTensor tensor = FloatTensor.zeros(Shape.of(shape));
        Arrays.fill(tensor.values(), value);
        return tensor;
    }
}
