package dev.regard.check;

import dev.regard.cam.CamMethod;
import dev.regard.metrics.Relevance;
import dev.regard.metrics.Similarity;
import java.util.OptionalDouble;

/** How alike two maps are, by the order of their values: from -1 to 1. */
final class Likeness {

    private Likeness() {}

    /** Of saliency maps, magnitudes are compared: single pixels often change their sign, as Adebayo et al. 2018 remark. */
    static OptionalDouble of(Relevance one, Relevance other, CamMethod.Kind kind) {
        return kind == CamMethod.Kind.SALIENCY_MAP
                ? Similarity.rankCorrelationOfMagnitudes(one, other)
                : Similarity.rankCorrelation(one, other);
    }
}
