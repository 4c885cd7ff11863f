package dev.regard.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Finer-CAM and Shapley-CAM: Grad-CAM with gradients of more than one place. */
class ComparedGradientsTest {

    @Test
    void finerComparesWithTheClassesOfTheNearestScores() {
        // Given
        float[] scores = {5, 9, 4.5f, -3, 5.2f, 7};

        // Then
        assertThat(FinerCam.compared(0, scores)).containsExactly(4, 2, 5);
        assertThat(FinerCam.compared(3, scores)).containsExactly(2, 0, 4);
        assertThat(FinerCam.compared(1, new float[] {2, 3})).containsExactly(0);
    }

    @Test
    void finerTakesTheGradientOfTheDifference() {
        // Given
        FloatTensor own = TestMaps.filled(4, 1, 1, 2);
        List<FloatTensor> compared = List.of(TestMaps.filled(1, 1, 1, 2), TestMaps.filled(3, 1, 1, 2));

        // When
        FloatTensor difference = FinerCam.difference(own, compared, new double[] {0.3, 0.1}, 0.5);

        // Then 4 - 0.5 (3/4 * 1 + 1/4 * 3)
        assertThat(difference.values()).containsExactly(new float[] {3.25f, 3.25f}, within(1e-6f));
    }

    @Test
    void finerTakesClassesAsAlikeWhereAllAreImpossible() {
        // Given
        FloatTensor own = TestMaps.filled(4, 1, 1, 1);
        List<FloatTensor> compared = List.of(TestMaps.filled(1, 1, 1, 1), TestMaps.filled(3, 1, 1, 1));

        // Then
        assertThat(FinerCam.difference(own, compared, new double[] {0, 0}, 1).values())
                .containsExactly(2);
    }

    /** y = b'a + a'Qa / 2 has the gradient b + Qa and the second derivatives Q. */
    @Test
    void shapleyOfAQuadraticScoreIsExact() {
        // Given
        FloatTensor a = TestMaps.random(3, 2, 2, 2);
        float[] b = TestMaps.random(4, 8).values();
        double[][] q = new double[8][8];
        for (int i = 0; i < 8; i++) {
            for (int j = 0; j < 8; j++) {
                q[i][j] = Math.sin(3 * i + 5 * j) + Math.sin(5 * i + 3 * j);
            }
        }

        // When
        ActivationMap map = ShapleyCam.map(
                a,
                gradient(a, b, q, 1),
                gradient(a, b, q, 1 + ShapleyCam.STEP),
                gradient(a, b, q, 1 - ShapleyCam.STEP));

        // Then w = mean of b + Qa - Qa / 2
        for (int cell = 0; cell < 4; cell++) {
            double expected = 0;
            for (int channel = 0; channel < 2; channel++) {
                double weight = 0;
                for (int i = 4 * channel; i < 4 * channel + 4; i++) {
                    weight += b[i] / 4;
                    for (int j = 0; j < 8; j++) {
                        weight += q[i][j] * a.values()[j] / 8;
                    }
                }
                expected += weight * a.values()[4 * channel + cell];
            }
            assertThat((double) map.values()[cell]).isCloseTo(expected, within(1e-3));
        }
    }

    @Test
    void shapleyWhereNothingBendsIsGradCam() {
        // Given
        FloatTensor a = TestMaps.random(3, 2, 2, 2);
        FloatTensor g = TestMaps.random(4, 2, 2, 2);

        // Then
        assertThat(ShapleyCam.map(a, g, g, g).values())
                .containsExactly(GradCam.map(a, g).values(), within(1e-6f));
    }

    private static FloatTensor gradient(FloatTensor a, float[] b, double[][] q, double factor) {
        float[] gradient = new float[8];
        for (int i = 0; i < 8; i++) {
            double sum = b[i];
            for (int j = 0; j < 8; j++) {
                sum += q[i][j] * a.values()[j] * factor;
            }
            gradient[i] = (float) sum;
        }
        return new FloatTensor(Shape.of(2, 2, 2), gradient);
    }
}
