package dev.regard.metrics;

import java.util.Arrays;

/**
 * A map to be judged, at the size of the model's input: how much each pixel speaks for the class, signed and unscaled. The
 * array is shared, not copied: whoever hands it over no longer writes to it.
 *
 * @param height pixels, at least 1
 * @param width  pixels, at least 1
 * @param values {@code height * width} finite numbers, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never written to
public record Relevance(int height, int width, float[] values) {

    public Relevance {
        Finite.atLeast(height, 1, "the height of a map");
        Finite.atLeast(width, 1, "the width of a map");
        if (values.length != (long) height * width) {
            throw new IllegalArgumentException("a map of %d x %d has %d values, given %d"
                    .formatted(height, width, (long) height * width, values.length));
        }
        for (float value : values) {
            Finite.number(value, "a map's value");
        }
    }

    /** How many pixels there are. */
    public int size() {
        return values.length;
    }

    /** True where no pixel differs from another: such a map says nothing about places. */
    public boolean isFlat() {
        return min() == max();
    }

    /** The smallest value. */
    public float min() {
        float min = values[0];
        for (float value : values) {
            min = Math.min(min, value);
        }
        return min;
    }

    /** The largest value. */
    public float max() {
        float max = values[0];
        for (float value : values) {
            max = Math.max(max, value);
        }
        return max;
    }

    /**
     * All pixels, the hottest first; of those that are alike, the one with the lower index.
     *
     * @throws IllegalArgumentException when the map is flat, as then no pixel comes before another
     */
    public int[] ranking() {
        refuseFlat("ranked");
        long[] keys = new long[values.length];
        for (int pixel = 0; pixel < keys.length; pixel++) {
            // Floats in the order of their bits; + 0 makes -0 the same as 0.
            int bits = Float.floatToRawIntBits(values[pixel] + 0f);
            int rising = bits ^ (bits >> 31 & Integer.MAX_VALUE);
            keys[pixel] = (long) ~rising << 32 | pixel;
        }
        Arrays.sort(keys);
        return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    }

    /**
     * The normalized map: max(0, m), then from 0 to 1.
     *
     * @throws IllegalArgumentException when that is the same everywhere
     */
    public Relevance normalized() {
        return positive().scaled();
    }

    /** What speaks for the class: max(0, m). */
    Relevance positive() {
        float[] positive = values.clone();
        for (int pixel = 0; pixel < positive.length; pixel++) {
            positive[pixel] = Math.max(0, positive[pixel]);
        }
        return new Relevance(height, width, positive);
    }

    /**
     * From 0 to 1: (m - min m) / (max m - min m).
     *
     * @throws IllegalArgumentException when the map is flat
     */
    public Relevance scaled() {
        refuseFlat("scaled to 0 to 1");
        double min = min();
        double range = max() - min;
        float[] scaled = new float[values.length];
        for (int pixel = 0; pixel < scaled.length; pixel++) {
            scaled[pixel] = (float) ((values[pixel] - min) / range);
        }
        return new Relevance(height, width, scaled);
    }

    /** The same numbers, for arithmetic in double. */
    double[] doubles() {
        double[] doubles = new double[values.length];
        for (int pixel = 0; pixel < doubles.length; pixel++) {
            doubles[pixel] = values[pixel];
        }
        return doubles;
    }

    void refuseOtherSize(Relevance other) {
        if (height != other.height || width != other.width) {
            throw new IllegalArgumentException("both maps have to be of one size, given %d x %d and %d x %d"
                    .formatted(height, width, other.height, other.width));
        }
    }

    private void refuseFlat(String verb) {
        if (isFlat()) {
            throw new IllegalArgumentException(
                    "a map whose values are all %s cannot be %s: no pixel differs from another"
                            .formatted(values[0], verb));
        }
    }
}
