package dev.regard.autodiff;

import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;

/** Rules of operators that move numbers and change none. */
final class ShapeVjps {

    private ShapeVjps() {}

    static Value unchanged(DifferentiatedNode node, int input) {
        return node.cotangent();
    }

    static Value reshape(DifferentiatedNode node, int input) {
        return node.reshapedLike(node.input(input), node.cotangent());
    }

    /** The inverse permutation; without the attribute a Transpose reverses all axes, and so does its inverse. */
    static Value transpose(DifferentiatedNode node, int input) {
        int rank = node.input(input).shape().rank();
        long[] inverse = new long[rank];
        long[] permutation = node.node().integers("perm").orElse(null);
        for (int axis = 0; axis < rank; axis++) {
            int from = permutation == null ? rank - 1 - axis : (int) permutation[axis];
            inverse[from] = axis;
        }
        return node.ops().transpose(node.cotangent(), inverse);
    }

    /** The slice of the cotangent that this input went to. */
    static Value concat(DifferentiatedNode node, int input) {
        Shape shape = node.input(input).shape();
        int axis = (int) node.node().integer("axis", 1);
        int positive = axis < 0 ? axis + shape.rank() : axis;
        int start = 0;
        for (int before = 0; before < input; before++) {
            start += node.input(before).shape().dimension(positive);
        }
        return node.ops().slice(node.cotangent(), positive, start, start + shape.dimension(positive));
    }
}
