package dev.regard.cam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.cam.MapFinding.Kind;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Maps that are nothing are found, those that are something are left alone; {@link CamGoldensTest} asks real models too. */
class MapCheckTest {

    private static final FloatTensor ACTIVATIONS = TestMaps.positive(1, 32, 7, 7);
    private static final FloatTensor GRADIENTS = TestMaps.random(2, 32, 7, 7);

    @ParameterizedTest
    @EnumSource
    void ordinaryMapsMeanSomething(CamMethod method) {
        assertThat(found(method, ACTIVATIONS, GRADIENTS, 3)).isEmpty();
    }

    @Test
    void numbersThatAreNoneAreFound() {
        // Given
        FloatTensor infinite =
                new FloatTensor(GRADIENTS.shape(), GRADIENTS.values().clone());
        infinite.values()[7] = Float.POSITIVE_INFINITY;
        // When, Then
        assertThat(found(CamMethod.LAYER_CAM, ACTIVATIONS, infinite, 3)).contains(Kind.NOT_NUMBERS);
        assertThat(MapCheck.ofMap(new ActivationMap(1, 2, new float[] {1, Float.NaN})))
                .map(MapFinding::kind)
                .contains(Kind.NOT_NUMBERS);
    }

    @Test
    void zerosAreFoundWithTheirCause() {
        // Given
        FloatTensor zeros = FloatTensor.zeros(ACTIVATIONS.shape());
        // When, Then
        assertThat(found(CamMethod.GRAD_CAM, zeros, GRADIENTS, 3)).contains(Kind.NO_ACTIVATION);
        assertThat(found(CamMethod.GRAD_CAM, ACTIVATIONS, zeros, 3)).contains(Kind.NO_GRADIENT);
        assertThat(MapCheck.ofActivations(CamMethod.EIGEN_CAM, zeros, EigenCam.map(zeros)))
                .map(MapFinding::kind)
                .contains(Kind.NO_ACTIVATION);
        assertThat(MapCheck.ofMap(new ActivationMap(1, 2, new float[2])))
                .map(MapFinding::kind)
                .contains(Kind.NO_ACTIVATION);
    }

    @Test
    void weightsThatDivideByNumbersAroundZeroAreFound() {
        // Given activations of which a channel's sum is negative, and gradients that make 2 + S g pass zero
        FloatTensor negative = TestMaps.scaled(ACTIVATIONS, -1);
        // When, Then
        assertThat(found(CamMethod.GRAD_CAM_PLUS_PLUS, negative, GRADIENTS, 3)).contains(Kind.UNSTABLE);
        assertThat(found(CamMethod.LAYER_CAM, negative, GRADIENTS, 3)).contains(Kind.NOTHING_FOR_CLASS);
        assertThat(Kind.UNSTABLE.isNothing()).isFalse();
    }

    @Test
    void nothingForAClassIsAnAnswer() {
        // Given: every gradient speaks against the class
        FloatTensor against = TestMaps.scaled(TestMaps.positive(3, 32, 7, 7), -1);
        // When
        Optional<MapFinding> finding =
                MapCheck.ofLayer(CamMethod.LAYER_CAM, ACTIVATIONS, against, 3, LayerCam.map(ACTIVATIONS, against));
        // Then
        assertThat(finding.map(MapFinding::kind)).contains(Kind.NOTHING_FOR_CLASS);
        assertThat(finding.orElseThrow().kind().isNothing()).isFalse();
        assertThat(found(CamMethod.HIRES_CAM, ACTIVATIONS, against, 3)).contains(Kind.NOTHING_FOR_CLASS);
    }

    @ParameterizedTest
    @CsvSource({"1, 1e-6", "1, 1e-5", "0.5, 1e-5", "10, 1e-5", "0.1, 1e-6"})
    void hiResCamBeforeALayerNormIsNothing(double spread, double epsilon) {
        // Given: the score is a linear function of the mean over cells of a LayerNorm of the activations
        FloatTensor activations = TestMaps.scaled(TestMaps.random(4, 96, 7, 7), spread);
        FloatTensor gradients = throughLayerNorm(activations, epsilon);
        // When, Then: its terms cancel cell by cell, those of other methods do not
        assertThat(found(CamMethod.HIRES_CAM, activations, gradients, 3)).contains(Kind.CANCELLED);
        assertThat(found(CamMethod.GRAD_CAM, activations, gradients, 3)).isEmpty();
        assertThat(found(CamMethod.LAYER_CAM, activations, gradients, 3)).isEmpty();
        assertThat(found(CamMethod.GRAD_CAM_ELEMENTWISE, activations, gradients, 3))
                .isEmpty();
    }

