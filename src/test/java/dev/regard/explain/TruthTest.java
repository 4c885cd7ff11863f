package dev.regard.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.image.Box;
import dev.regard.image.Mask;
import dev.regard.image.ModelInput;
import dev.regard.metrics.Region;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where an object is, in the picture and in what the model sees of it. */
class TruthTest {

    private static final int SIDE = 8;

    @Test
    void boxesAreCutAndScaledToWhatTheModelSees() {
        // Given the middle of 16 x 8 pixels, seen at its size
        ModelInput cropped = seeing(new Box(4, 0, 8, 8), 16, 8);
        Truth truth = new Truth(List.of(new Box(0, 2, 8, 4), new Box(13, 0, 3, 8)), null);
        // When
        List<dev.regard.metrics.Box> boxes = truth.boxes(cropped, SIDE, SIDE);
        // Then
        assertThat(boxes).containsExactly(new dev.regard.metrics.Box(0, 2, 4, 4));
        assertThat(truth.mask(cropped, SIDE, SIDE)).isEmpty();
        // When seen half as large
        assertThat(truth.boxes(cropped, SIDE / 2, SIDE / 2)).containsExactly(new dev.regard.metrics.Box(0, 1, 2, 2));
    }

    @Test
    void nothingIsLeftOfWhatTheModelDoesNotSee() {
        // Given
        ModelInput cropped = seeing(new Box(4, 0, 8, 8), 16, 8);
        Truth truth = new Truth(List.of(new Box(0, 0, 4, 8)), mask(16, 8, 0, 0, 4, 8));
        // When, then
        assertThat(truth.boxes(cropped, SIDE, SIDE)).isEmpty();
        assertThat(truth.mask(cropped, SIDE, SIDE)).isEmpty();
    }

    @Test
    void masksAreCutAndScaledAndPaddingIsNoObject() {
        // Given a picture of 8 x 4, above and below which the model sees padding
        ModelInput padded = seeing(new Box(0, -2, 8, 8), 8, 4);
        Truth truth = new Truth(List.of(), mask(8, 4, 0, 0, 3, 4));
        // When
        Region region = truth.mask(padded, SIDE, SIDE).orElseThrow();
        // Then
        for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
            int row = pixel / SIDE;
            assertThat(region.inside()[pixel]).isEqualTo(row >= 2 && row < 6 && pixel % SIDE < 3);
        }
    }

    @Test
    void aPointLiesInsideWhereABoxOrTheMaskHoldsIt() {
        // Given
        Truth truth = new Truth(List.of(new Box(0, 0, 2, 2)), mask(8, 8, 6, 6, 2, 2));
        // When, then
        assertThat(truth.holds(1.9, 0)).isTrue();
        assertThat(truth.holds(2, 0)).isFalse();
        assertThat(truth.holds(6, 7.5)).isTrue();
        assertThat(truth.holds(5.9, 7.5)).isFalse();
        assertThat(truth.holds(8, 7)).isFalse();
        assertThat(truth.holds(-0.5, 7)).isFalse();
    }

    private static ModelInput seeing(Box seen, int width, int height) {
        return new ModelInput(FloatTensor.zeros(new Shape(1, 3, SIDE, SIDE)), seen, width, height);
    }

    private static Mask mask(int width, int height, int left, int top, int across, int down) {
        BitSet inside = new BitSet();
        for (int y = top; y < top + down; y++) {
            inside.set(y * width + left, y * width + left + across);
        }
        return new Mask(width, height, inside);
    }
}
