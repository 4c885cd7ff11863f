package dev.regard.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import org.junit.jupiter.api.Test;

class FullGradTest {

    private static final FloatTensor PICTURE = new FloatTensor(Shape.of(1, 2, 2), new float[] {1, 2, 3, 4});
    private static final FloatTensor GRADIENTS = new FloatTensor(Shape.of(1, 2, 2), new float[] {1, -1, 1, 0});

    @Test
    void thePictureAndEveryBiasAreScaledAndAdded() {
        // Given: |x dy/dx| is 1, 2, 3, 0
        FullGrad fullGrad = new FullGrad(PICTURE, GRADIENTS);
        // When: a layer of one row, with a channel from 0 to 4 and one that is the same everywhere
        fullGrad.add(new FloatTensor(Shape.of(2, 1, 2), new float[] {0, -4, 7, 7}));
        // Then
        assertThat(fullGrad.map().values()).containsExactly(new float[] {1 / 3f, 2 / 3f + 1, 1, 1}, within(1e-5f));
    }

    @Test
    void summingChannelsFirstMakesNoDifference() {
        // Given
        FloatTensor layer = TestMaps.random(1, 5, 3, 4);
        FloatTensor picture = TestMaps.random(2, 3, 12, 16);
        FullGrad separate = new FullGrad(picture, picture);
        FullGrad together = new FullGrad(picture, picture);
        // When
        together.add(layer);
        for (int channel = 0; channel < 5; channel++) {
            float[] values = layer.slice(channel).values();
            separate.add(new FloatTensor(Shape.of(1, 3, 4), values));
        }
        // Then
        assertThat(together.map().values()).containsExactly(separate.map().values(), within(1e-4f));
    }

    @Test
    void theSizeOfABiasDoesNotMatter() {
        // Given
        FloatTensor layer = TestMaps.random(1, 5, 3, 4);
        FullGrad small = new FullGrad(PICTURE, GRADIENTS);
        FullGrad large = new FullGrad(PICTURE, GRADIENTS);
        // When
        small.add(layer);
        large.add(TestMaps.scaled(layer, -1000));
        // Then
        assertThat(large.map().values()).containsExactly(small.map().values(), within(1e-4f));
    }

    @Test
    void aMapHandedOutStaysAsItIs() {
        // Given
        FullGrad fullGrad = new FullGrad(PICTURE, GRADIENTS);
        ActivationMap before = fullGrad.map();
        // When
        fullGrad.addReduced(new ActivationMap(1, 1, new float[] {5}));
        // Then
        assertThat(before.max()).isCloseTo(1, within(1e-5f));
        assertThat(fullGrad.map().max()).isCloseTo(6, within(1e-5f));
    }
}
