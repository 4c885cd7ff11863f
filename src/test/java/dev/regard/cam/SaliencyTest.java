package dev.regard.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import org.junit.jupiter.api.Test;

/** The saliency maps that one run gives, and SmoothGrad. */
class SaliencyTest {

    private static final FloatTensor PICTURE = new FloatTensor(Shape.of(2, 1, 3), new float[] {1, 2, 3, 4, 5, 6});
    private static final FloatTensor GRADIENTS =
            new FloatTensor(Shape.of(2, 1, 3), new float[] {1, -2, 0, -3, 1, 0.5f});

    @Test
    void theInputGradientIsThatOfTheStrongestChannel() {
        assertThat(InputGradient.map(GRADIENTS).values()).containsExactly(3, 2, 0.5f);
        assertThat(GuidedBackprop.map(GRADIENTS).values()).containsExactly(3, 2, 0.5f);
    }

    @Test
    void inputTimesGradientIsSignedAndAddsUp() {
        // When, Then: 1*1 - 4*3, -2*2 + 5*1, 0*3 + 6*0.5
        assertThat(InputTimesGradient.map(PICTURE, GRADIENTS).values()).containsExactly(-11, 1, 3);
    }

    @Test
    void guidedGradCamIsGuidedBackpropWhereGradCamIsHot() {
        // Given: two cells over three pixels, the first speaking against the class
        ActivationMap gradCam = new ActivationMap(1, 2, new float[] {-5, 4});
        // When
        ActivationMap map = GuidedGradCam.map(GRADIENTS, gradCam, MapGeometry.even(1, 2, 1, 3));
        // Then: 0, 2 and 4 times the gradients
        assertThat(map.values()).containsExactly(new float[] {0, 4, 2}, within(1e-5f));
    }

    @Test
    void guidedGradCamFollowsTheGeometryOfTheCells() {
        // Given: both cells lie left of where an even stretch would put them
        ActivationMap gradCam = new ActivationMap(1, 2, new float[] {0, 4});
        MapGeometry cells = new MapGeometry(0.5, 0.5, 1, 1, true);
        // When, Then
        assertThat(GuidedGradCam.map(GRADIENTS, gradCam, cells).values())
                .containsExactly(new float[] {0, 8, 2}, within(1e-5f));
    }

    @Test
    void smoothGradIsTheMeanOfSignedGradients() {
        // Given
        SmoothGrad smoothGrad = new SmoothGrad(PICTURE.shape());
        smoothGrad.add(GRADIENTS);
        smoothGrad.add(new FloatTensor(Shape.of(2, 1, 3), new float[] {3, 2, 0, -3, 1, 0.5f}));
        // When, Then: what changes its sign vanishes
        assertThat(smoothGrad.gradients().values()).containsExactly(2, 0, 0, -3, 1, 0.5f);
        assertThat(smoothGrad.map().values()).containsExactly(3, 1, 0.5f);
    }

    @Test
    void smoothGradOfNothingIsRefused() {
        assertThatThrownBy(() -> new SmoothGrad(PICTURE.shape()).map())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("SmoothGrad needs the gradients of one noisy copy at least");
        assertThatThrownBy(() -> new SmoothGrad(PICTURE.shape()).add(TestMaps.random(1, 1, 1, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("gradients of a picture of 2 x 1 x 3, given 1 x 1 x 3");
    }

    @Test
    void noisyCopiesAreAsNoisyAsAskedFor() {
        // Given: values from -1 to 3
        FloatTensor picture = TestMaps.filled(0, 3, 64, 64);
        picture.values()[0] = -1;
        picture.values()[1] = 3;
        // When
        float[] copy = NoisyCopies.ofLevel(picture, 0.15, 7).copy(0).values();
        // Then: 0.15 of 4
        double squares = 0;
        for (int at = 2; at < copy.length; at++) {
            squares += copy[at] * copy[at];
        }
        assertThat(Math.sqrt(squares / copy.length)).isCloseTo(0.6, within(0.02));
    }

    @Test
    void noisyCopiesDependOnSeedAndNumberAlone() {
        // Given
        NoisyCopies copies = new NoisyCopies(PICTURE, 0.5, 7);
        // When, Then
        assertThat(copies.copy(3).values())
                .containsExactly(new NoisyCopies(PICTURE, 0.5, 7).copy(3).values());
        assertThat(copies.copy(3).values()).isNotEqualTo(copies.copy(4).values());
        assertThat(copies.copy(3).values())
                .isNotEqualTo(new NoisyCopies(PICTURE, 0.5, 8).copy(3).values());
        assertThat(new NoisyCopies(PICTURE, 0, 7).copy(3).values()).containsExactly(PICTURE.values());
        assertThatThrownBy(() -> new NoisyCopies(PICTURE, Double.NaN, 7))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the deviation of noise is at least 0, given NaN");
    }
}
