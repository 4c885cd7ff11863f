package dev.regard.autodiff;

import static dev.regard.autodiff.GradientCheck.check;
import static dev.regard.autodiff.GradientCheck.constant;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Graph;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SliceVjpsTest {

    private static final Map<String, Attribute> NONE = Map.of();

    @ParameterizedTest
    @ValueSource(ints = {1, -1, 2, -2})
    void concat(int axis) {
        Map<String, Attribute> attributes = Map.of("axis", new Attribute.Int(axis));
        Shape shape = Shape.of(2, 3, 4, 5);
        check("Concat", attributes, 0, shape, constant(shape));
        check("Concat", attributes, 1, shape, constant(shape), constant(shape));
    }

    @Test
    void concatOfOneValueSeveralTimes() {
        check(
                Shape.of(1, 3, 4),
                (graph, x) -> graph.addNode(
                        "Concat", "y", List.of(x, graph.addNode("Relu", "r", List.of(x), NONE), x), axis(1)));
    }

    @ParameterizedTest
    @CsvSource({"1, '2,3,1'", "-2, '1,1,4'", "2, '3,1,1'", "-1, '1,2,2'"})
    void splitOfWhichAllPartsAreUsed(int axis, String sizes) {
        check(Shape.of(1, 6, 5), (graph, x) -> {
            List<Value> parts = split(graph, x, axis, sizes);
            return graph.addNode("Concat", "y", List.of(parts.get(2), parts.get(0), parts.get(1)), axis(axis));
        });
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2"})
    void splitOfWhichOnePartIsUsed(int part) {
        check(Shape.of(1, 6, 5), (graph, x) -> split(graph, x, 1, "2,3,1").get(part));
    }

    @Test
    void splitOfWhichTheMiddleIsNotUsed() {
        check(Shape.of(1, 6, 5), (graph, x) -> {
            List<Value> parts = split(graph, x, 1, "2,3,1");
            return graph.addNode("Concat", "y", List.of(parts.get(2), parts.get(0)), axis(1));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7})
    void splitIntoANumberOfParts(int extent) {
        check(Shape.of(1, extent, 2), (graph, x) -> {
            Map<String, Attribute> attributes =
                    Map.of("axis", new Attribute.Int(1), "num_outputs", new Attribute.Int(3));
            List<Value> parts = graph.addNode("Split", "s", List.of(x), attributes, 3);
            return graph.addNode("Concat", "y", List.of(parts.get(2), parts.get(1)), axis(1));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "1, 4, 1, 1",
        "0, 9223372036854775807, 1, 1",
        "-3, -1, 1, 1",
        "1, 1000, 2, 1",
        "0, 7, 2, 1",
        "0, 7, 3, 1",
        "2, 7, 3, -1",
        "-100, 100, 3, 2",
        "-1, -9223372036854775808, 1, -1",
        "-2, -1000, 1, -2",
        "5, 0, 1, -2",
        "6, 1, 2, -3",
        "100, -100, -2, -1"
    })
    void slice(long start, long end, int axis, long step) {
        check(
                "Slice",
                NONE,
                0,
                Shape.of(1, 7, 8, 7),
                TensorData.longs(start),
                TensorData.longs(end),
                TensorData.longs(axis),
                TensorData.longs(step));
    }

    @Test
    void sliceOfSeveralAxes() {
        TensorData axes = TensorData.longs(-1, 1);
        check(
                "Slice",
                NONE,
                0,
                Shape.of(1, 7, 8, 7),
                TensorData.longs(1, -2),
                TensorData.longs(6, 0),
                axes,
                TensorData.longs(2, -2));
        check("Slice", NONE, 0, Shape.of(1, 7, 8), TensorData.longs(0, 2, 1), TensorData.longs(9, 6, 4));
    }

    private static List<Value> split(Graph graph, Value x, int axis, String sizes) {
        long[] numbers =
                Arrays.stream(sizes.split(",")).mapToLong(Long::parseLong).toArray();
        return graph.addNode(
                "Split", "s", List.of(x, graph.addConstant("sizes", TensorData.longs(numbers))), axis(axis), 3);
    }

    private static Map<String, Attribute> axis(int axis) {
        return Map.of("axis", new Attribute.Int(axis));
    }
}
