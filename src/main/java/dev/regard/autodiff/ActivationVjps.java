package dev.regard.autodiff;

import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;

/**
 * Rules of activation functions made of straight pieces. At the limits of ReLU, Clip and their hard kin the derivative is
 * 0; where LeakyRelu and PRelu bend it is the slope of the left side, as PyTorch has it.
 */
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

    /**
     * 0 outside the limits and at them; of whole numbers in quantization that is written out only outside. What they give
     * goes to the limits, and where they cross to the upper one.
     */
    static Value clip(DifferentiatedNode node, int input) {
        Value low = node.node().optionalInput(1).orElse(null);
        Value high = node.node().optionalInput(2).orElse(null);
        Ops ops = node.ops();
        if (input == 0 && FakeQuantization.isLimit(node.node())) {
            Value half = ops.constant(0.5f);
            return node.inside(
                    node.cotangent(),
                    ops.toFloat(node.input(0)),
                    low == null ? null : ops.sub(ops.toFloat(low), half),
                    high == null ? null : ops.add(ops.toFloat(high), half));
        }
        if (input == 0) {
            return node.inside(node.cotangent(), node.output(), low, high);
        }
        Value limit = node.input(input);
        Value isLimit = ops.equal(node.output(), limit);
        Value gives = input == 1 && high != null ? ops.and(isLimit, ops.less(limit, high)) : isLimit;
        return node.unbroadcast(ops.mul(node.cotangent(), ops.toFloat(gives)), limit);
    }

    /** ReLU6 and its like are guided as a ReLU is. */
    static Value guidedClip(DifferentiatedNode node, int input) {
        Value cotangent = clip(node, input);
        return input == 0 ? node.ops().relu(cotangent) : cotangent;
    }

    static Value leakyRelu(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        return twoSided(node, ops.constant(1), ops.constant(node.node().real("alpha", 0.01f)));
    }

    /** y = x or slope x, where the slope broadcasts and may depend on the picture too. */
    static Value pRelu(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        if (input == 0) {
            return twoSided(node, ops.constant(1), node.input(1));
        }
        return node.unbroadcast(twoSided(node, ops.constant(0), node.input(0)), node.input(1));
    }

    static Value thresholdedRelu(DifferentiatedNode node, int input) {
        Value threshold = node.ops().constant(node.node().real("alpha", 1));
        return node.inside(node.cotangent(), node.input(0), threshold, null);
    }

    /** alpha between the ends 0 and 1, where the output tells of neither. */
    static Value hardSigmoid(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        Value slope = ops.constant(node.node().real("alpha", 0.2f));
        return node.inside(ops.mul(node.cotangent(), slope), node.output(), ops.constant(0), ops.constant(1));
    }

    /** y = x min(1, max(0, x / 6 + 1/2)): x / 3 + 1/2 between -3 and 3, 0 to the left, 1 to the right. */
    static Value hardSwish(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        Value x = node.input(0);
        Value bent = ops.add(ops.mul(x, ops.constant(1f / 3)), ops.constant(0.5f));
        Value isBent = ops.less(ops.abs(x), ops.constant(3));
        Value slope = ops.where(isBent, bent, ops.isGreater(x, ops.constant(0)));
        return ops.mul(node.cotangent(), slope);
    }

    /** The cotangent times one slope where the input is positive, and another one elsewhere. */
    static Value twoSided(DifferentiatedNode node, Value right, Value left) {
        Ops ops = node.ops();
        Value isRight = ops.greater(node.input(0), ops.constant(0));
        return ops.mul(node.cotangent(), ops.where(isRight, right, left));
    }
}
