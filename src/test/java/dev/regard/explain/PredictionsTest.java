package dev.regard.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.regard.autodiff.ClassScore.Activation;
import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionsTest {

    private static final List<String> LABELS = List.of("a", "b", "c");

    @Test
    void comeBestFirstAndEqualOnesByIndex() {
        List<Prediction> predictions = Predictions.of(new float[] {1, 2, 1}, LABELS, Activation.SOFTMAX);
        assertThat(predictions).extracting(Prediction::label).containsExactly("b", "a", "c");
        assertThat(predictions).extracting(Prediction::index).containsExactly(1, 0, 2);
    }

    @Test
    void classesThatExcludeEachOtherShareOne() {
        // Given: odds of 1 to 2 to 5
        float[] scores = {0, (float) Math.log(2), (float) Math.log(5)};
        // When
        List<Prediction> predictions = Predictions.of(scores, LABELS, Activation.SOFTMAX);
        // Then
        assertThat(predictions.get(0).probability()).isCloseTo(0.625f, within(1e-6f));
        assertThat(predictions.get(1).probability()).isCloseTo(0.25f, within(1e-6f));
        assertThat(predictions.get(2).probability()).isCloseTo(0.125f, within(1e-6f));
        assertThat(predictions.get(2).score()).isZero();
    }

    @Test
    void hugeScoresDoNotOverflow() {
        List<Prediction> predictions = Predictions.of(new float[] {3e38f, -3e38f, 1e38f}, LABELS, Activation.SOFTMAX);
        assertThat(predictions).extracting(Prediction::probability).containsExactly(1f, 0f, 0f);
    }

    @Test
    void classesThatAreQuestionsOfTheirOwnShareNothing() {
        List<Prediction> predictions = Predictions.of(new float[] {0, 200, -200}, LABELS, Activation.SIGMOID);
        assertThat(predictions).extracting(Prediction::probability).containsExactly(1f, 0.5f, 0f);
    }

    @Test
    void zeroIsZeroWhateverItsSign() {
        List<Prediction> predictions = Predictions.of(new float[] {-0f, 0f, -1}, LABELS, Activation.SIGMOID);
        assertThat(predictions).extracting(Prediction::index).containsExactly(0, 1, 2);
    }

    @Test
    void scoresThatAreProbabilitiesStayAsTheyAre() {
        List<Prediction> predictions = Predictions.of(new float[] {0.25f, 0.75f, 0}, LABELS, Activation.NONE);
        assertThat(predictions).extracting(Prediction::probability).containsExactly(0.75f, 0.25f, 0f);
    }

    @Test
    void scoresBeyondZeroAndOneAreCutOff() {
        List<Prediction> predictions = Predictions.of(new float[] {-3, 0.5f, 2}, LABELS, Activation.CLIPPED);
        assertThat(predictions).extracting(Prediction::probability).containsExactly(1f, 0.5f, 0f);
    }
}
