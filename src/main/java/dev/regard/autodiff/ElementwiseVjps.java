package dev.regard.autodiff;

import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;

/** Rules of functions of one number. Where the output y tells the slope, it is taken from there. */
final class ElementwiseVjps {

    private ElementwiseVjps() {}

    static Value neg(DifferentiatedNode node, int input) {
        return node.ops().neg(node.cotangent());
    }

    /** 0 at 0. */
    static Value abs(DifferentiatedNode node, int input) {
        return node.ops().mul(node.cotangent(), node.ops().sign(node.input(0)));
    }

    static Value exp(DifferentiatedNode node, int input) {
        return node.ops().mul(node.cotangent(), node.output());
    }

    static Value log(DifferentiatedNode node, int input) {
        return node.ops().div(node.cotangent(), node.input(0));
    }

    /** 1 / (2 y) */
    static Value sqrt(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        return ops.div(ops.mul(node.cotangent(), ops.constant(0.5f)), node.output());
    }

    /** -y^2 */
    static Value reciprocal(DifferentiatedNode node, int input) {
        return node.ops().neg(node.ops().mul(node.cotangent(), node.ops().square(node.output())));
    }

    static Value sin(DifferentiatedNode node, int input) {
        return node.ops().mul(node.cotangent(), node.ops().node("Cos", node.input(0)));
    }

    static Value cos(DifferentiatedNode node, int input) {
        return node.ops().neg(node.ops().mul(node.cotangent(), node.ops().node("Sin", node.input(0))));
    }

    /** 1 + y^2 */
    static Value tan(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        return ops.mul(node.cotangent(), ops.add(ops.square(node.output()), ops.constant(1)));
    }

    static Value sinh(DifferentiatedNode node, int input) {
        return node.ops().mul(node.cotangent(), node.ops().node("Cosh", node.input(0)));
    }

    static Value cosh(DifferentiatedNode node, int input) {
        return node.ops().mul(node.cotangent(), node.ops().node("Sinh", node.input(0)));
    }

    /** 1 / sqrt(1 - x^2) */
    static Value asin(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        Value cosine = ops.sqrt(ops.sub(ops.constant(1), ops.square(node.input(0))));
        return ops.div(node.cotangent(), cosine);
    }

    /** The arc sine's with the other sign. */
    static Value acos(DifferentiatedNode node, int input) {
        return node.ops().neg(asin(node, input));
    }

    /** 1 / (1 + x^2) */
    static Value atan(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        return ops.div(node.cotangent(), ops.add(ops.square(node.input(0)), ops.constant(1)));
    }
}
