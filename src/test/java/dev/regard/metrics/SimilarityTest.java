package dev.regard.metrics;

import static dev.regard.metrics.RelevanceTest.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SimilarityTest {

    private static final Relevance MAP = map(1, 5, 1, 2, 3, 4, 5);

    @Test
    void ranksAreCompared() {
        assertThat(Similarity.rankCorrelation(MAP, map(1, 5, 1, 10, 100, 1000, 1001)))
                .hasValueCloseTo(1.0, within(1e-12));
        assertThat(Similarity.rankCorrelation(MAP, map(1, 5, 5, 4, 3, 2, 1))).hasValueCloseTo(-1.0, within(1e-12));
        // Ranks 2 1 4 3 5: 1 - 6 * (1 + 1 + 1 + 1) / (5 * 24)
        assertThat(Similarity.rankCorrelation(MAP, map(1, 5, 20, 10, 40, 30, 50)))
                .hasValueCloseTo(0.8, within(1e-12));
        // Ranks 1.5 1.5 3 4 5: the covariance is 9.5, the variances 10 and 9.5
        assertThat(Similarity.rankCorrelation(MAP, map(1, 5, 0, 0, 1, 2, 3)))
                .hasValueCloseTo(9.5 / Math.sqrt(95), within(1e-12));
    }

    @Test
    void magnitudesForgetTheSign() {
        Relevance turned = map(1, 5, -1, 2, -3, 4, -5);
        assertThat(Similarity.rankCorrelationOfMagnitudes(MAP, turned)).hasValueCloseTo(1.0, within(1e-12));
        // Ranks 3 4 2 5 1: 1 - 6 * (4 + 4 + 1 + 1 + 16) / (5 * 24)
        assertThat(Similarity.rankCorrelation(MAP, turned)).hasValueCloseTo(-0.3, within(1e-12));
    }

    @Test
    void aFlatMapIsLikeNothing() {
        Relevance flat = map(1, 5, 2, 2, 2, 2, 2);
        assertThat(Similarity.rankCorrelation(MAP, flat)).isEmpty();
        assertThat(Similarity.rankCorrelation(map(1, 1, 1), map(1, 1, 1))).isEmpty();
        assertThatThrownBy(() -> Similarity.topOverlap(MAP, flat, 0.1)).hasMessageContaining("cannot be ranked");
    }

    @Test
    void theHottestAreShared() {
        Relevance other = map(1, 5, 9, 2, 1, 4, 8);
        assertThat(Similarity.topOverlap(MAP, other, 0.4)).isEqualTo(0.5);
        assertThat(Similarity.topOverlap(MAP, other, 0.6)).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(Similarity.topOverlap(MAP, other, 0.01)).isZero();
        assertThat(Similarity.topOverlap(MAP, other, 1)).isEqualTo(1);
        assertThatThrownBy(() -> Similarity.topOverlap(MAP, other, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the share of pixels to compare is above 0 and at most 1, given 0.0");
        assertThatThrownBy(() -> Similarity.rankCorrelation(MAP, map(5, 1, 1, 2, 3, 4, 5)))
                .hasMessageContaining("of one size");
    }
}
