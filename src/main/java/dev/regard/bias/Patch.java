package dev.regard.bias;

import dev.regard.tensor.FloatTensor;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A part of what the model sees, with a soft edge: it is covered, or cut out and pasted into another picture. Pure.
 *
 * @param height of what the model sees
 * @param width  of what the model sees
 * @param alpha  how much of each pixel belongs to it, 0 to 1, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never written to
record Patch(int height, int width, float[] alpha) {

    /** Places that are tried for a patch of the same shape that covers nothing hot. */
    private static final int TRIES = 24;

    /** Of the heat of the patch itself: a place with less will do. */
    private static final double COOL = 0.5;

    /** Where it is. */
    static final Shift NONE = new Shift(0, 0);

    /** How far a patch is moved, in pixels. */
    record Shift(int down, int right) {}

    /** The smallest box that holds all of it: first row, first column, row after the last, column after the last. */
    int[] bounds() {
        int[] bounds = {height, width, 0, 0};
        for (int at = 0; at < alpha.length; at++) {
            if (alpha[at] > 0) {
                bounds[0] = Math.min(bounds[0], at / width);
                bounds[1] = Math.min(bounds[1], at % width);
                bounds[2] = Math.max(bounds[2], at / width + 1);
                bounds[3] = Math.max(bounds[3], at % width + 1);
            }
        }
        return bounds;
    }

    /**
     * A place for it, drawn by chance, where as little as can be is hot.
     *
     * @return null where it is half as hot everywhere as it is here: the patch is too large for there to be another place
     */
    @Nullable
    Shift elsewhere(float[] heat, long seed) {
        // Its neighbouring seeds give numbers that have nothing to do with each other.
        SplittableRandom random = new SplittableRandom(seed);
        int[] bounds = bounds();
        Shift best = NONE;
        double here = heatUnder(heat, NONE, bounds);
        double least = here;
        for (int attempt = 0; attempt < TRIES && bounds[2] > bounds[0]; attempt++) {
            Shift shift = new Shift(
                    random.nextInt(height - bounds[2] + bounds[0] + 1) - bounds[0],
                    random.nextInt(width - bounds[3] + bounds[1] + 1) - bounds[1]);
            double hot = heatUnder(heat, shift, bounds);
            if (hot < least) {
                least = hot;
                best = shift;
            }
        }
        return least < COOL * here ? best : null;
    }

    private double heatUnder(float[] heat, Shift shift, int[] bounds) {
        double sum = 0;
        for (int row = bounds[0]; row < bounds[2]; row++) {
            for (int column = bounds[1]; column < bounds[3]; column++) {
                float here = heat[(row + shift.down) * width + column + shift.right];
                sum += alpha[row * width + column] * Math.max(0, here);
            }
        }
        return sum;
    }

    /**
     * A picture with another one in this place.
     *
     * @param picture [C, H, W]
     * @param other   the same size; what is shown of it is shifted
     * @param from    where in the other the patch is cut out
     * @param to      where in the picture it goes
     */
    FloatTensor with(FloatTensor picture, FloatTensor other, Shift from, Shift to) {
        float[] result = picture.values().clone();
        int[] bounds = bounds();
        for (int plane = 0; plane < result.length; plane += height * width) {
            for (int row = bounds[0]; row < bounds[2]; row++) {
                for (int column = bounds[1]; column < bounds[3]; column++) {
                    float share = alpha[row * width + column];
                    int into = plane + (row + to.down) * width + column + to.right;
                    float shown = other.values()[plane + (row + from.down) * width + column + from.right];
                    result[into] += share * (shown - result[into]);
                }
            }
        }
        return new FloatTensor(picture.shape(), result);
    }
}
