package dev.regard.cam;

/**
 * A class activation map: how much each cell of the target layer speaks for the class, signed and unscaled. The array
 * is shared, not copied.
 *
 * @param height cells
 * @param width  cells
 * @param values {@code height * width} numbers, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never written to
public record ActivationMap(int height, int width, float[] values) {

    public ActivationMap {
        if (values.length != height * width) {
            throw new IllegalArgumentException(
                    "a map of %d x %d has %d cells, given %d".formatted(height, width, height * width, values.length));
        }
    }

    /** The smallest value. */
    public float min() {
        float min = Float.POSITIVE_INFINITY;
        for (float value : values) {
            min = Math.min(min, value);
        }
        return min;
    }

    /** The largest value. */
    public float max() {
        float max = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            max = Math.max(max, value);
        }
        return max;
    }
}
