package dev.regard.cam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.tensor.FloatTensor;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AblationCamTest {

    private static final Offset<Float> ROUNDING = Offset.offset(1e-5f);

    private final FloatTensor activations = TestMaps.random(3, 4, 2, 3);
    private final FloatTensor slopes = TestMaps.random(5, 4, 2, 3);

    @Test
    void inALinearModelAFeatureMapWeighsWhatItAdds() {
        // Given a class score that is the sum of slope times activation
        double score = sum(-1);
        AblationCam method = new AblationCam(activations, new double[] {score});

        // When
        for (int channel = 3; channel >= 0; channel--) {
            method.answer(channel, new double[] {score - sum(channel)});
        }

        // Then
        float[] expected = new float[6];
        for (int channel = 0; channel < 4; channel++) {
            for (int cell = 0; cell < 6; cell++) {
                expected[cell] += (float) (sum(channel) / score * activations.values()[channel * 6 + cell]);
            }
        }
        assertThat(method.questions()).isEqualTo(4);
        assertThat(method.map(0).values()).containsExactly(expected, ROUNDING);
        assertThat(AblationCam.exact(activations, slopes, score).values()).containsExactly(expected, ROUNDING);
    }

    @Test
    void aFeatureMapThatWasNotAskedAboutHasNoWeightYet() {
        // Given
        AblationCam method = new AblationCam(activations, new double[] {2, 4});

        // When
        method.answer(1, new double[] {1, 1});

        // Then
        for (int cell = 0; cell < 6; cell++) {
            assertThat(method.map(0).values()[cell])
                    .isEqualTo(0.5f * activations.values()[6 + cell], ROUNDING);
            assertThat(method.map(1).values()[cell])
                    .isEqualTo(0.75f * activations.values()[6 + cell], ROUNDING);
        }
    }

    @Test
    void aScoreOfZeroHasNoShares() {
        // Given
        AblationCam method = new AblationCam(activations, new double[] {0});

        // When
        method.answer(0, new double[] {-3});

        // Then
        assertThat(method.map(0).values()[0]).isEqualTo(3 * activations.values()[0], ROUNDING);
    }

    /** Of a channel, or of all where it is -1. */
    private double sum(int channel) {
        double sum = 0;
        for (int at = 0; at < 24; at++) {
            sum += channel < 0 || at / 6 == channel
                    ? slopes.values()[at] * activations.values()[at]
                    : 0;
        }
        return sum;
    }
}
