package dev.regard.autodiff;

import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;

/** Rules of elementwise arithmetic with broadcasting. */
final class ArithmeticVjps {

    private ArithmeticVjps() {}

    /** Serves Add and Sum. */
    static Value add(DifferentiatedNode node, int input) {
        return node.unbroadcast(node.cotangent(), node.input(input));
    }

    static Value sub(DifferentiatedNode node, int input) {
        Value cotangent = node.unbroadcast(node.cotangent(), node.input(input));
        return input == 0 ? cotangent : node.ops().neg(cotangent);
    }

    /** One that is covered brings along what flows through the other: see {@link OwnSigmoid}. */
    static Value mul(DifferentiatedNode node, int input) {
        Value other = node.input(1 - input);
        if (node.isCovered(1 - input)) {
            return OwnSigmoid.cotangentOf(node, other);
        }
        return node.unbroadcast(node.ops().mul(node.cotangent(), other), node.input(input));
    }

    /** y = a / b: 1 / b and -y / b. */
    static Value div(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        Value b = node.input(1);
        if (input == 0) {
            return node.unbroadcast(ops.div(node.cotangent(), b), node.input(0));
        }
        Value ratio = ops.div(ops.mul(node.cotangent(), node.output()), b);
        return ops.neg(node.unbroadcast(ratio, b));
    }

    /** y = a - n b with a whole n, which changes in jumps: 1 and -n. Rounding makes an n of what the division leaves. */
    static Value mod(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        if (input == 0) {
            return node.unbroadcast(node.cotangent(), node.input(0));
        }
        Value b = node.input(1);
        Value n = ops.node("Round", ops.div(ops.sub(node.input(0), node.output()), b));
        return ops.neg(node.unbroadcast(ops.mul(node.cotangent(), n), b));
    }

    static Value mean(DifferentiatedNode node, int input) {
        Value share = node.ops().constant(1f / node.node().inputs().size());
        return node.ops().mul(node.unbroadcast(node.cotangent(), node.input(input)), share);
    }

    /** The condition gets none, and each branch what went through it. */
    static Value where(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        Value zero = ops.constant(0);
        Value chosen = input == 1
                ? ops.where(node.input(0), node.cotangent(), zero)
                : ops.where(node.input(0), zero, node.cotangent());
        return node.unbroadcast(chosen, node.input(input));
    }
}
