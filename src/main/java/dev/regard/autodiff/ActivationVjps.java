package dev.regard.autodiff;

import dev.regard.onnx.Value;

/** Rules of activation functions. At a kink the derivative is 0, as PyTorch has it. */
final class ActivationVjps {

    private ActivationVjps() {}

    static Value relu(DifferentiatedNode node, int input) {
        Value passes = node.ops().isGreater(node.output(), node.ops().constant(0));
        return node.ops().mul(node.cotangent(), passes);
    }

    /** A ReLU of guided backpropagation lets through what is positive, both on the way forward and on the way back. */
    static Value guidedRelu(DifferentiatedNode node, int input) {
        return node.ops().relu(relu(node, input));
    }

    /** 0 outside the limits and at them. */
    static Value clip(DifferentiatedNode node, int input) {
        Value x = node.input(0);
        Value cotangent = node.cotangent();
        Value low = node.node().optionalInput(1).orElse(null);
        Value high = node.node().optionalInput(2).orElse(null);
        if (low != null) {
            cotangent = node.ops().mul(cotangent, node.ops().isGreater(x, low));
        }
        if (high != null) {
            cotangent = node.ops().mul(cotangent, node.ops().isLess(x, high));
        }
        return cotangent;
    }

    /** ReLU6 and its like are guided as a ReLU is. */
    static Value guidedClip(DifferentiatedNode node, int input) {
        return node.ops().relu(clip(node, input));
    }
}
