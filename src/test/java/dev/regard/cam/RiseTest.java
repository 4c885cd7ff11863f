package dev.regard.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RiseTest {

    private static final int HEIGHT = 12;
    private static final int WIDTH = 16;
    private static final int MASKS = 500;
    private static final double KEEP = 0.5;

    @Test
    void theMapIsWhatItsFormulaSays() {
        // Given
        Rise method = rise(MASKS, 1);

        // When
        for (int question = MASKS - 1; question >= 0; question--) {
            method.answer(question, new double[] {score(method.mask(question)), 0.25});
        }

        // Then
        double mean = 0;
        for (int question = 0; question < MASKS; question++) {
            mean += score(method.mask(question)) / MASKS;
        }
        double[] expected = new double[HEIGHT * WIDTH];
        for (int question = 0; question < MASKS; question++) {
            float[] mask = method.mask(question);
            for (int pixel = 0; pixel < mask.length; pixel++) {
                expected[pixel] += (score(mask) - mean) * mask[pixel] / (MASKS * KEEP);
            }
        }
        for (int pixel = 0; pixel < expected.length; pixel++) {
            assertThat(method.map(0).values()[pixel]).isEqualTo((float) expected[pixel], Offset.offset(1e-5f));
            // A class that is as likely under every mask has no floor.
            assertThat(method.map(1).values()[pixel]).isEqualTo(0, Offset.offset(1e-5f));
        }
    }

    @Test
    void itPointsAtTheOnlyPixelsThatCount() {
        // Given a probability that is the share of the patch that is seen
        Rise method = rise(MASKS, 1);

        // When
        for (int question = 0; question < MASKS; question++) {
            method.answer(question, new double[] {score(method.mask(question)), 0});
        }

        // Then
        ActivationMap map = method.map(0);
        int hottest = 0;
        for (int pixel = 0; pixel < map.values().length; pixel++) {
            hottest = map.values()[pixel] > map.values()[hottest] ? pixel : hottest;
        }
        assertThat(hottest / WIDTH).isBetween(3, 5);
        assertThat(hottest % WIDTH).isBetween(9, 12);
    }

    @Test
    void masksKeepTheShareThatWasAskedForAndLieBetweenZeroAndOne() {
        // Given
        Rise method = rise(MASKS, 1);

        // Then
        double sum = 0;
        for (int question = 0; question < MASKS; question++) {
            for (float value : method.mask(question)) {
                assertThat(value).isBetween(0f, 1f);
                sum += value;
            }
        }
        assertThat(sum / (MASKS * HEIGHT * WIDTH)).isEqualTo(KEEP, Offset.offset(0.02));
    }

    @Test
    void everyCornerIsKeptAsOftenAsTheWhole() {
        // Given
        Rise method = rise(MASKS, 1);
        int[] corners = {0, WIDTH - 1, (HEIGHT - 1) * WIDTH, HEIGHT * WIDTH - 1};
        // When
        double[] sums = new double[corners.length];
        for (int question = 0; question < MASKS; question++) {
            float[] mask = method.mask(question);
            for (int corner = 0; corner < corners.length; corner++) {
                sums[corner] += mask[corners[corner]];
            }
        }
        // Then
        for (double sum : sums) {
            assertThat(sum / MASKS).isEqualTo(KEEP, Offset.offset(0.1));
        }
    }

    @Test
    void theSeedDecides() {
        assertThat(rise(10, 1).mask(7)).containsExactly(rise(10, 1).mask(7));
        assertThat(rise(10, 1).mask(7))
                .isNotEqualTo(rise(10, 2).mask(7))
                .isNotEqualTo(rise(10, 1).mask(6));
    }

    @Test
    void beforeTheFirstAnswerTheMapIsZero() {
        assertThat(rise(10, 1).map(0).values()).containsOnly(0);
    }

    @Test
    void impossibleMasksAreRefused() {
        assertThatThrownBy(() -> new Rise(HEIGHT, WIDTH, 0, 4, KEEP, 1, 1)).hasMessageContaining("0 masks");
        assertThatThrownBy(() -> new Rise(HEIGHT, WIDTH, 5, 4, 1, 1, 1)).hasMessageContaining("a share of 1.0");
    }

    private static Rise rise(int masks, long seed) {
        return new Rise(HEIGHT, WIDTH, masks, 4, KEEP, seed, 2);
    }

    /** The mean of the mask over rows 3 to 5 and columns 9 to 12. */
    private static double score(float[] mask) {
        double sum = 0;
        for (int row = 3; row <= 5; row++) {
            for (int column = 9; column <= 12; column++) {
                sum += mask[row * WIDTH + column] / 12;
            }
        }
        return sum;
    }
}
