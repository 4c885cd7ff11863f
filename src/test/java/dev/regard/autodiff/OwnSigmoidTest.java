package dev.regard.autodiff;

import static dev.regard.autodiff.GradientCheck.affine;
import static dev.regard.autodiff.GradientCheck.check;

import dev.regard.onnx.Graph;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnSigmoidTest {

    private static final Shape SHAPE = Shape.of(1, 3, 4, 5);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProductWithItsOwnSigmoidInEitherOrder(boolean isSigmoidFirst) {
        check(SHAPE, (graph, x) -> {
            Value wide = affine(graph, x, 3, 0.5f);
            Value sigmoid = node(graph, "Sigmoid", wide);
            return isSigmoidFirst ? node(graph, "Mul", sigmoid, wide) : node(graph, "Mul", wide, sigmoid);
        });
    }

    @Test
    void aSigmoidThatIsUsedElsewhereTooCountsThere() {
        check(SHAPE, (graph, x) -> {
            Value sigmoid = node(graph, "Sigmoid", x);
            return node(graph, "Add", node(graph, "Mul", x, sigmoid), node(graph, "Mul", sigmoid, sigmoid));
        });
    }

    @Test
    void aProductWithTheSigmoidOfSomethingElse() {
        check(SHAPE, (graph, x) -> node(graph, "Mul", x, node(graph, "Sigmoid", affine(graph, x, 2, 1))));
    }

    private static Value node(Graph graph, String opType, Value... inputs) {
        return graph.addNode(opType, "y", List.of(inputs), Map.of());
    }
}
