package dev.regard.autodiff;

import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;

/** Rules of matrix products. */
final class MatrixVjps {

    private MatrixVjps() {}

    /** Y = A B: the cotangent of A is Y' B^T, that of B is A^T Y'. */
    static Value matMul(DifferentiatedNode node, int input) {
        Value other = node.input(1 - input);
        Value transposed = node.ops().transpose(other, swapLastTwo(other.shape()));
        Value product = input == 0
                ? node.ops().matMul(node.cotangent(), transposed)
                : node.ops().matMul(transposed, node.cotangent());
        return node.unbroadcastMatrices(product, node.input(input));
    }

    /** Y = alpha A op(B) + beta C, where rows of A and Y are pictures. */
    static Value gemm(DifferentiatedNode node, int input) {
        boolean transposeB = node.node().integer("transB", 0) != 0;
        float alpha = node.node().real("alpha", 1);
        return node.ops().gemm(node.cotangent(), node.input(1), !transposeB, alpha);
    }

    private static long[] swapLastTwo(Shape shape) {
        int rank = shape.rank();
        long[] permutation = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            permutation[axis] = axis;
        }
        permutation[rank - 2] = rank - 1;
        permutation[rank - 1] = rank - 2;
        return permutation;
    }
}
