package dev.regard.autodiff;

import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;

/**
 * Rules of normalizations by mean and deviation of the numbers themselves: y = n scale + bias, where n are the
 * {@link Standardized} numbers. Scale and bias get their gradients too.
 */
final class StandardizationVjps {

    private StandardizationVjps() {}

    /** Over the last axes, from {@code axis} on. */
    static Value layer(DifferentiatedNode node, int input) {
        if (input == 2) {
            return node.unbroadcast(node.cotangent(), node.input(2));
        }
        Shape shape = node.shape(0);
        Standardized normal =
                Standardized.from(node.axis(-1, shape.rank()), node.ops(), node.input(0), shape, epsilon(node));
        return input == 0
                ? normal.pushBack(node.ops().mul(node.cotangent(), node.input(1)))
                : node.unbroadcast(node.ops().mul(node.cotangent(), normal.numbers()), node.input(1));
    }

    /** Over the picture, channel by channel. */
    static Value instance(DifferentiatedNode node, int input) {
        if (input == 2) {
            return node.sumByChannel(node.cotangent());
        }
        Standardized normal = Standardized.from(2, node.ops(), node.input(0), node.shape(0), epsilon(node));
        return input == 0
                ? normal.pushBack(scaled(node))
                : node.sumByChannel(node.ops().mul(node.cotangent(), normal.numbers()));
    }

    /** Over groups of neighbouring channels: as instances are, once each group is seen as one channel. */
    static Value group(DifferentiatedNode node, int input) {
        if (input == 2) {
            return node.sumByChannel(node.cotangent());
        }
        Ops ops = node.ops();
        int groups = Math.toIntExact(node.node().integer("num_groups", 1));
        Shape shape = node.shape(0);
        Shape grouped = Shape.of(shape.dimension(0), groups, shape.size() / shape.dimension(0) / groups);
        Standardized normal =
                Standardized.from(2, ops, ops.reshape(node.input(0), 0, groups, -1), grouped, epsilon(node));
        if (input == 0) {
            return node.reshapedLike(node.input(0), normal.pushBack(ops.reshape(scaled(node), 0, groups, -1)));
        }
        Value numbers = node.reshapedLike(node.input(0), normal.numbers());
        return node.sumByChannel(ops.mul(node.cotangent(), numbers));
    }

    /** Over any axes, without scale and bias: the output is standardized. The standard adds 1e-9 to the deviation. */
    static Value meanVariance(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        long[] axes = node.node().integers("axes").orElse(new long[] {0, 2, 3});
        Value x = node.input(0);
        Value centred = ops.sub(x, ops.reduce("ReduceMean", x, true, axes));
        Value variance = ops.reduce("ReduceMean", ops.square(centred), true, axes);
        Value inverse = ops.div(ops.constant(1), ops.add(ops.sqrt(variance), ops.constant(1e-9f)));
        return new Standardized(ops, node.output(), inverse, axes).pushBack(node.cotangent());
    }

    private static Value scaled(DifferentiatedNode node) {
        return node.ops().mul(node.cotangent(), node.alongChannels(node.input(1)));
    }

    private static float epsilon(DifferentiatedNode node) {
        return node.node().real("epsilon", 1e-5f);
    }
}
