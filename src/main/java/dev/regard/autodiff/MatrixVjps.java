package dev.regard.autodiff;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Rules of matrix products. */
final class MatrixVjps {

    private MatrixVjps() {}

    /** Y = A B: the cotangent of A is Y' B^T, that of B is A^T Y'. */
    static Value matMul(DifferentiatedNode node, int input) {
        Value other = node.input(1 - input);
        int rank = node.shape(input).rank();
        if (input == 0 && rank > 1 && other.shape().rank() == 2 && other.batchAxis().isEmpty()) {
            return timesTransposed(node, other);
        }
        Ops ops = node.ops();
        Value cotangent = asMatrices(node);
        Value product = input == 0
                ? ops.matMul(cotangent, transposed(ops, other, 0))
                : ops.matMul(transposed(ops, other, 1), cotangent);
        int leading = node.output().shape().rank() - inTheResult(node, 0) - inTheResult(node, 1);
        return node.unbroadcast(product, node.input(input), leading, leading + 2 - rank);
    }

    /**
     * Y' B^T for a matrix B. As one Gemm, however many axes Y' has: that reads B as it lies, where a Transpose of a weight
     * would be a second copy of it.
     */
    private static Value timesTransposed(DifferentiatedNode node, Value matrix) {
        Ops ops = node.ops();
        if (node.shape(0).rank() == 2) {
            return ops.gemm(node.cotangent(), matrix, true, 1);
        }
        Value rows = ops.reshape(node.cotangent(), -1, matrix.shape().dimension(1));
        return node.reshapedLike(node.input(0), ops.gemm(rows, matrix, true, 1));
    }

    /** The cotangent with the axes that a product with a vector lacks, of extent 1. */
    private static Value asMatrices(DifferentiatedNode node) {
        long[] missing = LongStream.of(-2, -1)
                .filter(axis -> inTheResult(node, (int) axis + 2) == 0)
                .toArray();
        return missing.length == 0
                ? node.cotangent()
                : node.ops().node("Unsqueeze", node.cotangent(), node.ops().longs(missing));
    }

    /** How many of a factor's last two axes the result has: none of a vector. */
    private static int inTheResult(DifferentiatedNode node, int input) {
        return node.shape(input).rank() > 1 ? 1 : 0;
    }

    /** Matrices with their last two axes swapped; a vector becomes a matrix with a new axis at this place. */
    private static Value transposed(Ops ops, Value matrices, long newAxis) {
        int rank = matrices.shape().rank();
        if (rank == 1) {
            return ops.node("Unsqueeze", matrices, ops.longs(newAxis));
        }
        long[] swapped = LongStream.range(0, rank).toArray();
        swapped[rank - 2] = rank - 1;
        swapped[rank - 1] = rank - 2;
        return ops.transpose(matrices, swapped);
    }

    /** Y = alpha op(A) op(B) + beta C, where op transposes or does nothing. */
    static Value gemm(DifferentiatedNode node, int input) {
        Node forward = node.node();
        boolean transA = forward.integer("transA", 0) != 0;
        boolean transB = forward.integer("transB", 0) != 0;
        Value cotangent = node.cotangent();
        return switch (input) {
            case 0 ->
                transA
                        ? product(node, node.input(1), transB, cotangent, true)
                        : product(node, cotangent, false, node.input(1), !transB);
            case 1 ->
                transB
                        ? product(node, cotangent, true, node.input(0), transA)
                        : product(node, node.input(0), !transA, cotangent, false);
            default -> {
                Value sum = node.unbroadcast(cotangent, node.input(2));
                float beta = forward.real("beta", 1);
                yield beta == 1 ? sum : node.ops().mul(sum, node.ops().constant(beta));
            }
        };
    }

    private static Value product(DifferentiatedNode node, Value a, boolean transA, Value b, boolean transB) {
        return node.ops()
                .node(
                        "Gemm",
                        List.of(a, b),
                        Map.of(
                                "transA", new Attribute.Int(transA ? 1 : 0),
                                "transB", new Attribute.Int(transB ? 1 : 0),
                                "alpha", new Attribute.Real(node.node().real("alpha", 1))));
    }
}
