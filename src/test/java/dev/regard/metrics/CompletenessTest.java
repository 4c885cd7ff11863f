package dev.regard.metrics;

import static dev.regard.metrics.RelevanceTest.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.regard.cam.GradCam;
import dev.regard.metrics.SensitivityN.Sets;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CompletenessTest {

    @Test
    void theGapIsAShareOfTheDifference() {
        assertThat(Completeness.relativeGap(2, 2)).hasValue(0);
        assertThat(Completeness.relativeGap(3, 2)).hasValue(0.5);
        assertThat(Completeness.relativeGap(3, -2)).hasValue(2.5);
        assertThat(Completeness.relativeGap(1, 0)).isEmpty();
        assertThat(Completeness.relativeGap(1, Double.MIN_VALUE)).isEmpty();
        assertThatThrownBy(() -> Completeness.relativeGap(1, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the difference of scores has to be a finite number, given NaN");
    }

    @Test
    void gradCamOfALinearHeadAddsUpAndFallsAsItSays() {
        // Given y = the sum over channels and cells of w(c) A(c, cell), whose gradient is w
        int cells = 5 * 6;
        float[] activations = new float[4 * cells];
        float[] gradients = new float[4 * cells];
        double[] perCell = new double[cells];
        Random random = new Random(8);
        for (int channel = 0; channel < 4; channel++) {
            float weight = random.nextFloat() - 0.3f;
            Arrays.fill(gradients, channel * cells, (channel + 1) * cells, weight);
            for (int cell = 0; cell < cells; cell++) {
                activations[channel * cells + cell] = random.nextFloat();
                perCell[cell] += (double) weight * activations[channel * cells + cell];
            }
        }
        Shape shape = Shape.of(4, 5, 6);

        // When
        Relevance map = map(
                5,
                6,
                GradCam.map(new FloatTensor(shape, activations), new FloatTensor(shape, gradients))
                        .values());

        // Then
        assertThat(Completeness.relativeGap(
                                Arrays.stream(map.doubles()).sum(),
                                Arrays.stream(perCell).sum())
                        .orElseThrow())
                .isCloseTo(0, within(1e-6));
        SensitivityN trial = new SensitivityN(map, new Sets(1, 10, 20, 1));
        double[] answers = new double[trial.questions()];
        for (int question = 0; question < answers.length; question++) {
            float[] mask = trial.mask(question);
            for (int cell = 0; cell < cells; cell++) {
                answers[question] += mask[cell] * perCell[cell];
            }
        }
        assertThat(trial.result(answers)).hasValueCloseTo(1.0, within(1e-6));
    }
}
