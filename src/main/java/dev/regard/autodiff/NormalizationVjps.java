package dev.regard.autodiff;

import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.Arrays;

/** Rules of normalizations by what is stored or lies near. {@link StandardizationVjps} has those by mean and deviation. */
final class NormalizationVjps {

    private NormalizationVjps() {}

    /** With stored statistics it is linear, channel by channel: y = x gamma / sqrt(variance + epsilon) + ... */
    static Value batchNormalization(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        Value epsilon = ops.constant(node.node().real("epsilon", 1e-5f));
        Value deviation = ops.sqrt(ops.add(node.input(4), epsilon));
        Value factor = ops.div(node.input(1), deviation);
        return ops.mul(node.cotangent(), node.alongChannels(factor));
    }

    /**
     * y = x s^-beta with s = bias + alpha / size (sum of x^2 over the channels near). An x has its part in the sums of
     * all channels whose neighbourhood it is in: c s^-beta - 2 alpha beta / size x (sum of c y / s over those).
     */
    static Value localResponse(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        Value x = node.input(0);
        float beta = node.node().real("beta", 0.75f);
        Value sums = ops.pointwiseConv(ops.square(x), neighbours(node, false));
        Value s = ops.add(sums, ops.constant(node.node().real("bias", 1)));
        Value shares = ops.div(ops.mul(node.cotangent(), node.output()), s);
        Value back = ops.mul(ops.pointwiseConv(shares, neighbours(node, true)), ops.constant(2 * beta));
        Value direct = ops.mul(node.cotangent(), ops.pow(s, ops.constant(-beta)));
        return ops.sub(direct, ops.mul(x, back));
    }

    /** alpha / size where a channel lies in another one's neighbourhood, as the kernel of a pointwise convolution. */
    private static Value neighbours(DifferentiatedNode node, boolean transposed) {
        Shape x = node.shape(0);
        int channels = x.dimension(1);
        int size = Math.toIntExact(node.node().integer("size", 1));
        float weight = node.node().real("alpha", 1e-4f) / size;
        float[] weights = new float[channels * channels];
        for (int channel = 0; channel < channels; channel++) {
            int first = Math.max(0, channel - (size - 1) / 2);
            int last = Math.min(channels - 1, channel + size / 2);
            for (int near = first; near <= last; near++) {
                weights[transposed ? near * channels + channel : channel * channels + near] = weight;
            }
        }
        int[] extents = x.dimensions();
        Arrays.fill(extents, 1);
        extents[0] = channels;
        extents[1] = channels;
        return node.ops().constant(Shape.of(extents), weights);
    }

    /** y = x / n with the norm n over one axis: (c - (dn/dx) sum(c y)) / n, where dn/dx is y, or for p = 1 sign(x). */
    static Value lp(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        Value x = node.input(0);
        int axis = node.axis(-1, node.shape(0).rank());
        boolean isL1 = node.node().integer("p", 2) == 1;
        Value norm = ops.reduce(isL1 ? "ReduceL1" : "ReduceL2", x, true, axis);
        Value slope = isL1 ? ops.sign(x) : node.output();
        Value total = ops.reduceSum(ops.mul(node.cotangent(), node.output()), true, axis);
        return node.dividedOrZero(ops.sub(node.cotangent(), ops.mul(slope, total)), norm);
    }
}
