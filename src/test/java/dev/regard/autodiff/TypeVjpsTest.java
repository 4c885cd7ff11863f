package dev.regard.autodiff;

import static dev.regard.autodiff.GradientCheck.check;
import static dev.regard.autodiff.GradientCheck.gradients;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Graph;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Differences can't tell the slope of a staircase: what is quantized is checked against exact expectations. */
class TypeVjpsTest {

    private static final Map<String, Attribute> NONE = Map.of();

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void castsBetweenFloatingPointTypes(DataType type) {
        check(Shape.of(1, 3, 4), (graph, x) -> {
            Value there = cast(graph, x, type);
            return cast(graph, graph.addNode("Mul", "square", List.of(there, there), NONE), DataType.FLOAT);
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT16", "DOUBLE"})
    void aCotangentBehindACastHasTheTypeOfItsValue(DataType type) {
        assertThat(gradients((graph, x) -> cast(graph, cast(graph, x, type), DataType.FLOAT), 1, 2))
                .containsExactly(1, 1);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"INT64", "INT32", "UINT8", "BOOL"})
    void whatIsCutDownToWholeNumbersOrTruthsHasNoGradient(DataType type) {
        assertThat(gradients((graph, x) -> cast(graph, cast(graph, x, type), DataType.FLOAT), 1, 2))
                .containsExactly(0, 0);
    }

    private static Value cast(Graph graph, Value x, DataType type) {
        return graph.addNode("Cast", "cast", List.of(x), Map.of("to", new Attribute.Int(type.code())));
    }

    @Test
    void unsignedBytesPassWhatTheyHold() {
        // Given: steps of 0.5, so that -0.2 rounds to the least number and 127.7 to the greatest
        float[] slopes = quantized(whole(DataType.UINT8, 0), 0.5f, -0.5f, -0.2f, 0, 1.3f, 127.7f, 128);
        // Then: the cotangent of 3 y, and not that of y / 0.5
        assertThat(slopes).containsExactly(0, 3, 3, 3, 3, 0);
    }

    @Test
    void theZeroPointMovesTheLimits() {
        assertThat(quantized(whole(DataType.UINT8, 100), 1, -101, -100, 0, 155, 156))
                .containsExactly(0, 3, 3, 3, 0);
        assertThat(quantized(whole(DataType.INT8, 28), 1, -157, -156, 0, 99, 100))
                .containsExactly(0, 3, 3, 3, 0);
    }

    private static float[] quantized(TensorData zeroPoint, float scale, float... at) {
        return gradients(
                (graph, x) -> {
                    Value step = graph.addConstant("scale", TensorData.floats(Shape.of(), scale));
                    Value zero = graph.addConstant("zero", zeroPoint);
                    Value whole = graph.addNode("QuantizeLinear", "quantized", List.of(x, step, zero), NONE);
                    Value y = graph.addNode("DequantizeLinear", "y", List.of(whole, step, zero), NONE);
                    Value three = graph.addConstant("three", TensorData.floats(Shape.of(), 3));
                    return graph.addNode("Mul", "weighted", List.of(y, three), NONE);
                },
                at);
    }

    @Test
    void withoutAZeroPointBytesAreUnsigned() {
        assertThat(gradients(
                        (graph, x) -> {
                            Value step = graph.addConstant("scale", TensorData.floats(Shape.of(), 1));
                            Value whole = graph.addNode("QuantizeLinear", "quantized", List.of(x, step), NONE);
                            return graph.addNode("DequantizeLinear", "y", List.of(whole, step), NONE);
                        },
                        -1,
                        0,
                        255,
                        256))
                .containsExactly(0, 1, 1, 0);
    }

    @Test
    void aScaleForEachEntryOfAnAxis() {
        // Given: three channels of two numbers, the axis counted from the end
        Map<String, Attribute> attributes = Map.of("axis", new Attribute.Int(-2));
        float[] slopes = gradients(
                (graph, x) -> {
                    Value scales = graph.addConstant("scales", TensorData.floats(Shape.of(3), 1, 0.1f, 0.01f));
                    Value zeros = graph.addConstant(
                            "zeros", new TensorData(DataType.INT8, Shape.of(3), ByteBuffer.allocate(3)));
                    Value channels = graph.addNode(
                            "Reshape",
                            "channels",
                            List.of(x, graph.addConstant("shape", TensorData.longs(1, 3, 2))),
                            NONE);
                    Value whole =
                            graph.addNode("QuantizeLinear", "quantized", List.of(channels, scales, zeros), attributes);
                    return graph.addNode("DequantizeLinear", "y", List.of(whole, scales, zeros), attributes);
                },
                1,
                20,
                1,
                20,
                1,
                20);
        // Then
        assertThat(slopes).containsExactly(1, 1, 1, 0, 1, 0);
    }

    private static TensorData whole(DataType type, int number) {
        return new TensorData(type, Shape.of(), ByteBuffer.wrap(new byte[] {(byte) number}));
    }
}
