package dev.regard.metrics;

import java.util.OptionalDouble;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.hipparchus.stat.ranking.NaturalRanking;

/** Correlation that is never NaN: empty where one side does not vary, as then nothing can vary with it. */
final class Correlation {

    private Correlation() {}

    /** Pearson's: cov(a, b) / (s<sub>a</sub> s<sub>b</sub>), from -1 to 1. */
    static OptionalDouble pearson(double[] one, double[] other) {
        if (one.length < 2) {
            return OptionalDouble.empty();
        }
        double correlation = new PearsonsCorrelation().correlation(one, other);
        return Double.isFinite(correlation)
                ? OptionalDouble.of(Math.clamp(correlation, -1, 1))
                : OptionalDouble.empty();
    }

    /** Spearman's: Pearson's of the ranks, where those that are alike share the mean of theirs. */
    static OptionalDouble spearman(double[] one, double[] other) {
        NaturalRanking ranking = new NaturalRanking();
        return pearson(ranking.rank(one), ranking.rank(other));
    }
}
