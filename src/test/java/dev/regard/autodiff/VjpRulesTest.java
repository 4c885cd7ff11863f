package dev.regard.autodiff;

import static dev.regard.autodiff.GradientCheck.check;
import static dev.regard.autodiff.GradientCheck.constant;
import static dev.regard.autodiff.GradientCheck.shape;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.TensorData;
import dev.regard.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One numerical check a rule, over the attributes and shapes that matter to it. */
class VjpRulesTest {

    private static final Map<String, Attribute> NONE = Map.of();

    @Test
    void theTableHasTheOperatorsOfClassifierHeads() {
        assertThat(VjpRules.opTypes())
                .contains(
                        "Identity",
                        "Dropout",
                        "Flatten",
                        "Reshape",
                        "Squeeze",
                        "Unsqueeze",
                        "GlobalAveragePool",
                        "AveragePool",
                        "ReduceMean",
                        "Gemm",
                        "MatMul",
                        "Conv",
                        "Add",
                        "Mul",
                        "Relu",
                        "Clip",
                        "BatchNormalization",
                        "Concat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Identity", "Relu"})
    void operatorsOfOneInput(String opType) {
        check(opType, NONE, 0, Shape.of(1, 3, 4, 5));
    }

    @Test
    void dropout() {
        check("Dropout", NONE, 0, Shape.of(1, 6), TensorData.floats(Shape.of(), 0.5f));
    }

    @ParameterizedTest
    @CsvSource({
        "1x6, 1x6",
        "1x6, 6",
        "1x6, 1x1",
        "1x1, 1x6",
        "1x3x4x5, 3x1x1",
        "1x3x1x1, 1x3x4x5",
        "1x1x4x1, 3x4x5",
        "1x3x4x5, ''"
    })
    void everyPairOfBroadcastShapes(String active, String constant) {
        for (String opType : new String[] {"Add", "Mul"}) {
            for (int input = 0; input < 2; input++) {
                check(opType, NONE, input, shape(active), constant(shape(constant)));
            }
        }
    }

    @Test
    void clip() {
        Shape shape = Shape.of(1, 3, 4);
        TensorData low = TensorData.floats(Shape.of(), -0.05f);
        TensorData high = TensorData.floats(Shape.of(), 0.05f);
        check("Clip", NONE, 0, Shape.of(1, 200), low, TensorData.floats(Shape.of(), 5f));
        check("Clip", NONE, 0, shape, low);
        check("Clip", NONE, 0, Shape.of(1, 1), null, high);
    }

    @Test
    void batchNormalization() {
        TensorData gamma = constant(Shape.of(3));
        TensorData variance = TensorData.floats(Shape.of(3), 0.5f, 1f, 2f);
        check("BatchNormalization", NONE, 0, Shape.of(1, 3, 4, 5), gamma, gamma, gamma, variance);
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void reduceMean(int keep) {
        Attribute keepdims = new Attribute.Int(keep);
        Shape shape = Shape.of(1, 3, 4, 5);
        check("ReduceMean", Map.of("keepdims", keepdims), 0, shape, TensorData.longs(2, 3));
        check("ReduceMean", Map.of("keepdims", keepdims), 0, shape, TensorData.longs(-1));
        check("ReduceMean", Map.of("keepdims", keepdims), 0, shape, TensorData.longs(1, -2));
    }
}
