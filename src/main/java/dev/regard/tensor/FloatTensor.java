package dev.regard.tensor;

import java.util.Arrays;

/**
 * Numbers in row-major order, with their shape. The array is shared, not copied: whoever hands it over no longer
 * writes to it.
 *
 * @param shape  extents, outermost first
 * @param values as many numbers as the shape says
 */
@SuppressWarnings("ArrayRecordComponent") // a copy of every activation would cost more than it protects
public record FloatTensor(Shape shape, float[] values) {

    public FloatTensor {
        if (values.length != shape.size()) {
            throw new IllegalArgumentException(
                    "a tensor of " + shape + " holds " + shape.size() + " numbers, given " + values.length);
        }
    }

    /** A tensor of zeros. */
    public static FloatTensor zeros(Shape shape) {
        return new FloatTensor(shape, new float[shape.size()]);
    }

    /** From the smallest number to the largest. */
    public float range() {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        return max - min;
    }

    /** The part of the first axis at {@code index}, without that axis, copied. */
    public FloatTensor slice(int index) {
        int[] dimensions = shape.dimensions();
        Shape rest = new Shape(Arrays.copyOfRange(dimensions, 1, dimensions.length));
        int from = index * rest.size();
        return new FloatTensor(rest, Arrays.copyOfRange(values, from, from + rest.size()));
    }
}
