package dev.regard.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.regard.onnx.Value;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Tells probabilities by their numbers: whatever the image, they lie within 0 and 1 and add up to 1. */
final class ProbabilityCheck {

    /** Images beside the one that was measured, of which scores that are none would break the rule. */
    private static final int IMAGES = 4;

    /** Quantized probabilities of many classes are rounded. */
    private static final double ROUNDING = 1e-2;

    private ProbabilityCheck() {}

    /** True where the output held probabilities when it was measured, and does so for a few more images. */
    static boolean passes(MeasuredModel measured, Value output) {
        float[] first = measured.numbers().get(output);
        if (first == null || first.length < 2 || !areProbabilities(first)) {
            return false;
        }
        try (GraphSession session = ShapeProbe.open(measured.model(), List.of(output))) {
            List<float[]> finite = IntStream.range(0, IMAGES)
                    .mapToObj(image -> run(session, measured.input(), output, image))
                    .filter(ProbabilityCheck::isFinite)
                    .toList();
            return finite.stream().allMatch(ProbabilityCheck::areProbabilities);
        } catch (OrtException e) {
            throw new InvalidModelException("ONNX Runtime cannot run it: " + OrtReason.of(e), e);
        }
    }

    /** An exponential written out in pieces overflows for numbers that no image has. */
    private static boolean isFinite(float[] numbers) {
        return IntStream.range(0, numbers.length).allMatch(index -> Float.isFinite(numbers[index]));
    }

    private static boolean areProbabilities(float[] numbers) {
        double sum = 0;
        for (float number : numbers) {
            if (!(number >= -ROUNDING && number <= 1 + ROUNDING)) {
                return false;
            }
            sum += number;
        }
        return Math.abs(sum - 1) <= ROUNDING;
    }

    private static float[] run(GraphSession session, Value input, Value output, int image) {
        FloatBuffer noise = FloatBuffer.wrap(noise(input.shape().size(), image));
        try (OnnxTensor tensor = OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(), noise, input.shape().toLongs());
                OrtSession.Result result = session.run(Map.of(input.name(), tensor))) {
            FloatBuffer floats = ShapeProbe.floats(result, output.name());
            float[] numbers = new float[floats.remaining()];
            floats.get(numbers);
            return numbers;
        } catch (OrtException e) {
            throw new InvalidModelException("ONNX Runtime cannot run it: " + OrtReason.of(e), e);
        }
    }

    /** Numbers of both signs, further from 0 from image to image: as normalized images are, and as others are. */
    private static float[] noise(int count, int image) {
        Random random = new Random(image);
        float[] numbers = new float[count];
        for (int index = 0; index < count; index++) {
            numbers[index] = (float) ((1 << image) * random.nextGaussian());
        }
        return numbers;
    }
}
