package dev.regard.cam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import org.junit.jupiter.api.Test;

class GradCamTest {

    private static final Shape SHAPE = Shape.of(2, 1, 2);

    @Test
    void channelsAreWeightedByTheMeanOfTheirGradients() {
        // Given: channel weights 2 and -1
        FloatTensor activations = new FloatTensor(SHAPE, new float[] {1, 2, 10, 20});
        FloatTensor gradients = new FloatTensor(SHAPE, new float[] {1, 3, -2, 0});
        // When
        ActivationMap map = GradCam.map(activations, gradients);
        // Then: what speaks against the class stays negative
        assertThat(map.height()).isEqualTo(1);
        assertThat(map.width()).isEqualTo(2);
        assertThat(map.values()).containsExactly(-8, -16);
    }

    @Test
    void gradientsThatCancelOutLeaveNothing() {
        // Given
        FloatTensor activations = new FloatTensor(SHAPE, new float[] {1, 2, 3, 4});
        FloatTensor gradients = new FloatTensor(SHAPE, new float[] {5, -5, 7, -7});
        // When, Then: the known blind spot of Grad-CAM
        assertThat(GradCam.map(activations, gradients).values()).containsExactly(0, 0);
    }

    @Test
    void theMeanIsTakenInDoublePrecision() {
        // Given: in float, 1e8 + 1 is 1e8
        FloatTensor activations = new FloatTensor(Shape.of(1, 1, 4), new float[] {1, 1, 1, 1});
        FloatTensor gradients = new FloatTensor(Shape.of(1, 1, 4), new float[] {1e8f, 1, -1e8f, 1});
        // When, Then
        assertThat(GradCam.map(activations, gradients).values()).containsExactly(0.5f, 0.5f, 0.5f, 0.5f);
    }
}
