package dev.regard.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinearImputationTest {

    private static final int HEIGHT = 9;
    private static final int WIDTH = 11;
    private static final FloatTensor PICTURE = picture(HEIGHT, WIDTH, 1);

    static Stream<boolean[]> missing() {
        return Stream.of(
                rectangle(0, 0, 4, 5), // a corner
                rectangle(6, 7, 9, 11), // the opposite one
                rectangle(0, 0, 2, 11), // a whole side
                rectangle(0, 0, 9, 3),
                rectangle(3, 3, 6, 8), // inside
                rectangle(4, 4, 5, 5), // one pixel
                rectangle(0, 10, 1, 11), // one pixel at a corner
                random(0.3, 1),
                random(0.8, 2),
                allBut(40),
                allBut(0),
                allBut(98));
    }

    @ParameterizedTest
    @MethodSource("missing")
    void itIsTheSolutionOfTheEquations(boolean[] missing) {
        // When
        float[] filled = LinearImputation.fill(PICTURE, missing, 0, 1).values();

        // Then
        for (int plane = 0; plane < filled.length; plane += missing.length) {
            float[] channel = Arrays.copyOfRange(filled, plane, plane + missing.length);
            double[] expected = byElimination(missing, plane);
            for (int pixel = 0; pixel < missing.length; pixel++) {
                assertThat((double) channel[pixel]).isEqualTo(expected[pixel], Offset.offset(2e-5));
            }
        }
    }

    @Test
    void aSinglePixelIsTheWeightedMeanOfItsNeighbours() {
        // Given
        FloatTensor picture = new FloatTensor(Shape.of(1, 3, 3), new float[] {1, 2, 3, 4, 99, 6, 7, 8, 12});

        // Then
        boolean[] centre = new boolean[9];
        centre[4] = true;
        assertThat(LinearImputation.fill(picture, centre, 0, 1).values()[4])
                .isEqualTo((2 + 4 + 6 + 8) / 6f + (1 + 3 + 7 + 12) / 12f, Offset.offset(1e-5f));
        boolean[] corner = new boolean[9];
        corner[0] = true;
        // 1/6 + 1/6 + 1/12 of the weights are there
        assertThat(LinearImputation.fill(picture, corner, 0, 1).values()[0])
                .isEqualTo((2 / 6f + 4 / 6f + 99 / 12f) / (5 / 12f), Offset.offset(1e-4f));
    }

    @Test
    void wherePixelsAreKnownNothingChanges() {
        // Given
        boolean[] missing = random(0.5, 3);

        // When
        FloatTensor filled = LinearImputation.fill(PICTURE, missing, 0.1, 1);

        // Then
        for (int at = 0; at < filled.values().length; at++) {
            if (!missing[at % missing.length]) {
                assertThat(filled.values()[at]).isEqualTo(PICTURE.values()[at]);
            }
        }
        assertThat(LinearImputation.fill(PICTURE, new boolean[HEIGHT * WIDTH], 0.1, 1)
                        .values())
                .containsExactly(PICTURE.values());
    }

    @Test
    void onePixelIsEnoughForAWholePictureAndBlackStaysBlack() {
        // Given
        FloatTensor large = picture(64, 48, 2);
        boolean[] missing = new boolean[64 * 48];
        Arrays.fill(missing, true);
        missing[1000] = false;

        // Then
        float[] filled = LinearImputation.fill(large, missing, 0, 1).values();
        assertThat(filled[3]).isEqualTo(large.values()[1000], Offset.offset(1e-3f));
        FloatTensor black = FloatTensor.zeros(Shape.of(1, 64, 48));
        assertThat(LinearImputation.fill(black, missing, 0, 1).values()).containsOnly(0);
    }

    @Test
    void noiseHasItsSizeAndTheSeedDecides() {
        // Given
        FloatTensor grey = FloatTensor.zeros(Shape.of(3, 60, 60));
        boolean[] missing = new boolean[3600];
        Arrays.fill(missing, 100, 3600, true);

        // When
        float[] filled = LinearImputation.fill(grey, missing, 0.01, 7).values();

        // Then
        double squares = 0;
        for (float value : filled) {
            squares += (double) value * value;
        }
        assertThat(Math.sqrt(squares / (3 * 3500))).isEqualTo(0.01, Offset.offset(0.0005));
        assertThat(LinearImputation.fill(grey, missing, 0.01, 7).values()).containsExactly(filled);
        assertThat(LinearImputation.fill(grey, missing, 0.01, 8).values()).isNotEqualTo(filled);
    }

    @Test
    void whatCannotBeFilledIsRefused() {
        boolean[] all = new boolean[HEIGHT * WIDTH];
        Arrays.fill(all, true);
        assertThatThrownBy(() -> LinearImputation.fill(PICTURE, all, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("every pixel is missing: at least one has to be known");
        assertThatThrownBy(() -> LinearImputation.fill(PICTURE, new boolean[5], 0, 1))
                .hasMessage("the picture of 2 x 9 x 11 has 99 pixels, what goes with it has 5");
        assertThatThrownBy(() -> LinearImputation.fill(PICTURE, allBut(1), -1, 1))
                .hasMessageContaining("the noise");
        assertThatThrownBy(() -> LinearImputation.fill(FloatTensor.zeros(Shape.of(9, 11)), allBut(1), 0, 1))
                .hasMessageContaining("channels, a height and a width, given 9 x 11");
        FloatTensor broken = new FloatTensor(Shape.of(1, 1, 2), new float[] {1, Float.NaN});
        assertThatThrownBy(() -> LinearImputation.fill(broken, new boolean[2], 0, 1))
                .hasMessageContaining("a picture's value");
    }

    /** The same equations for all pixels, known ones as x = value, by LU decomposition. */
    private static double[] byElimination(boolean[] missing, int plane) {
        double[][] matrix = new double[missing.length][missing.length];
        double[] side = new double[missing.length];
        for (int pixel = 0; pixel < missing.length; pixel++) {
            if (!missing[pixel]) {
                matrix[pixel][pixel] = 1;
                side[pixel] = PICTURE.values()[plane + pixel];
                continue;
            }
            for (int other = 0; other < missing.length; other++) {
                int down = Math.abs(other / WIDTH - pixel / WIDTH);
                int right = Math.abs(other % WIDTH - pixel % WIDTH);
                if (Math.max(down, right) == 1) {
                    double weight = down + right == 1 ? 1.0 / 6 : 1.0 / 12;
                    matrix[pixel][other] -= weight;
                    matrix[pixel][pixel] += weight;
                }
            }
        }
        return new LUDecomposition(new Array2DRowRealMatrix(matrix, false))
                .getSolver()
                .solve(new ArrayRealVector(side, false))
                .toArray();
    }

    static FloatTensor picture(int height, int width, long seed) {
        float[] values = new float[2 * height * width];
        Random random = new Random(seed);
        for (int at = 0; at < values.length; at++) {
            values[at] = random.nextFloat() * 2 - 1;
        }
        return new FloatTensor(Shape.of(2, height, width), values);
    }

    private static boolean[] rectangle(int top, int left, int bottom, int right) {
        Box box = new Box(left, top, right - left, bottom - top);
        return Region.of(List.of(box), HEIGHT, WIDTH).inside();
    }

    private static boolean[] random(double share, long seed) {
        boolean[] missing = new boolean[HEIGHT * WIDTH];
        Random random = new Random(seed);
        for (int pixel = 0; pixel < missing.length; pixel++) {
            missing[pixel] = random.nextDouble() < share;
        }
        return missing;
    }

    private static boolean[] allBut(int pixel) {
        boolean[] missing = new boolean[HEIGHT * WIDTH];
        Arrays.fill(missing, true);
        missing[pixel] = false;
        return missing;
    }
}
