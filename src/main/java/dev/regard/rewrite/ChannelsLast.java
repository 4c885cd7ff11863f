package dev.regard.rewrite;

import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;

/** Pictures [N, H, W, C], as some of ONNX Runtime's own operators take them. */
final class ChannelsLast {

    private ChannelsLast() {}

    /** From [N, H, W, C] to [N, C, H, W]. */
    static Value first(Ops ops, Value x) {
        return ops.transpose(x, 0, 3, 1, 2);
    }

    /** From [N, C, H, W] to [N, H, W, C]. */
    static Value last(Ops ops, Value x) {
        return ops.transpose(x, 0, 2, 3, 1);
    }
}
