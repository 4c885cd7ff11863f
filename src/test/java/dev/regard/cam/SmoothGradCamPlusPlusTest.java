package dev.regard.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import org.junit.jupiter.api.Test;

class SmoothGradCamPlusPlusTest {

    @Test
    void withoutNoiseItIsGradCamPlusPlus() {
        // Given
        FloatTensor activations = TestMaps.positive(1, 6, 4, 5);
        FloatTensor gradients = TestMaps.random(2, 6, 4, 5);
        SmoothGradCamPlusPlus smooth = new SmoothGradCamPlusPlus(activations);
        // When: every copy has the same gradients
        for (int copy = 0; copy < 3; copy++) {
            smooth.add(gradients);
        }
        // Then
        assertThat(smooth.map().values())
                .containsExactly(GradCamPlusPlus.map(activations, gradients).values(), within(1e-5f));
    }

    @Test
    void everyPowerOfTheGradientHasItsOwnMean() {
        // Given: gradients 1 and 3: means 2, 5 and 14; S = 2
        SmoothGradCamPlusPlus smooth = new SmoothGradCamPlusPlus(TestMaps.filled(2, 1, 1, 1));
        smooth.add(TestMaps.filled(1, 1, 1, 1));
        smooth.add(TestMaps.filled(3, 1, 1, 1));
        // When, Then: w = 5 / (10 + 2 * 14) * 2, M = 2 w
        assertThat(smooth.map().values()).containsExactly(new float[] {2 * 5 / 38f * 2}, within(1e-5f));
    }

    @Test
    void gradientsThatTurnTheirSignAddNothing() {
        // Given
        SmoothGradCamPlusPlus smooth = new SmoothGradCamPlusPlus(TestMaps.filled(2, 1, 1, 1));
        smooth.add(TestMaps.filled(1, 1, 1, 1));
        smooth.add(TestMaps.filled(-1, 1, 1, 1));
        // When, Then
        assertThat(smooth.map().values()).containsExactly(0);
    }

    @Test
    void noCopyIsNoMap() {
        assertThatThrownBy(() -> new SmoothGradCamPlusPlus(FloatTensor.zeros(Shape.of(1, 1, 1))).map())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Smooth Grad-CAM++ needs the gradients of one noisy copy at least");
    }
}
