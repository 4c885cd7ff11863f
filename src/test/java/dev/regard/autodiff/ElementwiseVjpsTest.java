package dev.regard.autodiff;

import static dev.regard.autodiff.GradientCheck.affine;
import static dev.regard.autodiff.GradientCheck.check;
import static dev.regard.autodiff.GradientCheck.gradients;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.onnx.TensorData;
import dev.regard.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementwiseVjpsTest {

    private static final Shape SHAPE = Shape.of(1, 3, 4, 5);

    @ParameterizedTest
    @ValueSource(strings = {"Neg", "Abs", "Exp", "Sin", "Cos", "Tan", "Atan", "Sinh", "Cosh", "Erf"})
    void functionsOfAnyNumber(String opType) {
        check(opType, Map.of(), 0, SHAPE);
    }

    @ParameterizedTest
    @CsvSource({"Log, 1, 2", "Sqrt, 1, 2", "Reciprocal, 1, 2", "Reciprocal, 1, -2", "Asin, 0.5, 0", "Acos, 0.5, 0"})
    void functionsOfSomeNumbers(String opType, float factor, float offset) {
        check(SHAPE, (graph, x) -> graph.addNode(opType, "y", List.of(affine(graph, x, factor, offset)), Map.of()));
    }

    @Test
    void theAbsoluteOfZeroHasTheDerivativeZero() {
        assertThat(gradients("Abs", new TensorData[0], -2, 0, 2)).containsExactly(-1, 0, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Floor", "Ceil", "Round", "Sign", "Hardmax"})
    void stepsPassNoGradient(String opType) {
        assertThat(gradients(opType, new TensorData[0], 1, 2)).containsExactly(0, 0);
    }
}
