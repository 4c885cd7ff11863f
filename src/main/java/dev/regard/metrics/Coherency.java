package dev.regard.metrics;

import java.util.OptionalDouble;

/**
 * Coherency: does a map find the same again in what it lets through? Poppi, Cornia, Baraldi &amp; Cucchiara 2021, Revisiting
 * The Evaluation of Class Activation Mapping for Explainability, arXiv 2104.10252.
 *
 * <p>(1 + Pearson's correlation of m and m') / 2, where m is what speaks for the class, max(0, map), and m' the same of the
 * picture times the normalized m: from 0 to 1, the more, the better.
 */
public final class Coherency {

    private Coherency() {}

    /**
     * @param map    of the picture
     * @param masked the map of the same class and method, of the picture times the normalized map
     * @return empty where one of them is the same everywhere, as when nothing speaks for the class any more
     * @throws IllegalArgumentException when their sizes differ
     */
    public static OptionalDouble of(Relevance map, Relevance masked) {
        map.refuseOtherSize(masked);
        OptionalDouble correlation =
                Correlation.pearson(map.positive().doubles(), masked.positive().doubles());
        return correlation.isPresent() ? OptionalDouble.of((1 + correlation.getAsDouble()) / 2) : correlation;
    }
}
