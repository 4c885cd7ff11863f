package dev.regard.autodiff;

import static dev.regard.autodiff.GradientCheck.check;
import static dev.regard.autodiff.GradientCheck.constant;
import static dev.regard.autodiff.GradientCheck.shape;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixVjpsTest {

    private static final Map<String, Attribute> NONE = Map.of();

    @ParameterizedTest
    @CsvSource({
        "1x6, 6x4",
        "1x3x6, 6x4",
        "1x2x3x6, 6x4",
        "1x2x3x6, 1x2x6x4",
        "1x2x3x6, 2x6x4",
        "1x1x3x6, 1x2x6x4",
        "1x1x3x6, 2x6x4",
        "3x6, 1x6x4",
        "3x6, 2x6x4",
        "2x1x3x6, 5x6x4",
        "3x6, 5x2x6x4",
        "1x6, 6",
        "1x3x6, 6",
        "6, 6x4",
        "6, 2x6x4",
        "6, 6"
    })
    void matMulWithTheActiveFactorLeft(String active, String constant) {
        check("MatMul", NONE, 0, shape(active), constant(shape(constant)));
    }

    @ParameterizedTest
    @CsvSource({
        "1x6x4, 3x6",
        "1x6, 3x1",
        "1x2x6x4, 3x6",
        "1x2x6x4, 2x3x6",
        "1x1x6x4, 2x3x6",
        "1x6x4, 6",
        "6x4, 3x6",
        "6x4, 5x3x6",
        "2x6x4, 5x2x3x6",
        "6, 2x3x6",
        "6, 6",
        "6x4, 6"
    })
    void matMulWithTheActiveFactorRight(String active, String constant) {
        check("MatMul", NONE, 1, shape(active), constant(shape(constant)));
    }

    @Test
    void matMulOfTwoActiveFactors() {
        check(Shape.of(1, 2, 3, 4), (graph, x) -> {
            Value transposed =
                    graph.addNode("Transpose", "t", List.of(x), Map.of("perm", Attribute.Ints.of(0, 1, 3, 2)));
            Value products = graph.addNode("MatMul", "p", List.of(x, transposed), NONE);
            return graph.addNode("MatMul", "y", List.of(products, x), NONE);
        });
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0, 1", "1, 0", "1, 1"})
    void gemm(int transposeA, int transposeB) {
        Map<String, Attribute> attributes = Map.of(
                "transA", new Attribute.Int(transposeA),
                "transB", new Attribute.Int(transposeB),
                "alpha", new Attribute.Real(0.5f),
                "beta", new Attribute.Real(2));
        Shape a = transposeA == 1 ? Shape.of(6, 3) : Shape.of(3, 6);
        Shape b = transposeB == 1 ? Shape.of(4, 6) : Shape.of(6, 4);
        check("Gemm", attributes, 0, a, constant(b), constant(Shape.of(4)));
        check("Gemm", attributes, 1, b, constant(a));
        for (String c : new String[] {"4", "3x4", "3x1", "1"}) {
            check("Gemm", attributes, 2, shape(c), constant(a), constant(b));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 0.5", "1, 1", "0, 2"})
    void gemmOfABatch(int transposeB, float alpha) {
        Map<String, Attribute> attributes =
                Map.of("transB", new Attribute.Int(transposeB), "alpha", new Attribute.Real(alpha));
        Shape weights = transposeB == 1 ? Shape.of(4, 6) : Shape.of(6, 4);
        check("Gemm", attributes, 0, Shape.of(1, 6), constant(weights), constant(Shape.of(4)));
    }

    @Test
    void gemmOfABatchOfWhichAllInputsAreActive() {
        check(Shape.of(1, 4), (graph, x) -> {
            Value square = graph.addNode("Gemm", "s", List.of(x, x), Map.of("transA", new Attribute.Int(1)));
            return graph.addNode("Gemm", "y", List.of(x, square, x), NONE);
        });
    }
}
