package dev.regard.autodiff;

import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;

/** Rules of the softmax and its logarithm, over one axis. */
final class SoftmaxVjps {

    private SoftmaxVjps() {}

    /** y (c - sum(c y)) */
    static Value softmax(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        Value y = node.output();
        Value mean = sum(node, ops.mul(node.cotangent(), y));
        return ops.mul(y, ops.sub(node.cotangent(), mean));
    }

    /** c - exp(y) sum(c) */
    static Value logSoftmax(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        Value total = sum(node, node.cotangent());
        return ops.sub(node.cotangent(), ops.mul(ops.exp(node.output()), total));
    }

    private static Value sum(DifferentiatedNode node, Value terms) {
        return node.ops()
                .reduceSum(terms, true, node.axis(-1, node.output().shape().rank()));
    }
}
