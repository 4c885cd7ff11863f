package dev.regard.autodiff;

import static dev.regard.autodiff.GradientCheck.affine;
import static dev.regard.autodiff.GradientCheck.check;
import static dev.regard.autodiff.GradientCheck.constant;
import static dev.regard.autodiff.GradientCheck.gradients;
import static dev.regard.autodiff.GradientCheck.shape;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.TensorData;
import dev.regard.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationVjpsTest {

    private static final Map<String, Attribute> NONE = Map.of();
    private static final Shape SHAPE = Shape.of(1, 3, 4, 5);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Relu",
                "LeakyRelu",
                "Elu",
                "Selu",
                "Celu",
                "Sigmoid",
                "HardSigmoid",
                "HardSwish",
                "Mish",
                "Softplus",
                "Softsign",
                "Tanh",
                "Gelu"
            })
    void everyActivationFunctionAroundZero(String opType) {
        check(opType, NONE, 0, SHAPE);
    }

    @ParameterizedTest
    @CsvSource({"LeakyRelu, 0.3", "Elu, 0.5", "Elu, 2", "Celu, 0.5", "Celu, 2", "Selu, 0.7"})
    void functionsWithAnAlpha(String opType, float alpha) {
        check(opType, Map.of("alpha", new Attribute.Real(alpha)), 0, SHAPE);
    }

    @Test
    void seluWithAGamma() {
        check("Selu", Map.of("gamma", new Attribute.Real(2)), 0, SHAPE);
    }

    @Test
    void geluByTanh() {
        check("Gelu", Map.of("approximate", new Attribute.Text("tanh")), 0, SHAPE);
    }

    @ParameterizedTest
    @ValueSource(floats = {-20, -4, 4, 20})
    void smoothFunctionsFarFromZero(float offset) {
        for (String opType : List.of("Sigmoid", "Mish", "Softplus", "Softsign", "Tanh", "Gelu")) {
            check(SHAPE, (graph, x) -> graph.addNode(opType, "y", List.of(affine(graph, x, 1, offset)), NONE));
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {-3, 3})
    void hardSwishAroundItsEnds(float end) {
        check(SHAPE, (graph, x) -> graph.addNode("HardSwish", "y", List.of(affine(graph, x, 1, end)), NONE));
    }

    @ParameterizedTest
    @ValueSource(floats = {-2.5f, 1.5f})
    void hardSigmoidAroundItsEnds(float end) {
        Map<String, Attribute> attributes =
                Map.of("alpha", new Attribute.Real(0.25f), "beta", new Attribute.Real(0.625f));
        check(SHAPE, (graph, x) -> graph.addNode("HardSigmoid", "y", List.of(affine(graph, x, 1, end)), attributes));
    }

    @Test
    void thresholdedReluAroundItsThreshold() {
        Map<String, Attribute> attributes = Map.of("alpha", new Attribute.Real(0.75f));
        check(
                SHAPE,
                (graph, x) -> graph.addNode("ThresholdedRelu", "y", List.of(affine(graph, x, 1, 0.75f)), attributes));
    }

    @Test
    void clipAroundItsLimits() {
        TensorData low = TensorData.floats(Shape.of(), -0.05f);
        TensorData high = TensorData.floats(Shape.of(), 0.05f);
        TensorData far = TensorData.floats(Shape.of(), 5);
        check("Clip", NONE, 0, SHAPE, low, far);
        check("Clip", NONE, 0, SHAPE, low);
        check("Clip", NONE, 0, SHAPE, null, high);
        check("Clip", NONE, 0, SHAPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3x1x1", "1", "5", "3x4x5", "1x3x1x1", "4x1"})
    void pReluWithEverySlope(String slope) {
        check("PRelu", NONE, 0, SHAPE, constant(shape(slope)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3x1x1", "1", "5", "3x4x5", "2x3x4x5"})
    void pReluWithASlopeThatVaries(String slope) {
        check("PRelu", NONE, 1, shape(slope), constant(Shape.of(2, 3, 4, 5)));
    }

    @Test
    void pReluWhoseSlopeComesFromThePicture() {
        check(SHAPE, (graph, x) -> graph.addNode("PRelu", "y", List.of(x, affine(graph, x, 2, 0.1f)), NONE));
    }

    @Test
    void limitsHaveTheDerivativeZero() {
        TensorData[] limits = {TensorData.floats(Shape.of(), -1), TensorData.floats(Shape.of(), 1)};
        assertThat(gradients("Relu", new TensorData[0], -1, 0, 1)).containsExactly(0, 0, 1);
        assertThat(gradients("Clip", limits, -2, -1, 0, 1, 2)).containsExactly(0, 0, 1, 0, 0);
        assertThat(gradients("HardSwish", new TensorData[0], -4, -3, 4)).containsExactly(0, 0, 1);
        assertThat(gradients("HardSigmoid", new TensorData[0], -3, -2.5f, 2.5f)).containsExactly(0, 0, 0);
    }

    @Test
    void bendsHaveTheSlopeOfTheLeftSide() {
        TensorData[] slope = {TensorData.floats(Shape.of(1), 0.25f)};
        assertThat(gradients("PRelu", slope, -1, 0, 1)).containsExactly(0.25f, 0.25f, 1);
        assertThat(gradients("LeakyRelu", new TensorData[0], -1, 0, 1)).containsExactly(0.01f, 0.01f, 1);
    }
}
