package dev.regard.metrics;

import dev.regard.tensor.FloatTensor;

/**
 * Asks about pictures that it has altered itself.
 *
 * @param <R> what the answers amount to
 */
public non-sealed interface PictureTrial<R> extends Trial<R> {

    /**
     * The picture of a question, made anew at each call.
     *
     * @return [C, H, W], in the numbers of the picture that was given
     */
    FloatTensor picture(int question);
}
