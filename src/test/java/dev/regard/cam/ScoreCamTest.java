package dev.regard.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Score-CAM and its two relatives against plain loops. */
class ScoreCamTest {

    private static final int CHANNELS = 3;
    private static final int HEIGHT = 5;
    private static final int WIDTH = 7;
    private static final Offset<Float> ROUNDING = Offset.offset(1e-5f);

    /** The standard deviation of each is larger than that of the one before. */
    private final FloatTensor activations =
            new FloatTensor(Shape.of(CHANNELS, 2, 2), new float[] {0, 0.1f, 0.2f, 0.1f, 1, 0, 1, 2, -4, 4, 0, 8});

    @Test
    void aMaskIsTheFeatureMapStretchedCornerToCornerFromZeroToOne() {
        // Given
        ScoreCam method = new ScoreCam(activations, HEIGHT, WIDTH, 1, CHANNELS);

        // When
        float[] mask = method.mask(0);

        // Then the most varied feature map comes first
        assertThat(mask[0]).isEqualTo(0, ROUNDING);
        assertThat(mask[WIDTH - 1]).isEqualTo(8 / 12f, ROUNDING);
        assertThat(mask[(HEIGHT - 1) * WIDTH]).isEqualTo(4 / 12f, ROUNDING);
        assertThat(mask[HEIGHT * WIDTH - 1]).isEqualTo(1, ROUNDING);
        assertThat(mask[2 * WIDTH + 3]).isEqualTo((0 + 8 + 4 + 12) / 48f, ROUNDING);
    }

    @Test
    void weightsAreTheSoftmaxOfTheScores() {
        // Given
        ScoreCam method = new ScoreCam(activations, HEIGHT, WIDTH, 2, CHANNELS);

        // When feature maps 2, 1 and 0 are asked about in this order
        method.answer(2, new double[] {1, 5});
        method.answer(0, new double[] {2, 5});
        method.answer(1, new double[] {0, 5});

        // Then
        double sum = Math.exp(1) + Math.exp(2) + Math.exp(0);
        assertThat(method.map(0).values())
                .containsExactly(weighted(Math.exp(1), Math.exp(0), Math.exp(2), sum), ROUNDING);
        assertThat(method.map(1).values()).containsExactly(weighted(1, 1, 1, 3), ROUNDING);
    }

    @Test
    void onlyWhatWasAnsweredHasWeight() {
        // Given
        ScoreCam method = new ScoreCam(activations, HEIGHT, WIDTH, 1, CHANNELS);
        assertThat(method.map(0).values()).containsOnly(0);

        // When
        method.answer(0, new double[] {-700});

        // Then
        assertThat(method.map(0).values()).containsExactly(weighted(0, 0, 1, 1), ROUNDING);
    }

    @Test
    void fewerFeatureMapsAreThoseThatVaryMost() {
        // Given
        ScoreCam method = new ScoreCam(activations, HEIGHT, WIDTH, 1, 2);

        // When
        method.answer(0, new double[] {1});
        method.answer(1, new double[] {1});

        // Then
        assertThat(method.questions()).isEqualTo(2);
        assertThat(method.map(0).values()).containsExactly(weighted(0, 0.5, 0.5, 1), ROUNDING);
        assertThatThrownBy(() -> new ScoreCam(activations, HEIGHT, WIDTH, 1, 4))
                .hasMessageContaining("there are 3 channels, asked for 4");
    }

    @Test
    void integratedOpensEachMaskStepByStep() {
        // Given
        IntegratedScoreCam method = new IntegratedScoreCam(activations, HEIGHT, WIDTH, 1, CHANNELS, 4);
        ScoreCam plain = new ScoreCam(activations, HEIGHT, WIDTH, 1, CHANNELS);

        // When
        for (int question = 0; question < method.questions(); question++) {
            method.answer(question, new double[] {question / CHANNELS + question % CHANNELS});
        }

        // Then
        assertThat(method.questions()).isEqualTo(12);
        assertThat(method.mask(1)).containsExactly(plain.mask(1), ROUNDING);
        assertThat(method.mask(10)[HEIGHT * WIDTH - 1]).isEqualTo(plain.mask(1)[HEIGHT * WIDTH - 1] / 4, ROUNDING);
        // The mean over the steps 0 to 3 is 1.5 and the place of the feature map.
        double sum = Math.exp(0) + Math.exp(1) + Math.exp(2);
        assertThat(method.map(0).values())
                .containsExactly(weighted(Math.exp(2), Math.exp(1), Math.exp(0), sum), ROUNDING);
    }

    @Test
    void smoothedAsksAboutNoisyCopiesWhichTheSeedDecides() {
        // Given
        SmoothedScoreCam method = smoothed(1);

        // Then
        assertThat(method.questions()).isEqualTo(6);
        assertThat(method.mask(4)).containsExactly(smoothed(1).mask(4));
        assertThat(method.mask(4)).isNotEqualTo(smoothed(2).mask(4)).isNotEqualTo(method.mask(1));
        List<Float> mask = new ArrayList<>();
        IntStream.range(0, HEIGHT * WIDTH).forEach(at -> mask.add(method.mask(4)[at]));
        assertThat(mask).allMatch(value -> value >= 0 && value <= 1).contains(0f);
    }

    @Test
    void smoothedWithoutNoiseIsScoreCam() {
        // Given
        SmoothedScoreCam method =
                new SmoothedScoreCam(activations, HEIGHT, WIDTH, 1, CHANNELS, new SmoothedScoreCam.Copies(2, 0, 1));
        ScoreCam plain = new ScoreCam(activations, HEIGHT, WIDTH, 1, CHANNELS);

        // When
        for (int question = 0; question < 6; question++) {
            method.answer(question, new double[] {question % CHANNELS + (question < 3 ? 1 : -1)});
        }
        for (int question = 0; question < 3; question++) {
            plain.answer(question, new double[] {question});
        }

        // Then
        assertThat(method.mask(5)).containsExactly(plain.mask(2), ROUNDING);
        assertThat(method.map(0).values()).containsExactly(plain.map(0).values(), ROUNDING);
    }

    private SmoothedScoreCam smoothed(long seed) {
        return new SmoothedScoreCam(activations, HEIGHT, WIDTH, 1, CHANNELS, new SmoothedScoreCam.Copies(2, 0.2, seed));
    }

    private float[] weighted(double first, double second, double third, double sum) {
        float[] map = new float[4];
        double[] weights = {first, second, third};
        for (int at = 0; at < 12; at++) {
            map[at % 4] += (float) (weights[at / 4] / sum * activations.values()[at]);
        }
        return map;
    }
}
