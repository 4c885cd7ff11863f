package dev.regard.autodiff;

import dev.regard.autodiff.WindowMatrix.Weighting;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;

/** Rules of pools. */
final class PoolingVjps {

    private PoolingVjps() {}

    /** Each window spreads its cotangent evenly over the elements that it counted. */
    static Value averagePool(DifferentiatedNode node, int input) {
        boolean countsPadding = node.node().integer("count_include_pad", 0) != 0;
        return WindowMatrix.spread(
                node, node.cotangent(), countsPadding ? Weighting.MEAN_WITH_PADDING : Weighting.MEAN);
    }

    /** y = (sum |x|^p)^(1/p): dy/dx = sign(x) (|x| / y)^(p-1), and 0 where all of a window is 0. */
    static Value lpPool(DifferentiatedNode node, int input) {
        Value perWindow = node.ops().mul(node.cotangent(), power(node, 1 - p(node)));
        return perElement(node, WindowMatrix.spread(node, perWindow, Weighting.SUM));
    }

    /** One window, of the whole picture. */
    static Value globalLpPool(DifferentiatedNode node, int input) {
        return perElement(node, node.ops().mul(node.cotangent(), power(node, 1 - p(node))));
    }

    private static long p(DifferentiatedNode node) {
        return node.node().integer("p", 2);
    }

    /** y to this power, 0 where y is 0. */
    private static Value power(DifferentiatedNode node, long exponent) {
        Ops ops = node.ops();
        Value zero = ops.constant(0);
        Value power = ops.pow(node.output(), ops.constant(exponent));
        return ops.where(ops.greater(node.output(), zero), power, zero);
    }

    private static Value perElement(DifferentiatedNode node, Value spread) {
        Ops ops = node.ops();
        Value x = node.input(0);
        Value slope = p(node) == 2 ? x : ops.mul(ops.sign(x), ops.pow(ops.abs(x), ops.constant(p(node) - 1)));
        return ops.mul(spread, slope);
    }
}
