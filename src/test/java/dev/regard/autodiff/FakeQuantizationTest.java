package dev.regard.autodiff;

import static dev.regard.autodiff.GradientCheck.gradients;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Graph;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Quantization written out passes straight through as QuantizeLinear and DequantizeLinear do, and nothing else does. */
class FakeQuantizationTest {

    private static final Map<String, Attribute> NONE = Map.of();

    @Test
    void whatIsRoundedBetweenAScaleAndItselfPassesWithinTheLimits() {
        // Given: whole numbers from 0 to 15 in steps of 0.5; -0.2 rounds to the least, 7.7 to the greatest, 7.8 is cut
        float[] slopes = gradients(
                (graph, x) -> {
                    Value step = number(graph, 0.5f);
                    Value whole = node(graph, "Round", node(graph, "Div", x, step));
                    Value cut = node(graph, "Clip", whole, number(graph, 0), number(graph, 15));
                    return node(graph, "Mul", cut, step);
                },
                -0.4f,
                -0.2f,
                0.1f,
                3.1f,
                7.7f,
                7.8f);
        // Then
        assertThat(slopes).containsExactly(0, 1, 1, 1, 1, 0);
    }

    @Test
    void aZeroPointAndAReciprocalScaleBelongToIt() {
        float[] slopes = gradients(
                (graph, x) -> {
                    Value scaled = node(graph, "Mul", x, number(graph, 10));
                    Value shifted = node(graph, "Add", node(graph, "Round", scaled), number(graph, 3));
                    Value cut = node(graph, "Clip", shifted, number(graph, 0), number(graph, 7));
                    return node(graph, "Mul", node(graph, "Sub", cut, number(graph, 3)), number(graph, 0.1f));
                },
                -0.36f,
                -0.3f,
                0,
                0.4f,
                0.46f);
        assertThat(slopes).containsExactly(0, 1, 1, 1, 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UINT8", "INT32", "INT64"})
    void aCastToWholeNumbersRoundsToo(String type) {
        float[] slopes = gradients(
                (graph, x) -> {
                    Value levels = number(graph, 255);
                    Value whole = cast(graph, node(graph, "Mul", x, levels), DataType.valueOf(type));
                    return node(graph, "Div", cast(graph, whole, DataType.FLOAT), levels);
                },
                0.2f,
                0.5f);
        assertThat(slopes).containsExactly(1, 1);
    }

    @Test
    void aDifferenceThatTrainingKeptFromTheGradientIsKeptFromIt() {
        // Given: x + (round(x) - x), and the same of sign
        for (String step : List.of("Round", "Sign")) {
            float[] slopes = gradients(
                    (graph, x) -> node(graph, "Add", node(graph, "Sub", node(graph, step, x), x), x), 0.3f, 1.6f);
            // Then
            assertThat(slopes).as(step).containsExactly(1, 1);
        }
    }

    @Test
    void aDifferenceOfSmoothFunctionsIsDifferentiated() {
        float[] slopes =
                gradients((graph, x) -> node(graph, "Add", node(graph, "Sub", node(graph, "Mul", x, x), x), x), 1, 2);
        assertThat(slopes).containsExactly(2, 4);
    }

    @Test
    void aRemainderHasTheSlopeOfTheDividend() {
        // Given: x - 0.5 floor(x / 0.5)
        float[] slopes = gradients(
                (graph, x) -> {
                    Value step = number(graph, 0.5f);
                    Value floor = node(graph, "Floor", node(graph, "Div", x, step));
                    return node(graph, "Sub", x, node(graph, "Mul", floor, step));
                },
                0.3f,
                1.2f);
        assertThat(slopes).containsExactly(1, 1);
    }

    @Test
    void aRoundingBetweenOtherNumbersIsAStep() {
        float[] slopes = gradients(
                (graph, x) -> {
                    Value whole = node(graph, "Round", node(graph, "Div", x, number(graph, 0.5f)));
                    return node(graph, "Mul", whole, number(graph, 2));
                },
                0.3f,
                1.2f);
        assertThat(slopes).containsExactly(0, 0);
    }

    private static Value number(Graph graph, float number) {
        return graph.addConstant("number", TensorData.floats(Shape.of(), number));
    }

    private static Value node(Graph graph, String opType, Value... inputs) {
        return graph.addNode(opType, opType, List.of(inputs), NONE);
    }

    private static Value cast(Graph graph, Value x, DataType type) {
        return graph.addNode("Cast", "cast", List.of(x), Map.of("to", new Attribute.Int(type.code())));
    }
}
