package dev.regard.autodiff;

import static dev.regard.autodiff.GradientCheck.check;
import static dev.regard.autodiff.GradientCheck.constant;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScatterVjpsTest {

    private static final Shape SHAPE = Shape.of(1, 5, 4, 3);

    @ParameterizedTest
    @ValueSource(strings = {"none", "add"})
    void scatterNd(String reduction) {
        Map<String, Attribute> attributes = Map.of("reduction", new Attribute.Text(reduction));
        TensorData places = places(0, 1, 1, -1);
        check("ScatterND", attributes, 0, Shape.of(2, 5, 4), places, constant(Shape.of(2, 4)));
        check("ScatterND", attributes, 2, Shape.of(2, 4), constant(Shape.of(2, 5, 4)), places);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "add"})
    void scatterElements(String reduction) {
        Map<String, Attribute> attributes =
                Map.of("reduction", new Attribute.Text(reduction), "axis", new Attribute.Int(-1));
        TensorData places = places(0, 1, -1, 2);
        check("ScatterElements", attributes, 0, Shape.of(2, 4), places, constant(Shape.of(2, 2)));
        check("ScatterElements", attributes, 2, Shape.of(2, 2), constant(Shape.of(2, 4)), places);
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "1, 1", "1, 0", "2, 0"})
    void topK(int axis, int largest) {
        Map<String, Attribute> attributes =
                Map.of("axis", new Attribute.Int(axis), "largest", new Attribute.Int(largest));
        check(SHAPE, (graph, x) -> {
            Value k = graph.addConstant("k", TensorData.longs(2));
            return graph.addNode("TopK", "y", List.of(GradientCheck.apart(graph, x, SHAPE), k), attributes, 2)
                    .getFirst();
        });
    }

    private static TensorData places(long... numbers) {
        return new TensorData(
                DataType.INT64, Shape.of(2, 2), TensorData.longs(numbers).bytes());
    }
}
