package dev.regard.metrics;

import static dev.regard.metrics.RelevanceTest.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdccTest {

    @Test
    void complexityIsTheMeanOfTheNormalizedMap() {
        assertThat(Complexity.of(map(1, 4, -3, 0, 1, 4))).isCloseTo((0.25 + 1) / 4, within(1e-12));
        assertThatThrownBy(() -> Complexity.of(map(1, 2, 0, 0))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void coherencyIsHalfOfOnePlusTheCorrelation() {
        // Given differences from the mean of -1, 0, 1
        Relevance rising = map(1, 3, 1, 2, 3);
        assertThat(Coherency.of(rising, map(1, 3, 5, 1, 5))).hasValueCloseTo(0.5, within(1e-12));
        assertThat(Coherency.of(rising, map(1, 3, 3, 2, 1))).hasValueCloseTo(0.0, within(1e-12));
        assertThat(Coherency.of(rising, map(1, 3, 2, 4, 6))).hasValueCloseTo(1.0, within(1e-12));
    }

    @Test
    void onlyWhatSpeaksForTheClassCoheres() {
        // Given the same up to what speaks against the class
        Relevance one = map(1, 4, -1, -5, 2, 3);
        Relevance other = map(1, 4, -7, -2, 2, 3);

        // Then
        assertThat(Coherency.of(one, other)).hasValueCloseTo(1.0, within(1e-12));
        assertThat(Coherency.of(one, map(1, 4, -1, -2, -3, -4))).isEmpty();
        assertThatThrownBy(() -> Coherency.of(one, map(2, 2, 1, 2, 3, 4)))
                .hasMessage("both maps have to be of one size, given 1 x 4 and 2 x 2");
    }

    @Test
    void adccIsTheHarmonicMeanOfThree() {
        // 3 / (1 / 0.5 + 1 / 0.25 + 1 / 0.5)
        assertThat(Adcc.of(0.5, 0.5, 0.75)).isCloseTo(3.0 / 8, within(1e-12));
        assertThat(Adcc.of(0, 1, 0)).isEqualTo(1);
        assertThat(Adcc.of(1, 1, 0)).isZero();
        assertThat(Adcc.of(0, 0, 0)).isZero();
        assertThat(Adcc.of(0, 1, 1)).isZero();
        assertThatThrownBy(() -> Adcc.of(0, 1.5, 0)).hasMessage("coherency has to lie from 0.0 to 1.0, given 1.5");
    }
}
