package dev.regard.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.regard.cam.FeatureFactorization.Concept;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureFactorizationTest {

    /** Two parts that share neither channels nor cells: the first fills three cells, the second one. */
    private static final float[] FIRST = {2, 0, 4, 0, 0};

    private static final float[] SECOND = {0, 3, 0, 0, 1};

    @Test
    void partsThatLieApartAreFound() {
        // When
        List<Concept> concepts = FeatureFactorization.of(parts(0), 2, 1);

        // Then
        assertThat(concepts.getFirst().map().values()).containsExactly(new float[] {1, 1, 0.5f, 0}, within(1e-3f));
        assertThat(concepts.getLast().map().values()).containsExactly(new float[] {0, 0, 0, 1}, within(1e-3f));
        assertThat(concepts.getFirst().channels()).containsExactly(FIRST, within(1e-2f));
        assertThat(concepts.getLast().channels()).containsExactly(SECOND, within(1e-2f));
        assertThat(concepts.getFirst().share()).isCloseTo(15 / 19.0, within(1e-3));
        assertThat(concepts.getLast().share()).isCloseTo(4 / 19.0, within(1e-3));
    }

    @Test
    void negativeActivationsAreTakenFromTheirLeast() {
        // When everything is 3 lower, the fourth channel too, which is the same everywhere
        List<Concept> concepts = FeatureFactorization.of(parts(-3), 2, 1);

        // Then
        assertThat(concepts.getFirst().map().values()).containsExactly(new float[] {1, 1, 0.5f, 0}, within(1e-3f));
        assertThat(concepts.getFirst().channels()).containsExactly(new float[] {-1, -3, 1, -3, -3}, within(1e-2f));
    }

    @Test
    void theSeedDecidesAndTheProductComesNear() {
        // Given
        FloatTensor activations = TestMaps.positive(7, 12, 5, 6);

        // When
        List<Concept> concepts = FeatureFactorization.of(activations, 8, 1);

        // Then
        assertThat(FeatureFactorization.of(activations, 8, 1).getFirst().map().values())
                .containsExactly(concepts.getFirst().map().values());
        assertThat(concepts).isSortedAccordingTo((one, other) -> Double.compare(other.share(), one.share()));
        assertThat(error(activations, concepts)).isLessThan(0.5 * error(activations, List.of()));
        assertThat(error(activations, concepts))
                .isLessThan(error(activations, FeatureFactorization.of(activations, 4, 1)));
    }

    @Test
    void nothingIsDividedIntoNothing() {
        // When
        List<Concept> concepts = FeatureFactorization.of(FloatTensor.zeros(Shape.of(3, 2, 2)), 2, 1);

        // Then
        assertThat(concepts).hasSize(2).allSatisfy(concept -> {
            assertThat(concept.share()).isZero();
            assertThat(concept.map().values()).containsOnly(0);
        });
    }

    private static FloatTensor parts(float lower) {
        float[] cellsOfFirst = {1, 1, 0.5f, 0};
        float[] cellsOfSecond = {0, 0, 0, 1};
        FloatTensor parts = FloatTensor.zeros(Shape.of(5, 2, 2));
        for (int channel = 0; channel < 5; channel++) {
            for (int cell = 0; cell < 4; cell++) {
                parts.values()[channel * 4 + cell] =
                        lower + FIRST[channel] * cellsOfFirst[cell] + SECOND[channel] * cellsOfSecond[cell];
            }
        }
        return parts;
    }

    private static double error(FloatTensor activations, List<Concept> concepts) {
        double squares = 0;
        for (int at = 0; at < activations.values().length; at++) {
            double difference = activations.values()[at];
            for (Concept concept : concepts) {
                difference -= concept.channels()[at / 30] * concept.map().values()[at % 30];
            }
            squares += difference * difference;
        }
        return Math.sqrt(squares);
    }
}
