package dev.regard.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On a linear model: the class score is the sum of what each pixel adds as long as it is seen. */
class OcclusionTest {

    private static final int HEIGHT = 9;
    private static final int WIDTH = 11;

    private final float[] adds = adds();

    private static float[] adds() {
        float[] adds = new float[HEIGHT * WIDTH];
        Random random = new Random(4);
        for (int pixel = 0; pixel < adds.length; pixel++) {
            adds[pixel] = random.nextFloat() - 0.5f;
        }
        return adds;
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 2", "4, 3", "9, 1", "2, 5"})
    void aPixelIsTheMeanLossOfTheWindowsThatCoverIt(int window, int stride) {
        // Given
        Occlusion method = new Occlusion(HEIGHT, WIDTH, window, stride, new double[] {score(null)});

        // When
        for (int question = method.questions() - 1; question >= 0; question--) {
            method.answer(question, new double[] {score(method.mask(question))});
        }

        // Then
        assertThat(method.questions()).isEqualTo(Occlusion.windows(HEIGHT, WIDTH, window, stride));
        assertThat(method.map(0).values()).containsExactly(byLoops(window, stride), Offset.offset(1e-5f));
    }

    @Test
    void windowsOfOnePixelGiveWhatEachPixelAdds() {
        // Given
        Occlusion method = new Occlusion(HEIGHT, WIDTH, 1, 1, new double[] {score(null)});

        // When
        method.answer(12, new double[] {score(method.mask(12))});

        // Then
        assertThat(method.map(0).values()[12]).isEqualTo(adds[12], Offset.offset(1e-5f));
        assertThat(method.map(0).values()[13]).isZero();
    }

    @Test
    void everyPixelIsCovered() {
        // Given
        Occlusion method = new Occlusion(HEIGHT, WIDTH, 4, 4, new double[] {1});

        // When
        for (int question = 0; question < method.questions(); question++) {
            method.answer(question, new double[] {0});
        }

        // Then
        assertThat(method.map(0).values()).containsOnly(1);
    }

    @Test
    void aWindowHasToFit() {
        assertThatThrownBy(() -> new Occlusion(HEIGHT, WIDTH, 10, 1, new double[] {1}))
                .hasMessage("a window of 10 pixels, 1 apart, in a picture of 11 x 9");
    }

    private double score(float @Nullable [] mask) {
        double score = 0;
        for (int pixel = 0; pixel < adds.length; pixel++) {
            score += adds[pixel] * (mask == null ? 1 : mask[pixel]);
        }
        return score;
    }

    private float[] byLoops(int window, int stride) {
        double[] sums = new double[adds.length];
        int[] covers = new int[adds.length];
        for (int top = 0; ; top += stride) {
            int y = Math.min(top, HEIGHT - window);
            for (int left = 0; ; left += stride) {
                int x = Math.min(left, WIDTH - window);
                double lost = 0;
                for (int pixel = 0; pixel < adds.length; pixel++) {
                    lost += isIn(pixel, y, x, window) ? adds[pixel] : 0;
                }
                for (int pixel = 0; pixel < adds.length; pixel++) {
                    sums[pixel] += isIn(pixel, y, x, window) ? lost : 0;
                    covers[pixel] += isIn(pixel, y, x, window) ? 1 : 0;
                }
                if (left + window >= WIDTH) {
                    break;
                }
            }
            if (top + window >= HEIGHT) {
                break;
            }
        }
        float[] map = new float[adds.length];
        for (int pixel = 0; pixel < map.length; pixel++) {
            map[pixel] = covers[pixel] == 0 ? 0 : (float) (sums[pixel] / covers[pixel]);
        }
        return map;
    }

    private static boolean isIn(int pixel, int top, int left, int window) {
        int row = pixel / WIDTH;
        int column = pixel % WIDTH;
        return row >= top && row < top + window && column >= left && column < left + window;
    }
}
