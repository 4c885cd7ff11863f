package dev.regard.cam;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** On a linear model: the class score is 2 and the sum of what each cell adds, times its factor. */
class ReciproCamTest {

    private static final Offset<Float> ROUNDING = Offset.offset(1e-6f);
    private static final float[] ADDS = {1, 2, 4, 8, 16, 32, 64, 128, 256};

    @Test
    void eachCellIsTheGaussianMeanOfWhatItsNeighboursAdd() {
        // Given
        ReciproCam method = new ReciproCam(3, 3, 1);

        // When
        answer(method);

        // Then
        float middle = 16 / 4f + (2 + 8 + 32 + 128) / 8f + (1 + 4 + 64 + 256) / 16f;
        float corner = 1 / 4f + (2 + 8) / 8f + 16 / 16f;
        assertThat(method.questions()).isEqualTo(10);
        assertThat(method.map(0).values()[4]).isEqualTo(middle, ROUNDING);
        assertThat(method.map(0).values()[0]).isEqualTo(corner, ROUNDING);
    }

    @Test
    void ofTokensEachIsWhatItAddsAlone() {
        // Given
        VitReciproCam method = new VitReciproCam(3, 3, 1);

        // When
        answer(method);

        // Then
        assertThat(method.map(0).values()).containsExactly(ADDS, ROUNDING);
    }

    @Test
    void untilTheEmptyLayerIsAskedAboutTheLeastCellStandsForIt() {
        // Given
        VitReciproCam method = new VitReciproCam(3, 3, 1);

        // When
        method.answer(5, new double[] {3});
        method.answer(2, new double[] {7});

        // Then
        assertThat(method.map(0).values()).containsExactly(0, 0, 4, 0, 0, 0, 0, 0, 0);
    }

    private static void answer(CellMasks method) {
        for (int question = 0; question < method.questions(); question++) {
            float[] mask = method.mask(question);
            double score = 2;
            for (int cell = 0; cell < mask.length; cell++) {
                score += ADDS[cell] * mask[cell];
            }
            method.answer(question, new double[] {score});
        }
    }
}
