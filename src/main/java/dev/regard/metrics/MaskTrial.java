package dev.regard.metrics;

/**
 * Asks about the picture under masks: picture x mask + baseline x (1 - mask), pixel by pixel. Whoever asks chooses the
 * baseline.
 *
 * @param <R> what the answers amount to
 */
public non-sealed interface MaskTrial<R> extends Trial<R> {

    /**
     * The mask of a question, made anew at each call.
     *
     * @return [H * W], row by row, from 1, which keeps the pixel, to 0, which puts the baseline's
     */
    float[] mask(int question);
}
