package dev.regard.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.regard.onnx.Graph;

/**
 * Settings of ONNX Runtime for graphs of DequantizeLinear and QuantizeLinear. As it comes, it carries these nodes past
 * every Reshape, Transpose and MaxPool behind them (QDQPropagationTransformer) and turns int8 into uint8 where the processor
 * prefers that (QDQS8ToU8Transformer); from opset 21 on the second leaves the first one's {@code output_dtype} as it was, and
 * the graph cannot be loaded.
 */
final class QuantizedRuns {

    private static final String DISABLED = "optimization.disable_specified_optimizers";
    private static final String DISABLED_ALL = "session.disable_quant_qdq";

    /** Keeps activations as they are where weights alone are quantized: by default they would be rounded to 8 bits. */
    private static final String ACCURACY = "session.qdq_matmulnbits_accuracy_level";

    private static final String FLOATS = "1";

    private QuantizedRuns() {}

    /**
     * Sets what a pass over quantized numbers needs; leaves other graphs as they are. A forward pass goes without the
     * propagation alone and keeps the kernels for whole numbers, which take half the time of those for floats. A backward
     * pass needs activations and weights as floats anyway: without any of these steps the weights are dequantized once and not
     * in every run, and it takes half to three quarters of the time.
     *
     * @param isBackward true where gradients were written into the graph
     */
    static void adjust(OrtSession.SessionOptions options, Graph graph, boolean isBackward) throws OrtException {
        if (graph.nodes().stream().noneMatch(node -> node.is("DequantizeLinear"))) {
            return;
        }
        if (isBackward) {
            options.addConfigEntry(DISABLED_ALL, "1");
        } else {
            options.addConfigEntry(DISABLED, "QDQPropagationTransformer");
            options.addConfigEntry(ACCURACY, FLOATS);
        }
    }
}
