package dev.regard.metrics;

import java.util.OptionalDouble;

/**
 * Completeness: do the attributions add up to what they explain? Sundararajan, Taly &amp; Yan 2017, Axiomatic Attribution for
 * Deep Networks, arXiv 1703.01365, section 3. Only some methods promise it, integrated gradients among them.
 *
 * <p>|sum of m - (f(x) - f(b))| / |f(x) - f(b)|, where b is the baseline: from 0, the less, the better.
 */
public final class Completeness {

    private Completeness() {}

    /**
     * @param sum             of m, in the unit of the score
     * @param scoreDifference f(x) - f(b)
     * @return empty where the score does not differ, as a share of nothing is not defined
     */
    public static OptionalDouble relativeGap(double sum, double scoreDifference) {
        Finite.number(sum, "the sum of attributions");
        Finite.number(scoreDifference, "the difference of scores");
        double gap = Math.abs(sum - scoreDifference) / Math.abs(scoreDifference);
        return Double.isFinite(gap) ? OptionalDouble.of(gap) : OptionalDouble.empty();
    }
}
