package dev.regard.bias;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.bias.Patch.Shift;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PatchTest {

    private static final int SIDE = 6;

    private final Patch corner = patch(0, 1, SIDE, SIDE + 1);
    private final FloatTensor black = FloatTensor.zeros(Shape.of(1, SIDE, SIDE));

    @Test
    void whatIsPastedIsWhatItCoversAndNothingElse() {
        // Given
        float[] numbers = new float[SIDE * SIDE];
        for (int at = 0; at < numbers.length; at++) {
            numbers[at] = at;
        }
        FloatTensor other = new FloatTensor(black.shape(), numbers);
        // When
        float[] pasted = corner.with(black, other, Patch.NONE, Patch.NONE).values();
        float[] shifted = corner.with(black, other, new Shift(2, 3), Patch.NONE).values();
        // Then
        assertThat(pasted[1]).isEqualTo(1);
        assertThat(pasted[SIDE + 1]).isEqualTo(SIDE + 1);
        assertThat(pasted[2]).isZero();
        assertThat(shifted[0]).isEqualTo(2 * SIDE + 3);
        assertThat(black.values()).containsOnly(0);
    }

    @Test
    void elsewhereIsWhereItIsCool() {
        // Given
        float[] heat = new float[SIDE * SIDE];
        heat[0] = 1;
        heat[1] = 1;
        // When
        Shift away = corner.elsewhere(heat, 3);
        // Then
        assertThat(away).isNotNull().isNotEqualTo(Patch.NONE);
        assertThat(corner.elsewhere(heat, 3)).isEqualTo(away);
    }

    @Test
    void whereEverythingIsHotThereIsNoElsewhere() {
        // Given
        float[] heat = new float[SIDE * SIDE];
        Arrays.fill(heat, 1);
        // When, then
        assertThat(corner.elsewhere(heat, 3)).isNull();
    }

    private static Patch patch(int... pixels) {
        float[] alpha = new float[SIDE * SIDE];
        Arrays.stream(pixels).forEach(pixel -> alpha[pixel] = 1);
        return new Patch(SIDE, SIDE, alpha);
    }
}
