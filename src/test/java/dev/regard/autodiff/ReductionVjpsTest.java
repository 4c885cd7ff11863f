package dev.regard.autodiff;

import static dev.regard.autodiff.GradientCheck.affine;
import static dev.regard.autodiff.GradientCheck.apart;
import static dev.regard.autodiff.GradientCheck.check;
import static dev.regard.autodiff.GradientCheck.gradients;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Graph;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReductionVjpsTest {

    private static final Shape SHAPE = Shape.of(1, 3, 4, 5);
    private static final List<long[]> AXES =
            List.of(new long[] {2, 3}, new long[] {-1}, new long[] {1, -2}, new long[] {1, 2, 3}, new long[] {-3});

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ReduceMean",
                "ReduceSum",
                "ReduceMax",
                "ReduceMin",
                "ReduceL1",
                "ReduceL2",
                "ReduceSumSquare",
                "ReduceLogSum",
                "ReduceLogSumExp",
                "ReduceProd"
            })
    void everyReductionOverEveryKindOfAxes(String opType) {
        for (int keep = 0; keep < 2; keep++) {
            Map<String, Attribute> attributes = Map.of("keepdims", new Attribute.Int(keep));
            for (long[] axes : AXES) {
                check(SHAPE, (graph, x) -> {
                    Value constant = graph.addConstant("axes", TensorData.longs(axes));
                    return graph.addNode(opType, "y", List.of(suited(opType, graph, x), constant), attributes);
                });
            }
            Shape fixed = Shape.of(2, 3, 4);
            check(
                    fixed,
                    (graph, x) -> graph.addNode(opType, "y", List.of(suited(opType, graph, x, fixed)), attributes));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ReduceMean",
                "ReduceSum",
                "ReduceMax",
                "ReduceMin",
                "ReduceL1",
                "ReduceL2",
                "ReduceSumSquare",
                "ReduceLogSum",
                "ReduceLogSumExp",
                "ReduceProd"
            })
    void reductionsOverNoAxis(String opType) {
        Map<String, Attribute> attributes =
                Map.of("noop_with_empty_axes", new Attribute.Int(1), "keepdims", new Attribute.Int(0));
        check(SHAPE, (graph, x) -> graph.addNode(opType, "y", List.of(suited(opType, graph, x)), attributes));
        check(SHAPE, (graph, x) -> {
            Value none = graph.addConstant("axes", TensorData.longs());
            return graph.addNode(opType, "y", List.of(suited(opType, graph, x), none), attributes);
        });
    }

    /** Numbers at which an operator is smooth, and of a size at which differences can tell. */
    private static Value suited(String opType, Graph graph, Value x) {
        return suited(opType, graph, x, SHAPE);
    }

    private static Value suited(String opType, Graph graph, Value x, Shape shape) {
        return switch (opType) {
            case "ReduceMax", "ReduceMin" -> apart(graph, x, shape);
            case "ReduceLogSum" -> affine(graph, x, 1, 2);
            case "ReduceProd" -> affine(graph, x, 0.2f, 1);
            default -> x;
        };
    }

    @Test
    void equalsShareTheGradientOfAnExtremumEvenly() {
        assertThat(gradients("ReduceMax", new TensorData[0], 1, 4, 4, 2)).containsExactly(0, 0.5f, 0.5f, 0);
        assertThat(gradients("ReduceMin", new TensorData[0], 1, 4, 4, 1)).containsExactly(0.5f, 0, 0, 0.5f);
    }

    @Test
    void theNormOfZerosHasTheDerivativeZero() {
        assertThat(gradients("ReduceL1", new TensorData[0], 0, 0)).containsExactly(0, 0);
        assertThat(gradients("ReduceL2", new TensorData[0], 0, 0)).containsExactly(0, 0);
    }

    @Test
    void productsWithZerosInThem() {
        assertThat(gradients("ReduceProd", new TensorData[0], 2, 0, 3)).containsExactly(0, 6, 0);
        assertThat(gradients("ReduceProd", new TensorData[0], 0, 0, 3)).containsExactly(0, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 1", "1, 0", "1, 1"})
    void cumulativeSum(int exclusive, int reverse) {
        Map<String, Attribute> attributes =
                Map.of("exclusive", new Attribute.Int(exclusive), "reverse", new Attribute.Int(reverse));
        check("CumSum", attributes, 0, SHAPE, TensorData.scalarLong(2));
        check("CumSum", attributes, 0, SHAPE, TensorData.scalarLong(-3));
    }
}
