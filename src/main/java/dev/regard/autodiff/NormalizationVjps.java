package dev.regard.autodiff;

import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.Arrays;

/** Rules of normalizations. */
final class NormalizationVjps {

    private NormalizationVjps() {}

    /** With stored statistics it is linear, channel by channel: y = x gamma / sqrt(variance + epsilon) + ... */
    static Value batchNormalization(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        Value epsilon = ops.constant(node.node().real("epsilon", 1e-5f));
        Value deviation = ops.sqrt(ops.add(node.input(4), epsilon));
        Value factor = ops.div(node.input(1), deviation);
        long[] alongChannels = new long[node.input(0).shape().rank() - 1];
        Arrays.fill(alongChannels, 1);
        alongChannels[0] = -1;
        return ops.mul(node.cotangent(), ops.reshape(factor, alongChannels));
    }
}
