package dev.regard.metrics;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * How alike two maps are, for sanity checks: a map that stays the same when the model's weights are random has nothing to do
 * with the model. Adebayo et al. 2018, Sanity Checks for Saliency Maps, arXiv 1810.03292.
 */
public final class Similarity {

    private Similarity() {}

    /**
     * Spearman's rank correlation of the pixels, from -1 to 1; about 0 for maps that have nothing in common. Of pixels that
     * are alike, each has the mean of their ranks.
     *
     * @return empty where one map is flat
     * @throws IllegalArgumentException when their sizes differ
     */
    public static OptionalDouble rankCorrelation(Relevance one, Relevance other) {
        one.refuseOtherSize(other);
        return Correlation.spearman(one.doubles(), other.doubles());
    }

    /** Likewise of the magnitudes: what speaks for the class and what speaks against it count as alike. */
    public static OptionalDouble rankCorrelationOfMagnitudes(Relevance one, Relevance other) {
        return rankCorrelation(magnitudes(one), magnitudes(other));
    }

    private static Relevance magnitudes(Relevance map) {
        float[] magnitudes = map.values().clone();
        for (int pixel = 0; pixel < magnitudes.length; pixel++) {
            magnitudes[pixel] = Math.abs(magnitudes[pixel]);
        }
        return new Relevance(map.height(), map.width(), magnitudes);
    }

    /**
     * How many of the hottest k pixels of one map are among those of the other, as a share of k: from 0 to 1; about k / N by
     * chance.
     *
     * @param share k / N, above 0, at most 1, such as 0.1; at least one pixel counts
     * @throws IllegalArgumentException when a map is flat, or their sizes differ
     */
    public static double topOverlap(Relevance one, Relevance other, double share) {
        one.refuseOtherSize(other);
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(
                    "the share of pixels to compare is above 0 and at most 1, given " + share);
        }
        int count = (int) Math.max(1, Math.round(share * one.size()));
        boolean[] isHot = new boolean[one.size()];
        for (int pixel : Arrays.copyOf(one.ranking(), count)) {
            isHot[pixel] = true;
        }
        int common = 0;
        for (int pixel : Arrays.copyOf(other.ranking(), count)) {
            common += isHot[pixel] ? 1 : 0;
        }
        return (double) common / count;
    }
}
