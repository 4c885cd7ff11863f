package dev.regard.autodiff;

import dev.regard.onnx.Node;
import dev.regard.onnx.Value;

/** Rules of activation functions. At a kink the derivative is 0, as PyTorch has it. */
final class ActivationVjps {

    private ActivationVjps() {}

    static Value relu(DifferentiatedNode node, int input) {
        Value passes = node.ops().isGreater(node.output(), node.ops().constant(0));
        return node.ops().mul(node.cotangent(), passes);
    }

    /** 0 outside the limits and at them. They are attributes up to opset 10 and optional inputs after. */
    static Value clip(DifferentiatedNode node, int input) {
        Value x = node.input(0);
        Value cotangent = node.cotangent();
        Value low = limit(node, "min", 1);
        Value high = limit(node, "max", 2);
        if (low != null) {
            cotangent = node.ops().mul(cotangent, node.ops().isGreater(x, low));
        }
        if (high != null) {
            cotangent = node.ops().mul(cotangent, node.ops().isLess(x, high));
        }
        return cotangent;
    }

    private static @org.jspecify.annotations.Nullable Value limit(DifferentiatedNode node, String name, int input) {
        Node clip = node.node();
        if (clip.attributes().containsKey(name)) {
            return node.ops().constant(clip.real(name, 0));
        }
        return clip.optionalInput(input).orElse(null);
    }
}
