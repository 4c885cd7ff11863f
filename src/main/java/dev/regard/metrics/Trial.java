package dev.regard.metrics;

/**
 * What the model is asked in order to judge a map: numbered questions about altered copies of the picture, each answered
 * with one number for the class that the map explains. Knows no model: whoever has one may ask in batches, in any order,
 * and stop. A trial keeps no answers and changes nothing, so several threads may share one.
 *
 * @param <R> what the answers amount to
 */
public sealed interface Trial<R> permits MaskTrial, PictureTrial {

    /** How many questions there are, numbered from 0; at least 1. */
    int questions();

    /**
     * What the answers say about the map.
     *
     * @param answers one for each question, in the order of their numbers: the probability of the class, or its logit where
     *                the trial says that it takes any
     * @throws IllegalArgumentException when there are more or fewer answers than questions, or one is not finite
     */
    R result(double[] answers);
}
