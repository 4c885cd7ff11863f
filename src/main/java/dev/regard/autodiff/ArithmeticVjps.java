package dev.regard.autodiff;

import dev.regard.onnx.Value;

/** Rules of elementwise arithmetic with broadcasting. */
final class ArithmeticVjps {

    private ArithmeticVjps() {}

    static Value add(DifferentiatedNode node, int input) {
        return node.unbroadcast(node.cotangent(), node.input(input));
    }

    static Value mul(DifferentiatedNode node, int input) {
        Value other = node.input(1 - input);
        return node.unbroadcast(node.ops().mul(node.cotangent(), other), node.input(input));
    }
}
