package dev.regard.metrics;

/**
 * ADCC, one number for average drop, coherency and complexity. Poppi, Cornia, Baraldi &amp; Cucchiara 2021, Revisiting The
 * Evaluation of Class Activation Mapping for Explainability, arXiv 2104.10252.
 *
 * <p>Their harmonic mean, 3 / (1 / coherency + 1 / (1 - complexity) + 1 / (1 - drop)): from 0 to 1, the more, the better.
 * Where one of the three is as bad as can be, it is 0, which the formula tends to.
 */
public final class Adcc {

    private Adcc() {}

    /**
     * @param drop       {@link Confidence#drop}, from 0 to 1
     * @param coherency  {@link Coherency}, from 0 to 1
     * @param complexity {@link Complexity}, from 0 to 1
     * @throws IllegalArgumentException when one of them is outside
     */
    public static double of(double drop, double coherency, double complexity) {
        double kept = 1 - Finite.between(drop, 0, 1, "average drop");
        double simple = 1 - Finite.between(complexity, 0, 1, "complexity");
        Finite.between(coherency, 0, 1, "coherency");
        boolean isWorst = kept == 0 || simple == 0 || coherency == 0;
        return isWorst ? 0 : 3 / (1 / coherency + 1 / simple + 1 / kept);
    }
}
