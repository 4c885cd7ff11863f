package dev.regard.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import org.junit.jupiter.api.Test;

class CamTest {

    @Test
    void theMapOfAClassIsItsSlice() {
        // Given: two classes of 1 x 3 cells
        FloatTensor maps = new FloatTensor(Shape.of(2, 1, 3), new float[] {1, 2, 3, -4, 5, 6});
        // When
        ActivationMap map = Cam.map(maps, 1);
        // Then
        assertThat(map.height()).isEqualTo(1);
        assertThat(map.width()).isEqualTo(3);
        assertThat(map.values()).containsExactly(-4, 5, 6);
        assertThat(map.min()).isEqualTo(-4);
        assertThat(map.max()).isEqualTo(6);
    }

    @Test
    void aMapHasAsManyNumbersAsCells() {
        assertThatThrownBy(() -> new ActivationMap(2, 3, new float[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a map of 2 x 3 has 6 cells, given 5");
    }
}
