package dev.regard.metrics;

import static dev.regard.metrics.RelevanceTest.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ConfidenceTest {

    @Test
    void dropAndGainAreSharesOfWhatThereIsToLoseAndToGain() {
        Confidence lost = new Confidence(0.8, 0.6);
        assertThat(lost.drop()).hasValueCloseTo(0.25, within(1e-12));
        assertThat(lost.gain()).hasValue(0);
        assertThat(lost.isIncreased()).isFalse();
        Confidence gained = new Confidence(0.5, 0.9);
        assertThat(gained.drop()).hasValue(0);
        assertThat(gained.gain()).hasValueCloseTo(0.8, within(1e-12));
        assertThat(gained.isIncreased()).isTrue();
    }

    @Test
    void nothingCannotBeLostAndCertaintyCannotGrow() {
        assertThat(new Confidence(0, 0.3).drop()).isEmpty();
        assertThat(new Confidence(1, 0.3).gain()).isEmpty();
        assertThat(new Confidence(1.0000001, 0.3).gain()).isEmpty();
    }

    @Test
    void theModelIsShownTheWholePictureAndWhatTheMapLetsThrough() {
        // Given
        MaskedConfidence trial = new MaskedConfidence(map(1, 4, -3, 0, 1, 4));

        // Then
        assertThat(trial.questions()).isEqualTo(2);
        assertThat(trial.mask(0)).containsExactly(1, 1, 1, 1);
        assertThat(trial.mask(1)).containsExactly(0, 0, 0.25f, 1);
        assertThat(trial.result(new double[] {0.5, 0.25})).isEqualTo(new Confidence(0.5, 0.25));
    }

    @Test
    void logitsAreNoProbabilities() {
        MaskedConfidence trial = new MaskedConfidence(map(1, 2, 0, 1));
        assertThatThrownBy(() -> trial.result(new double[] {7.5, 0.1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a probability has to lie from");
        assertThatThrownBy(() -> new Confidence(Double.NaN, 0)).hasMessageContaining("given NaN");
        assertThatThrownBy(() -> new MaskedConfidence(map(1, 2, -1, -2))).hasMessageContaining("scaled");
    }
}
