package dev.regard.cam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The methods that sum over channels, on numbers that can be followed by hand, and by what they must have in common. */
class WeightedCamTest {

    private static final FloatTensor ACTIVATIONS = new FloatTensor(Shape.of(2, 1, 2), new float[] {1, 2, 10, 20});
    private static final FloatTensor GRADIENTS = new FloatTensor(Shape.of(2, 1, 2), new float[] {1, 3, -2, 1});

    @Test
    void gradCamPlusPlusWeighsByTheShareOfHigherDerivatives() {
        // Given: S = 3 in the first channel, 30 in the second
        // When
        ActivationMap map = GradCamPlusPlus.map(ACTIVATIONS, GRADIENTS);
        // Then: w = 1/(2+3) * 1 + 9/(18+81) * 3 = 0.4727 and 1/(2+30) * 1 = 0.03125
        assertThat(map.values()[0]).isCloseTo(0.47273f + 0.3125f, within(1e-4f));
        assertThat(map.values()[1]).isCloseTo(0.94545f + 0.625f, within(1e-4f));
    }

    @Test
    void xGradCamWeighsGradientsByTheShareOfTheActivation() {
        // When
        ActivationMap map = XGradCam.map(ACTIVATIONS, GRADIENTS);
        // Then: w = (1*1 + 3*2) / 3 = 7/3 and (-2*10 + 1*20) / 30 = 0
        assertThat(map.values()).containsExactly(new float[] {7 / 3f, 14 / 3f}, within(1e-5f));
    }

    @Test
    void layerCamLetsOnlyPositiveGradientsThrough() {
        // When, Then: 1*1 + 0*10, 3*2 + 1*20
        assertThat(LayerCam.map(ACTIVATIONS, GRADIENTS).values()).containsExactly(1, 26);
    }

    @Test
    void hiResCamKeepsWhatSpeaksAgainst() {
        // When, Then: 1*1 - 2*10, 3*2 + 1*20
        assertThat(HiResCam.map(ACTIVATIONS, GRADIENTS).values()).containsExactly(-19, 26);
    }

    @Test
    void elementwiseKeepsOnlyProductsThatSpeakFor() {
        // Given: two negative numbers speak for the class together
        FloatTensor activations = new FloatTensor(Shape.of(2, 1, 2), new float[] {1, 2, -10, 20});
        // When, Then: 1*1 + 2*10, 3*2 + 1*20
        assertThat(GradCamElementwise.map(activations, GRADIENTS).values()).containsExactly(21, 26);
    }

    @Test
    void whereGradientsAreTheSameEverywhereMethodsAgree() {
        // Given
        FloatTensor activations = TestMaps.positive(1, 5, 4, 3);
        FloatTensor gradients = TestMaps.constantByChannel(4, 3, 2, -1, 0.5f, -3, 0);
        // When
        ActivationMap gradCam = GradCam.map(activations, gradients);
        // Then: weighing cell by cell and by the mean is one
        assertThat(HiResCam.map(activations, gradients).values()).containsExactly(gradCam.values(), within(1e-5f));
        assertThat(XGradCam.map(activations, gradients).values()).containsExactly(gradCam.values(), within(1e-5f));
    }

    @Test
    void wherePositiveGradientsMeetPositiveActivationsNothingIsLeftOut() {
        // Given
        FloatTensor activations = TestMaps.positive(1, 5, 4, 3);
        FloatTensor gradients = TestMaps.positive(2, 5, 4, 3);
        // When
        float[] all = HiResCam.map(activations, gradients).values();
        // Then
        assertThat(LayerCam.map(activations, gradients).values()).containsExactly(all);
        assertThat(GradCamElementwise.map(activations, gradients).values()).containsExactly(all);
    }

    @ParameterizedTest
    @EnumSource(
            value = CamMethod.class,
            names = {"GRAD_CAM", "X_GRAD_CAM", "LAYER_CAM", "HIRES_CAM", "GRAD_CAM_ELEMENTWISE", "EIGEN_GRAD_CAM"})
    void twiceTheScoreIsTwiceTheMap(CamMethod method) {
        // Given
        CamRule rule = CamRule.of(method).orElseThrow();
        FloatTensor activations = TestMaps.positive(1, 6, 3, 4);
        FloatTensor gradients = TestMaps.random(2, 6, 3, 4);
        // When
        float[] doubled = rule.map(activations, TestMaps.scaled(gradients, 2)).values();
        // Then
        float[] map = rule.map(activations, gradients).values();
        for (int cell = 0; cell < map.length; cell++) {
            assertThat(doubled[cell]).isCloseTo(2 * map[cell], within(1e-4f));
        }
    }

    @ParameterizedTest
    @EnumSource(value = CamMethod.class, mode = Mode.MATCH_ANY, names = ".*CAM.*")
    void whatCannotBelongTogetherIsRefused(CamMethod method) {
        // Given
        FloatTensor activations = FloatTensor.zeros(Shape.of(2, 3, 4));
        FloatTensor gradients = FloatTensor.zeros(Shape.of(2, 4, 3));
        // When, Then
        CamRule.of(method)
                .ifPresent(rule -> assertThatThrownBy(() -> rule.map(activations, gradients))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("gradients have the shape of what they belong to, given 2 x 4 x 3 for 2 x 3 x 4"));
    }
}
