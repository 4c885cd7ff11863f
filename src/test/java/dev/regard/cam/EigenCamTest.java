package dev.regard.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EigenCamTest {

    @Test
    void aSingleChannelIsItsOwnComponentLessTheMean() {
        // Given: mean 2
        FloatTensor activations = new FloatTensor(Shape.of(1, 1, 4), new float[] {1, 2, 1, 4});
        // When, Then
        assertThat(EigenCam.map(activations).values()).containsExactly(new float[] {-1, 0, -1, 2}, within(1e-6f));
    }

    @Test
    void theValueOfLargestMagnitudeIsPositive() {
        // Given: the same with every sign turned
        FloatTensor activations = new FloatTensor(Shape.of(1, 1, 4), new float[] {-1, -2, -1, -4});
        // When, Then
        assertThat(EigenCam.map(activations).values()).containsExactly(new float[] {-1, 0, -1, 2}, within(1e-6f));
    }

    @Test
    void channelsThatGoTogetherAddTheirSquares() {
        // Given: the second channel is 0.75 of the first: s = root of 1 + 0.75² = 1.25
        FloatTensor activations = new FloatTensor(Shape.of(2, 1, 4), new float[] {4, -4, 8, -8, 3, -3, 6, -6});
        // When, Then
        assertThat(EigenCam.map(activations).values()).containsExactly(new float[] {5, -5, 10, -10}, within(1e-5f));
    }

    @Test
    void whatIsTheSameEverywhereDoesNotCount() {
        // Given
        FloatTensor activations = TestMaps.positive(1, 4, 5, 6);
        FloatTensor raised =
                new FloatTensor(activations.shape(), activations.values().clone());
        for (int cell = 0; cell < 30; cell++) {
            raised.values()[cell] += 100;
        }
        // When, Then
        assertThat(EigenCam.map(raised).values())
                .containsExactly(EigenCam.map(activations).values(), within(1e-3f));
        assertThat(EigenCam.map(TestMaps.constantByChannel(3, 3, 5, 7)).values())
                .containsOnly(0);
    }

    @ParameterizedTest
    @CsvSource({"3, 5, 7", "60, 5, 7", "64, 56, 56", "2048, 7, 7", "300, 14, 14"})
    void theComponentIsAnEigenvectorThatNoOtherDirectionExceeds(int channels, int height, int width) {
        // Given
        FloatTensor activations = TestMaps.random(3, channels, height, width);
        double[][] centred = centred(activations);
        // When
        double[] map = doubles(EigenCam.map(activations));
        // Then: X X' M = s² M, with s² the squared length of M
        double eigenvalue = dot(map, map);
        double[] image = timesItself(centred, map);
        for (int cell = 0; cell < map.length; cell++) {
            assertThat(image[cell])
                    .isCloseTo(eigenvalue * map[cell], within(1e-4 * eigenvalue * Math.sqrt(eigenvalue)));
        }
        // and no direction that power iteration finds is longer
        assertThat(eigenvalue).isGreaterThanOrEqualTo(byPowerIteration(centred) * (1 - 1e-6));
    }

    @Test
    void equalSingularValuesGiveAVectorOfTheirPlane() {
        // Given: two channels that have nothing in common and are equally long
        FloatTensor activations = new FloatTensor(Shape.of(2, 1, 4), new float[] {2, -2, 0, 0, 0, 0, 2, -2});
        // When
        float[] map = EigenCam.map(activations).values();
        // Then: it is as long as both, turned somewhere between them, and always the same
        assertThat(dot(doubles(EigenCam.map(activations)), doubles(EigenCam.map(activations))))
                .isCloseTo(8, within(1e-5));
        assertThat(map[0]).isCloseTo(-map[1], within(1e-6f));
        assertThat(map[2]).isCloseTo(-map[3], within(1e-6f));
        assertThat(EigenCam.map(activations).values()).containsExactly(map);
    }

    @Test
    void numbersThatAreNoneStayNone() {
        // Given
        FloatTensor activations = TestMaps.random(4, 3, 2, 2);
        activations.values()[5] = Float.NaN;
        // When, Then
        assertThat(EigenCam.map(activations).values()).contains(Float.NaN);
    }

    @Test
    void eigenGradCamIsThatOfTheProducts() {
        // Given: products 4, -4, 8, -8
        FloatTensor activations = new FloatTensor(Shape.of(1, 1, 4), new float[] {1, 2, 4, 8});
        FloatTensor gradients = new FloatTensor(Shape.of(1, 1, 4), new float[] {4, -2, 2, -1});
        // When, Then
        assertThat(EigenGradCam.map(activations, gradients).values())
                .containsExactly(new float[] {4, -4, 8, -8}, within(1e-5f));
    }

    private static double[][] centred(FloatTensor maps) {
        int cells = maps.shape().dimension(1) * maps.shape().dimension(2);
        double[][] rows = new double[maps.shape().dimension(0)][cells];
        for (int channel = 0; channel < rows.length; channel++) {
            double sum = 0;
            for (int cell = 0; cell < cells; cell++) {
                sum += maps.values()[channel * cells + cell];
            }
            for (int cell = 0; cell < cells; cell++) {
                rows[channel][cell] = maps.values()[channel * cells + cell] - sum / cells;
            }
        }
        return rows;
    }

    private static double[] timesItself(double[][] rows, double[] vector) {
        double[] product = new double[vector.length];
        for (double[] row : rows) {
            double share = dot(row, vector);
            for (int cell = 0; cell < vector.length; cell++) {
                product[cell] += share * row[cell];
            }
        }
        return product;
    }

    private static double byPowerIteration(double[][] rows) {
        double[] vector = rows[0].clone();
        double eigenvalue = 0;
        for (int step = 0; step < 200; step++) {
            double length = Math.sqrt(dot(vector, vector));
            for (int cell = 0; cell < vector.length; cell++) {
                vector[cell] /= length;
            }
            double[] next = timesItself(rows, vector);
            eigenvalue = dot(vector, next);
            vector = next;
        }
        return eigenvalue;
    }

    private static double[] doubles(ActivationMap map) {
        double[] values = new double[map.values().length];
        for (int cell = 0; cell < values.length; cell++) {
            values[cell] = map.values()[cell];
        }
        return values;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int at = 0; at < a.length; at++) {
            sum += a[at] * b[at];
        }
        return sum;
    }
}
