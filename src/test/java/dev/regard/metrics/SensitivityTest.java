package dev.regard.metrics;

import static dev.regard.metrics.RelevanceTest.map;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.regard.metrics.SensitivityN.Sets;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SensitivityTest {

    private static final LinearModel MODEL = LinearModel.random(9, 11, 2);

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 40", "1, 98", "3, 5", "4, 8"})
    void exactAttributionsOfALinearModelGiveOne(int side, int n) {
        assertThat(MODEL.ask(new SensitivityN(MODEL.explanation(), new Sets(side, n, 30, 1))))
                .hasValueCloseTo(1.0, within(1e-9));
    }

    @Test
    void theUnitDoesNotMatterAndTheSignDoes() {
        // Given
        float[] tripled = MODEL.adds().clone();
        float[] turned = MODEL.adds().clone();
        for (int pixel = 0; pixel < tripled.length; pixel++) {
            tripled[pixel] *= 3;
            turned[pixel] *= -1;
        }

        // Then
        Sets sets = new Sets(2, 7, 50, 3);
        assertThat(MODEL.ask(new SensitivityN(map(9, 11, tripled), sets))).hasValueCloseTo(1.0, within(1e-6));
        assertThat(MODEL.ask(new SensitivityN(map(9, 11, turned), sets))).hasValueCloseTo(-1.0, within(1e-9));
        Relevance other = LinearModel.random(9, 11, 77).explanation();
        assertThat(MODEL.ask(new SensitivityN(other, sets)).orElseThrow()).isBetween(-0.6, 0.6);
    }

    @Test
    void everySetHidesSoManySquares() {
        // Given squares of 4 in a picture of 9 x 11: 3 x 3 of them
        SensitivityN trial = new SensitivityN(MODEL.explanation(), new Sets(4, 2, 20, 1));

        // Then
        assertThat(trial.questions()).isEqualTo(21);
        assertThat(trial.mask(0)).containsOnly(1);
        for (int question = 1; question < 21; question++) {
            float[] mask = trial.mask(question);
            int hidden = 0;
            for (int row : List.of(0, 4, 8)) {
                for (int column : List.of(0, 4, 8)) {
                    hidden += mask[row * 11 + column] == 0 ? 1 : 0;
                }
            }
            assertThat(hidden).isEqualTo(2);
            assertThat(mask[0]).isEqualTo(mask[3 * 11 + 3]);
        }
    }

    @Test
    void everySquareIsHiddenAsOften() {
        // Given 2 of 9 squares, 900 times
        SensitivityN trial = new SensitivityN(MODEL.explanation(), new Sets(4, 2, 900, 1));

        // When
        int[] times = new int[99];
        for (int question = 1; question < trial.questions(); question++) {
            float[] mask = trial.mask(question);
            for (int pixel = 0; pixel < mask.length; pixel++) {
                times[pixel] += mask[pixel] == 0 ? 1 : 0;
            }
        }

        // Then 200 times, up to five standard deviations
        for (int count : times) {
            assertThat(count).isBetween(138, 262);
        }
    }

    @Test
    void whatDoesNotVaryHasNoCorrelation() {
        Sets sets = new Sets(1, 2, 5, 1);
        assertThat(MODEL.ask(new SensitivityN(map(9, 11, new float[99]), sets))).isEmpty();
        SensitivityN trial = new SensitivityN(MODEL.explanation(), sets);
        assertThat(trial.result(new double[6])).isEmpty();
        assertThatThrownBy(() -> new SensitivityN(map(2, 2, 1, 2, 3, 4), new Sets(1, 4, 5, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("of the 4 squares of a map of 2 x 2 at most 3 can be hidden, given 4");
        assertThatThrownBy(() -> new Sets(1, 1, 2, 1)).hasMessage("the number of sets has to be at least 3, given 2");
    }

    @Test
    void maxSensitivityIsTheFarthestThatAMapMoves() {
        // Given a map of length 5 and others that are 1 and 2 away
        Relevance map = map(1, 2, 3, 4);

        // Then
        assertThat(MaxSensitivity.of(map, List.of(map(1, 2, 3, 5), map(1, 2, 1, 4), map)))
                .isEqualTo(2.0 / 5);
        assertThat(MaxSensitivity.of(map, List.of(map))).isZero();
        assertThatThrownBy(() -> MaxSensitivity.of(map, List.of())).hasMessageContaining("noisy copies");
        assertThatThrownBy(() -> MaxSensitivity.of(map(1, 2, 0, 0), List.of(map)))
                .hasMessage("a map that is 0 everywhere cannot be compared with others");
    }

    @Test
    void copiesStayInTheirBallAndTheSeedDecides() {
        // Given
        FloatTensor picture = FloatTensor.zeros(Shape.of(3, 20, 20));
        MaxSensitivity noise = new MaxSensitivity(picture, 0.1, 4);

        // When
        float[] copy = noise.copy(0).values();

        // Then
        float[] sorted = copy.clone();
        Arrays.sort(sorted);
        assertThat(sorted[0]).isBetween(-0.1f, -0.098f);
        assertThat(sorted[sorted.length - 1]).isBetween(0.098f, 0.1f);
        assertThat(noise.copy(0).values()).containsExactly(copy);
        assertThat(noise.copy(1).values()).isNotEqualTo(copy);
        assertThatThrownBy(() -> new MaxSensitivity(picture, 0, 1)).hasMessageContaining("the radius of noise");
    }
}
