package dev.regard.autodiff;

import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;

/** Rules of activation functions with exponentials in them. Where the output y tells the slope, it is taken from there. */
final class SmoothActivationVjps {

    private static final float HALF_ROOT_OF_2 = (float) Math.sqrt(0.5);
    private static final float ROOT_OF_2_OVER_PI = (float) Math.sqrt(2 / Math.PI);
    private static final float CUBIC = 0.044715f;

    private SmoothActivationVjps() {}

    /** y (1 - y) */
    static Value sigmoid(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        return times(node, ops.mul(node.output(), oneMinus(ops, node.output())));
    }

    /** 1 - y^2 */
    static Value tanh(DifferentiatedNode node, int input) {
        return times(node, oneMinus(node.ops(), node.ops().square(node.output())));
    }

    /** y = alpha (exp(x) - 1) to the left of 0: y + alpha. */
    static Value elu(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        float alpha = node.node().real("alpha", 1);
        return ActivationVjps.twoSided(node, ops.constant(1), ops.add(node.output(), ops.constant(alpha)));
    }

    /** y = gamma x, or gamma alpha (exp(x) - 1) to the left of 0: y + gamma alpha. */
    static Value selu(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        float gamma = node.node().real("gamma", 1.05070102214813232421875f);
        float alpha = node.node().real("alpha", 1.67326319217681884765625f);
        Value left = ops.add(node.output(), ops.constant(gamma * alpha));
        return ActivationVjps.twoSided(node, ops.constant(gamma), left);
    }

    /** y = alpha (exp(x / alpha) - 1) to the left of 0: y / alpha + 1. */
    static Value celu(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        Value one = ops.constant(1);
        Value scaled = ops.mul(node.output(), ops.constant(1 / node.node().real("alpha", 1)));
        return ActivationVjps.twoSided(node, one, ops.add(scaled, one));
    }

    /** y = log(1 + exp(x)): the sigmoid of x. */
    static Value softplus(DifferentiatedNode node, int input) {
        return times(node, node.ops().sigmoid(node.input(0)));
    }

    /** y = x / (1 + |x|): (1 - |y|)^2. */
    static Value softsign(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        return times(node, ops.square(oneMinus(ops, ops.abs(node.output()))));
    }

    /**
     * y = x t with t = tanh(log(1 + exp(x))): t + x (1 - t^2) sigmoid(x). With u = sigmoid(-x), t is
     * (1 - u^2) / (1 + u^2), which never overflows.
     */
    static Value mish(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        Value x = node.input(0);
        Value u = ops.sigmoid(ops.neg(x));
        Value square = ops.square(u);
        Value t = ops.div(oneMinus(ops, square), ops.add(square, ops.constant(1)));
        Value rise = ops.mul(oneMinus(ops, ops.square(t)), oneMinus(ops, u));
        return times(node, ops.add(t, ops.mul(x, rise)));
    }

    /** 2 / sqrt(pi) exp(-x^2) */
    static Value erf(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        Value bell = ops.exp(ops.neg(ops.square(node.input(0))));
        return times(node, ops.mul(bell, ops.constant((float) (2 / Math.sqrt(Math.PI)))));
    }

    /** y = x P(x), where P is the normal distribution, or what tanh makes of it. */
    static Value gelu(DifferentiatedNode node, int input) {
        boolean isApproximate = node.node().text("approximate", "none").equals("tanh");
        return times(
                node, isApproximate ? approximateGelu(node.ops(), node.input(0)) : gelu(node.ops(), node.input(0)));
    }

    /** (1 + erf(x / sqrt 2)) / 2 + x exp(-x^2 / 2) / sqrt(2 pi) */
    private static Value gelu(Ops ops, Value x) {
        Value half = ops.constant(0.5f);
        Value scaled = ops.mul(x, ops.constant(HALF_ROOT_OF_2));
        Value distribution = ops.add(ops.mul(ops.node("Erf", scaled), half), half);
        Value bell = ops.exp(ops.neg(ops.square(scaled)));
        Value density = ops.mul(bell, ops.constant(ROOT_OF_2_OVER_PI / 2));
        return ops.add(distribution, ops.mul(x, density));
    }

    /** y = x (1 + t) / 2 with t = tanh(a (x + b x^3)): (1 + t + x (1 - t^2) a (1 + 3 b x^2)) / 2. */
    private static Value approximateGelu(Ops ops, Value x) {
        Value one = ops.constant(1);
        Value square = ops.square(x);
        Value a = ops.constant(ROOT_OF_2_OVER_PI);
        Value inner = ops.mul(ops.mul(x, a), ops.add(ops.mul(square, ops.constant(CUBIC)), one));
        Value t = ops.tanh(inner);
        Value rise = ops.mul(a, ops.add(ops.mul(square, ops.constant(3 * CUBIC)), one));
        Value slope = ops.mul(ops.mul(x, rise), oneMinus(ops, ops.square(t)));
        return ops.mul(ops.add(ops.add(t, one), slope), ops.constant(0.5f));
    }

    private static Value times(DifferentiatedNode node, Value slope) {
        return node.ops().mul(node.cotangent(), slope);
    }

    private static Value oneMinus(Ops ops, Value a) {
        return ops.sub(ops.constant(1), a);
    }
}