    @Test
    void gradCamOfGradientsWithoutAMeanIsNothing() {
        // Given: as a normalization over the cells of each channel leaves them
        FloatTensor gradients = withoutMean(GRADIENTS);
        // When, Then
        assertThat(found(CamMethod.GRAD_CAM, ACTIVATIONS, gradients, 3)).contains(Kind.CANCELLED);
        assertThat(found(CamMethod.HIRES_CAM, ACTIVATIONS, gradients, 3)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(floats = {15, 16, 17, -17, -30})
    void aSigmoidIsSaturatedNearOneOnly(float logit) {
        // Given: y = sigmoid(sum of w A), all in float32
        FloatTensor weights = new FloatTensor(Shape.of(1, 1, 2), new float[] {logit, logit / 2});
        FloatTensor activations = new FloatTensor(Shape.of(1, 1, 2), new float[] {0.5f, 1});
        float score = (float) (1 / (1 + Math.exp(-logit)));
        FloatTensor gradients = TestMaps.scaled(weights, score * (1 - score));
        // When, Then
        if (logit > 0) {
            assertThat(found(CamMethod.LAYER_CAM, activations, gradients, score))
                    .contains(Kind.NO_REACTION);
        } else {
            assertThat(found(CamMethod.HIRES_CAM, activations, gradients, score))
                    .contains(Kind.NOTHING_FOR_CLASS);
        }
    }

    @Test
    void cellsThatAreAllAlikeHaveNoComponent() {
        // Given: nothing but the last bit varies
        FloatTensor activations = TestMaps.constantByChannel(4, 4, 3, 5);
        activations.values()[3] = Math.nextUp(3f);
        // When, Then
        assertThat(MapCheck.ofActivations(CamMethod.EIGEN_CAM, activations, EigenCam.map(activations)))
                .map(MapFinding::kind)
                .contains(Kind.CANCELLED);
    }

    @Test
    void aMapOfThePictureIsCheckedToo() {
        // Given: black, which is a picture like any other
        FloatTensor black = FloatTensor.zeros(Shape.of(3, 8, 8));
        FloatTensor gradients = TestMaps.random(5, 3, 8, 8);
        FloatTensor faint = TestMaps.scaled(gradients, 1e-9);
        FloatTensor none = FloatTensor.zeros(black.shape());
        // When, Then
        assertThat(MapCheck.ofPicture(CamMethod.INPUT_GRADIENT, black, gradients, 3, InputGradient.map(gradients)))
                .isEmpty();
        assertThat(MapCheck.ofPicture(CamMethod.INPUT_GRADIENT, black, faint, 1, InputGradient.map(faint)))
                .map(MapFinding::kind)
                .contains(Kind.NO_REACTION);
        assertThat(MapCheck.ofPicture(CamMethod.INPUT_GRADIENT, black, none, 1, InputGradient.map(none)))
                .map(MapFinding::kind)
                .contains(Kind.NO_GRADIENT);
    }

    @Test
    void aPictureThatIsTheBaselineIsFound() {
        // Given
        FloatTensor black = FloatTensor.zeros(Shape.of(3, 8, 8));
        FloatTensor gradients = TestMaps.random(5, 3, 8, 8);
        // When
        Optional<MapFinding> finding = MapCheck.ofPicture(
                CamMethod.INPUT_X_GRADIENT, black, gradients, 3, InputTimesGradient.map(black, gradients));
        // Then
        assertThat(finding).map(MapFinding::kind).contains(Kind.NO_DIFFERENCE);
        assertThat(finding.orElseThrow().advice().methods()).containsExactly(CamMethod.INPUT_GRADIENT);
    }

    private static Optional<Kind> found(
            CamMethod method, FloatTensor activations, FloatTensor gradients, double score) {
        return CamRule.of(method)
                .flatMap(rule ->
                        MapCheck.ofLayer(method, activations, gradients, score, rule.map(activations, gradients)))
                .map(MapFinding::kind);
    }

    /** The gradient of sum over cells and channels of w (A - mean) / deviation, in float32. */
    private static FloatTensor throughLayerNorm(FloatTensor activations, double epsilon) {
        int channels = activations.shape().dimension(0);
        int cells = ChannelSum.cells(activations);
        float[] weights = TestMaps.random(6, channels, 1, 1).values();
        float[] gradients = new float[channels * cells];
        for (int cell = 0; cell < cells; cell++) {
            float mean = 0;
            float square = 0;
            for (int channel = 0; channel < channels; channel++) {
                mean += activations.values()[channel * cells + cell] / channels;
            }
            for (int channel = 0; channel < channels; channel++) {
                float centred = activations.values()[channel * cells + cell] - mean;
                square += centred * centred / channels;
            }
            float deviation = (float) Math.sqrt(square + epsilon);
            float weightMean = 0;
            float along = 0;
            for (int channel = 0; channel < channels; channel++) {
                weightMean += weights[channel] / channels;
                along +=
                        weights[channel] * (activations.values()[channel * cells + cell] - mean) / deviation / channels;
            }
            for (int channel = 0; channel < channels; channel++) {
                float normal = (activations.values()[channel * cells + cell] - mean) / deviation;
                gradients[channel * cells + cell] = (weights[channel] - weightMean - normal * along) / deviation;
            }
        }
        return new FloatTensor(activations.shape(), gradients);
    }

    private static FloatTensor withoutMean(FloatTensor gradients) {
        int cells = ChannelSum.cells(gradients);
        float[] values = gradients.values().clone();
        for (int from = 0; from < values.length; from += cells) {
            double sum = 0;
            for (int at = from; at < from + cells; at++) {
                sum += values[at];
            }
            for (int at = from; at < from + cells; at++) {
                values[at] -= (float) (sum / cells);
            }
        }
        return new FloatTensor(gradients.shape(), values);
    }
}
