package dev.regard.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateTest {

    @Test
    void aMeanHasStudentsInterval() {
        // Given s = sqrt(2.5), t = 2.776445 for 4 degrees of freedom
        Estimate estimate = Estimate.ofMean(1, 2, 3, 4, 5);

        // Then 3 -+ 2.776445 * sqrt(2.5 / 5)
        assertThat(estimate.mean()).isEqualTo(3);
        assertThat(estimate.count()).isEqualTo(5);
        Interval interval = estimate.interval().orElseThrow();
        assertThat(interval.low()).isCloseTo(1.036757, within(1e-6));
        assertThat(interval.high()).isCloseTo(4.963243, within(1e-6));
    }

    @Test
    void oneNumberHasAMeanAndNoInterval() {
        assertThat(Estimate.ofMean(0.7).mean()).isEqualTo(0.7);
        assertThat(Estimate.ofMean(0.7).interval()).isEmpty();
        assertThat(Estimate.ofMean(0.5, 0.5).interval()).contains(new Interval(0.5, 0.5));
    }

    /** By the formula with z = 1.959964. */
    @ParameterizedTest
    @CsvSource({
        "0, 1, 0, 0.793451",
        "1, 1, 0.206549, 1",
        "0, 10, 0, 0.277533",
        "8, 10, 0.490162, 0.943318",
        "10, 10, 0.722467, 1",
        "50, 100, 0.403832, 0.596168",
    })
    void aShareHasWilsonsInterval(int hits, int count, double low, double high) {
        // When
        Estimate estimate = Estimate.ofShare(hits, count);

        // Then
        assertThat(estimate.mean()).isEqualTo((double) hits / count);
        assertThat(estimate.interval().orElseThrow().low()).isCloseTo(low, within(1e-6));
        assertThat(estimate.interval().orElseThrow().high()).isCloseTo(high, within(1e-6));
    }

    @Test
    void nothingHasNoMean() {
        assertThatThrownBy(Estimate::ofMean)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the number of pictures has to be at least 1, given 0");
        assertThatThrownBy(() -> Estimate.ofMean(1, Double.NaN)).hasMessageContaining("given NaN");
        assertThatThrownBy(() -> Estimate.ofMean(Double.MAX_VALUE, Double.MAX_VALUE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Estimate.ofShare(3, 2)).hasMessageContaining("the number of hits");
        assertThatThrownBy(() -> Estimate.ofShare(0, 0)).hasMessageContaining("the number of pictures");
        assertThatThrownBy(() -> new Interval(1, 0)).hasMessage("an interval from 1.0 to 0.0 ends before it begins");
    }
}
