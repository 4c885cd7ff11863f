package dev.regard.metrics;

/**
 * Complexity: how much of the picture a map is about. Poppi, Cornia, Baraldi &amp; Cucchiara 2021, Revisiting The Evaluation
 * of Class Activation Mapping for Explainability: A Novel Metric and Experimental Analysis, arXiv 2104.10252.
 *
 * <p>|m|<sub>1</sub> / (H W), where m is the normalized map: from 0 to 1, the less, the better.
 */
public final class Complexity {

    private Complexity() {}

    /** @throws IllegalArgumentException when nothing in the map is above 0, or all is the same */
    public static double of(Relevance map) {
        double sum = 0;
        for (float value : map.normalized().values()) {
            sum += value;
        }
        return sum / map.size();
    }
}
