package dev.regard.runtime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.regard.onnx.Model;
import dev.regard.onnx.OnnxWriter;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import java.lang.ref.Reference;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A graph in an ONNX Runtime session that reads the model's weights where they lie in memory: all sessions of a model share
 * them. What ONNX Runtime makes of weights, such as another order for its fastest convolutions, each session has for itself.
 */
final class GraphSession implements AutoCloseable {

    /** Holds the memory of the weights. */
    private final Model model;

    private final OrtSession.SessionOptions options;
    private final Map<String, OnnxTensorLike> weights;
    private final OrtSession session;

    private GraphSession(
            Model model, OrtSession.SessionOptions options, Map<String, OnnxTensorLike> weights, OrtSession session) {
        this.model = model;
        this.options = options;
        this.weights = weights;
        this.session = session;
    }

    /**
     * Opens a session.
     *
     * @param outputs what it gives
     * @param options closed with it, also where it cannot be opened
     */
    static GraphSession open(Model model, Collection<Value> outputs, OrtSession.SessionOptions options)
            throws OrtException {
        Map<String, OnnxTensorLike> weights = new HashMap<>();
        try {
            OnnxWriter.Parts parts = OnnxWriter.writeParts(model, outputs);
            for (Map.Entry<String, TensorData> weight : parts.weights().entrySet()) {
                weights.put(weight.getKey(), tensor(weight.getValue()));
            }
            if (!weights.isEmpty()) {
                options.addExternalInitializers(weights);
            }
            OrtSession session = OrtEnvironment.getEnvironment().createSession(parts.graph(), options);
            return new GraphSession(model, options, weights, session);
        } catch (OrtException | RuntimeException e) {
            weights.values().forEach(OnnxTensorLike::close);
            options.close();
            throw e;
        }
    }

    private static OnnxTensor tensor(TensorData weight) throws OrtException {
        OnnxJavaType type = switch (weight.type()) {
            case FLOAT -> OnnxJavaType.FLOAT;
            case DOUBLE -> OnnxJavaType.DOUBLE;
            case FLOAT16 -> OnnxJavaType.FLOAT16;
            case BOOL -> OnnxJavaType.BOOL;
            case INT8 -> OnnxJavaType.INT8;
            case UINT8 -> OnnxJavaType.UINT8;
            case INT16 -> OnnxJavaType.INT16;
            case INT32 -> OnnxJavaType.INT32;
            case INT64 -> OnnxJavaType.INT64;
            default -> throw new IllegalArgumentException("no weights of type " + weight.type());
        };
        return OnnxTensor.createTensor(
                OrtEnvironment.getEnvironment(), weight.bytes(), weight.shape().toLongs(), type);
    }

    /** Runs it for all outputs. */
    OrtSession.Result run(Map<String, ? extends OnnxTensorLike> inputs) throws OrtException {
        return session.run(inputs);
    }

    /** Runs it for some outputs; {@code interrupt} may end the run. */
    OrtSession.Result run(Map<String, ? extends OnnxTensorLike> inputs, Set<String> outputs, Interrupt interrupt)
            throws OrtException {
        return session.run(inputs, outputs, interrupt.options());
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        } finally {
            weights.values().forEach(OnnxTensorLike::close);
            options.close();
            Reference.reachabilityFence(model);
        }
    }
}
