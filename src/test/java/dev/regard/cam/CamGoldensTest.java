package dev.regard.cam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.explain.GoldenCase;
import dev.regard.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Feeds the activations and gradients of the golden cases to each method: a formula that is wrong shows here, whatever the
 * graph does. FullGrad is not among them, as the files do not hold the gradients of the layers with a bias.
 */
class CamGoldensTest {

    private static final List<CamMethod> LAYER_METHODS = Stream.of(CamMethod.values())
            .filter(method -> CamRule.of(method).isPresent())
            .toList();

    @TestFactory
    Stream<DynamicTest> everyFormulaAgrees() {
        return questions()
                .flatMap(question -> question.golden.methods().stream()
                        .filter(question::isComputable)
                        .map(method -> DynamicTest.dynamicTest(question + " " + method, () -> question.check(method))));
    }

    @TestFactory
    Stream<DynamicTest> noMapIsCalledNothing() {
        return questions()
                .flatMap(question -> question.golden.methods().stream()
                        .filter(question::isComputable)
                        .flatMap(method -> LAYER_METHODS.stream()
                                .filter(known -> name(known).equals(method)))
                        .map(method -> DynamicTest.dynamicTest(
                                question + " " + method.id(), () -> question.checkMeaning(method))));
    }

    private static Stream<Question> questions() {
        List<Question> questions = new ArrayList<>();
        for (GoldenCase golden : GoldenCase.all()) {
            for (int picture = 0; picture < golden.classes().size(); picture++) {
                for (int row = 0; row < golden.classes().get(picture).length; row++) {
                    questions.add(new Question(golden, picture, row));
                }
            }
        }
        return questions.stream();
    }

    /** As the files name it. */
    private static String name(CamMethod method) {
        return switch (method) {
            case GRAD_CAM -> "gradcam_raw";
            case GRAD_CAM_ELEMENTWISE -> "gradcam_elementwise";
            default -> method.id().replace("-", "");
        };
    }

    /** One class of one picture of a case. */
    private record Question(GoldenCase golden, int picture, int row) {

        boolean isComputable(String method) {
            return switch (method) {
                case "gradient", "input_gradient", "ablationcam", "scorecam", "fullgrad" -> false;
                default -> golden.description().at("/expected/gradient").isObject();
            };
        }

        void check(String method) {
            // When
            float[] actual = map(method).values();
            // Then
            float[] expected = expected(method).values();
            double error = GoldenCase.error(actual, expected);
            if (method.startsWith("eigen")) {
                error = Math.min(error, GoldenCase.error(negative(actual), expected));
            }
            assertThat(error).isLessThanOrEqualTo(golden.tolerance(method));
        }

        void checkMeaning(CamMethod method) {
            // Given
            ActivationMap map = CamRule.of(method).orElseThrow().map(activations(), gradients());
            double score =
                    golden.scores().slice(picture).values()[golden.classes().get(picture)[row]];
            // When, Then
            assertThat(MapCheck.ofLayer(method, activations(), gradients(), score, map)
                            .filter(finding -> finding.kind().isNothing()))
                    .isEmpty();
        }

        private ActivationMap map(String method) {
            if (method.endsWith("_final")) {
                FloatTensor size = expected(method);
                return MapScaling.finished(
                        map(method.replace("_final", "")),
                        size.shape().dimension(0),
                        size.shape().dimension(1));
            }
            return switch (method) {
                case "gradcam" -> MapScaling.positive(GradCam.map(activations(), gradients()));
                case "cam" -> scaledToCam(GradCam.map(activations(), gradients()));
                case "eigencam" -> EigenCam.map(activations());
                case "scorecam" -> asMap(expected(method));
                default ->
                    LAYER_METHODS.stream()
                            .filter(known -> name(known).equals(method))
                            .findFirst()
                            .flatMap(CamRule::of)
                            .orElseThrow()
                            .map(activations(), gradients());
            };
        }

        private FloatTensor expected(String method) {
            return golden.expected(method, picture, row);
        }

        private FloatTensor activations() {
            return golden.layout().maps(golden.activations().slice(picture));
        }

        private FloatTensor gradients() {
            return golden.layout().maps(expected("gradient"));
        }

        @Override
        public String toString() {
            return "%s, picture %d, class %d"
                    .formatted(golden, picture, golden.classes().get(picture)[row]);
        }
    }

    /** CAM is Grad-CAM times the number of cells, where the head is a mean and one linear layer. */
    private static ActivationMap scaledToCam(ActivationMap gradCam) {
        float[] values = gradCam.values().clone();
        for (int cell = 0; cell < values.length; cell++) {
            values[cell] *= values.length;
        }
        return new ActivationMap(gradCam.height(), gradCam.width(), values);
    }

    private static ActivationMap asMap(FloatTensor map) {
        return new ActivationMap(map.shape().dimension(0), map.shape().dimension(1), map.values());
    }

    private static float[] negative(float[] values) {
        float[] negative = values.clone();
        for (int at = 0; at < negative.length; at++) {
            negative[at] = -negative[at];
        }
        return negative;
    }
}
