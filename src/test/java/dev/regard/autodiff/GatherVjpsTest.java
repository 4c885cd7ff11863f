package dev.regard.autodiff;

import static dev.regard.autodiff.GradientCheck.check;
import static dev.regard.autodiff.GradientCheck.shape;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Graph;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import dev.regard.runtime.ShapeProbe;
import dev.regard.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatherVjpsTest {

    private static final Map<String, Attribute> NONE = Map.of();
    private static final Shape SHAPE = Shape.of(1, 5, 4, 3);

    @ParameterizedTest
    @CsvSource({
        "1, '', 2",
        "1, '', -1",
        "-1, '', 0",
        "2, 1, 3",
        "1, 3, '1,2,3'",
        "1, 5, '4,2,0,1,3'",
        "2, 3, '3,0,-2'",
        "1, 4, '1,1,-4,0'",
        "3, 2x2, '0,2,2,1'",
        "1, 2x1x3, '0,4,3,3,3,1'"
    })
    void gather(int axis, String shape, String indices) {
        check("Gather", axis(axis), 0, SHAPE, longs(shape, indices));
    }

    @Test
    void gatherAlongTheFirstAxisOfAValueWhoseBatchIsTheSecond() {
        check(Shape.of(1, 6, 4), (graph, x) -> {
            Value parts = graph.addNode("Transpose", "t", List.of(x), Map.of("perm", Attribute.Ints.of(1, 0, 2)));
            Value query = graph.addNode("Gather", "q", Arrays.asList(parts, scalar(graph, 0)), axis(0));
            Value key = graph.addNode("Gather", "k", Arrays.asList(parts, scalar(graph, -2)), axis(0));
            return graph.addNode("Mul", "y", List.of(query, key), NONE);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, -1})
    void gatherAtPlacesThatThePictureDecides(int axis) {
        check(Shape.of(1, 3, 3, 3), (graph, x) -> {
            Value flat =
                    graph.addNode("Reshape", "f", List.of(x, graph.addConstant("all", TensorData.longs(-1))), NONE);
            Value greatest = graph.addNode("ArgMax", "g", List.of(flat), axis(0));
            Value zero = graph.addNode("Sub", "z", List.of(greatest, greatest), NONE);
            Value constant = graph.addConstant("places", TensorData.longs(2, 0, -1));
            Value places = graph.addNode("Add", "p", List.of(constant, zero), NONE);
            return graph.addNode("Gather", "y", List.of(x, places), axis(axis));
        });
    }

    @ParameterizedTest
    @CsvSource({"0, true", "-2, true", "1, false", "-1, false"})
    void whatPicksOnePictureOfTheBatchHasNoRule(int axis, boolean isObstacle) {
        // Given
        TestGraph graph = new TestGraph(21);
        Value x = graph.input(-1, 3);
        Value y = graph.node("Gather", axis(axis), x, graph.longs(0));
        ShapeProbe.measure(graph.model(y), x, Shape.of(1, 3));
        // When, Then
        assertThat(ReverseMode.obstacles(graph.graph(), y).containsKey(x)).isEqualTo(isObstacle);
    }

    @Test
    void aSumOverManyCopiesIsExactWhateverTheThreads() {
        long[] indices = new Random(2).longs(20_000, 0, 5).toArray();
        check("Gather", axis(1), 0, Shape.of(1, 5, 7), TensorData.longs(indices));
    }

    @ParameterizedTest
    @CsvSource({"1, 3x2x4x3", "-1, 3x5x4x2"})
    void gatherElements(int axis, String shape) {
        Shape places = shape(shape);
        long extent = 2;
        long[] numbers = new Random(3).longs(places.size(), -extent, extent).toArray();
        check(
                "GatherElements",
                axis(axis),
                0,
                Shape.of(3, 5, 4, 3),
                new TensorData(DataType.INT64, places, TensorData.longs(numbers).bytes()));
    }

    @Test
    void gatherNd() {
        check("GatherND", NONE, 0, Shape.of(2, 5, 4), longs("3x2", "0,1,1,-1,0,1"));
        check("GatherND", NONE, 0, Shape.of(2, 5, 4), longs("2x1x3", "0,1,2,1,-1,0"));
    }

    private static Value scalar(Graph graph, long number) {
        return graph.addConstant("index", TensorData.scalarLong(number));
    }

    private static TensorData longs(String shape, String text) {
        long[] numbers =
                Arrays.stream(text.split(",")).mapToLong(Long::parseLong).toArray();
        return new TensorData(
                DataType.INT64, shape(shape), TensorData.longs(numbers).bytes());
    }

    private static Map<String, Attribute> axis(int axis) {
        return Map.of("axis", new Attribute.Int(axis));
    }
}
