package dev.regard.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import org.junit.jupiter.api.Test;

/** FEM and KPCA-CAM, which know neither class nor gradient. */
class ActivationMethodsTest {

    @Test
    void femMarksWhereAFeatureMapIsFarAboveItsMean() {
        // Given a mean of 2 with one cell of 11, more than two deviations above it, and a map that hardly varies
        FloatTensor activations = new FloatTensor(
                Shape.of(2, 2, 5), new float[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 11, 5, 5, 5, 5, 5, 6, 6, 6, 6, 6});

        // When
        ActivationMap map = Fem.map(activations);

        // Then
        assertThat(map.values()).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 2);
    }

    @Test
    void femAddsUpTheMeansOfTheMapsThatAreStrongThere() {
        // Given
        FloatTensor activations = TestMaps.positive(5, 20, 4, 6);

        // When
        float[] values = Fem.map(activations).values();

        // Then
        for (int cell = 0; cell < 24; cell++) {
            double expected = 0;
            for (int channel = 0; channel < 20; channel++) {
                double mean = 0;
                double square = 0;
                for (int at = 24 * channel; at < 24 * channel + 24; at++) {
                    mean += activations.values()[at] / 24;
                    square += activations.values()[at] * activations.values()[at] / 24;
                }
                double limit = mean + 2 * Math.sqrt(square - mean * mean);
                expected += activations.values()[24 * channel + cell] > limit ? mean : 0;
            }
            assertThat((double) values[cell]).isCloseTo(expected, within(1e-5));
        }
    }

    @Test
    void kpcaIsTheLeadingComponentOfTheCentredKernel() {
        // Given
        FloatTensor activations = TestMaps.random(8, 6, 3, 4);

        // When
        float[] values = KpcaCam.map(activations).values();

        // Then
        double[] expected = byPowerIteration(centredKernel(activations));
        for (int cell = 0; cell < 12; cell++) {
            assertThat((double) values[cell]).isCloseTo(expected[cell], within(1e-4));
        }
    }

    @Test
    void kpcaOfCellsThatAreAlikeIsZero() {
        assertThat(KpcaCam.map(TestMaps.constantByChannel(3, 3, 1, 2, 3)).values())
                .containsOnly(new float[] {0}, within(1e-5f));
    }

    @Test
    void kpcaRefusesMoreCellsThanAKernelHasRoomFor() {
        assertThatThrownBy(() -> KpcaCam.map(FloatTensor.zeros(Shape.of(1, 65, 64))))
                .hasMessage("KPCA-CAM takes at most 4096 cells, given 4160");
    }

    private static double[][] centredKernel(FloatTensor activations) {
        double[][] cells = new double[12][6];
        for (int channel = 0; channel < 6; channel++) {
            double mean = 0;
            for (int cell = 0; cell < 12; cell++) {
                mean += activations.values()[channel * 12 + cell] / 12;
            }
            for (int cell = 0; cell < 12; cell++) {
                cells[cell][channel] = activations.values()[channel * 12 + cell] - mean;
            }
        }
        double[][] kernel = new double[12][12];
        for (int p = 0; p < 12; p++) {
            for (int q = 0; q < 12; q++) {
                double product = 0;
                for (int channel = 0; channel < 6; channel++) {
                    product += cells[p][channel] * cells[q][channel];
                }
                kernel[p][q] = Math.tanh(product / 6 + 1);
            }
        }
        double[][] centred = new double[12][12];
        for (int p = 0; p < 12; p++) {
            for (int q = 0; q < 12; q++) {
                double row = 0;
                double column = 0;
                double all = 0;
                for (int i = 0; i < 12; i++) {
                    row += kernel[p][i] / 12;
                    column += kernel[i][q] / 12;
                    for (int j = 0; j < 12; j++) {
                        all += kernel[i][j] / 144;
                    }
                }
                centred[p][q] = kernel[p][q] - row - column + all;
            }
        }
        return centred;
    }

    /** Of the matrix and 10 times the identity, so that the largest eigenvalue has the largest magnitude. */
    private static double[] byPowerIteration(double[][] matrix) {
        double[] vector = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13};
        double length = 0;
        for (int round = 0; round < 20_000; round++) {
            double[] next = new double[12];
            for (int p = 0; p < 12; p++) {
                next[p] = 10 * vector[p];
                for (int q = 0; q < 12; q++) {
                    next[p] += matrix[p][q] * vector[q];
                }
            }
            length = 0;
            for (double value : next) {
                length += value * value;
            }
            length = Math.sqrt(length);
            for (int p = 0; p < 12; p++) {
                vector[p] = next[p] / length;
            }
        }
        double largest = 0;
        for (double value : vector) {
            largest = Math.abs(value) > Math.abs(largest) ? value : largest;
        }
        for (int p = 0; p < 12; p++) {
            vector[p] *= Math.sqrt(length - 10) * Math.signum(largest);
        }
        return vector;
    }
}
