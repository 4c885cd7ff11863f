package dev.regard.metrics;

import java.util.OptionalDouble;

/**
 * How sure the model is of a class with the whole picture and with no more than the map lets through: what
 * {@link MaskedConfidence} finds out.
 *
 * <p>Drop and increase: Chattopadhay et al. 2018, Grad-CAM++, arXiv 1710.11063. Gain: Zhang et al. 2023, Opti-CAM,
 * arXiv 2301.07002.
 *
 * @param whole  p, the probability of the class in the whole picture, from 0 to 1
 * @param masked o, the same in the masked picture, from 0 to 1
 */
public record Confidence(double whole, double masked) {

    /** Probabilities that were rounded on the way may miss 0 or 1 by as much. */
    private static final double ROUNDING = 1e-6;

    public Confidence {
        whole = probability(whole);
        masked = probability(masked);
    }

    private static double probability(double given) {
        return Math.clamp(Finite.between(given, -ROUNDING, 1 + ROUNDING, "a probability"), 0, 1);
    }

    /** max(0, p - o) / p, from 0 to 1: the less, the better. Empty where p is 0, as nothing can be lost. */
    public OptionalDouble drop() {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of(Math.max(0, whole - masked) / whole);
    }

    /** o > p: the more often, the better. */
    public boolean isIncreased() {
        return masked > whole;
    }

    /** max(0, o - p) / (1 - p), from 0 to 1: the more, the better. Empty where p is 1, as nothing can be gained. */
    public OptionalDouble gain() {
        return whole == 1 ? OptionalDouble.empty() : OptionalDouble.of(Math.max(0, masked - whole) / (1 - whole));
    }
}
