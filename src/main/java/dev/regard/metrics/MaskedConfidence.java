package dev.regard.metrics;

import java.util.Arrays;

/**
 * Shows the model the whole picture (question 0) and what the normalized map lets through of it (question 1), for average
 * drop, increase in confidence and average gain. Chattopadhay et al. 2018, Grad-CAM++, arXiv 1710.11063: x m, where m is the
 * map after ReLU, from 0 to 1. The answers are probabilities; the paper's baseline is black.
 */
public final class MaskedConfidence implements MaskTrial<Confidence> {

    private final float[] normalized;

    /**
     * @param map to look through
     * @throws IllegalArgumentException when nothing in it is above 0, or all is the same
     */
    public MaskedConfidence(Relevance map) {
        this.normalized = map.normalized().values();
    }

    @Override
    public int questions() {
        return 2;
    }

    @Override
    public float[] mask(int question) {
        Finite.question(question, questions());
        float[] mask = normalized.clone();
        if (question == 0) {
            Arrays.fill(mask, 1);
        }
        return mask;
    }

    /** @throws IllegalArgumentException when an answer is no probability */
    @Override
    public Confidence result(double[] answers) {
        Finite.answers(answers, questions());
        return new Confidence(answers[0], answers[1]);
    }
}
