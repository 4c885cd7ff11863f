package dev.regard.autodiff;

import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.Arrays;

/** Rules of normalizations by what is stored or lies near. {@link StandardizationVjps} has those by mean and deviation. */
final class NormalizationVjps {

    private NormalizationVjps() {}

    /**
     * With given statistics, channel by channel: y = (x - mean) scale r + bias with r = 1 / sqrt(variance + epsilon). Inputs
     * are x, scale, bias, mean and variance.
     */
    static Value batchNormalization(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        Value epsilon = ops.constant(node.node().real("epsilon", 1e-5f));
        Value deviation = ops.sqrt(ops.add(node.input(4), epsilon));
        Value factor = ops.div(node.input(1), deviation);
        return switch (input) {
            case 0 -> ops.mul(node.cotangent(), node.alongChannels(factor));
            case 1 -> ops.div(centredSum(node), deviation);
            case 2 -> node.sumByChannel(node.cotangent());
            case 3 -> ops.neg(ops.mul(node.sumByChannel(node.cotangent()), factor));
            default -> {
                Value slope = ops.div(factor, ops.add(node.input(4), epsilon));
                yield ops.mul(ops.mul(centredSum(node), slope), ops.constant(-0.5f));
            }
        };
    }

    /** The sum of c (x - mean) in each channel. */
    private static Value centredSum(DifferentiatedNode node) {
        Value centred = node.ops().sub(node.input(0), node.alongChannels(node.input(3)));
        return node.sumByChannel(node.ops().mul(node.cotangent(), centred));
    }

    /**
     * y = x s^-beta with s = bias + alpha / size (sum of x^2 over the channels near). An x has its part in the sums of
     * all channels whose neighbourhood it is in: c s^-beta - 2 alpha beta / size x (sum of c y / s over those).
     */
    static Value localResponse(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        Value x = node.input(0);
        float beta = node.node().real("beta", 0.75f);
        Value near = neighbours(node);
        Value sums = ops.pointwiseConv(ops.square(x), near);
        Value s = ops.add(sums, ops.constant(node.node().real("bias", 1)));
        Value shares = ops.div(ops.mul(node.cotangent(), node.output()), s);
        Value back = ops.mul(ops.pointwiseConv(shares, near), ops.constant(2 * beta));
        Value direct = ops.mul(node.cotangent(), ops.pow(s, ops.constant(-beta)));
        return ops.sub(direct, ops.mul(x, back));
    }

    /**
     * alpha / size where two channels are near each other, as the kernel of a pointwise convolution. The runtime takes odd
     * sizes only, so that being near is mutual.
     */
    private static Value neighbours(DifferentiatedNode node) {
        Shape x = node.shape(0);
        int channels = x.dimension(1);
        int size = Math.toIntExact(node.node().integer("size", 1));
        float weight = node.node().real("alpha", 1e-4f) / size;
        float[] weights = new float[channels * channels];
        for (int at = 0; at < weights.length; at++) {
            boolean isNear = Math.abs(at / channels - at % channels) <= size / 2;
            weights[at] = isNear ? weight : 0;
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
