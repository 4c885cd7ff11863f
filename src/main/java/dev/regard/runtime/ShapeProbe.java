package dev.regard.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.regard.onnx.Model;
import dev.regard.onnx.Node;
import dev.regard.onnx.OnnxWriter;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures shapes by asking the runtime: one run in which every value is an output. */
public final class ShapeProbe {

    private ShapeProbe() {}

    /**
     * Notes the shape of every value of a model for a batch of one picture.
     *
     * @param model to measure
     * @param input its input
     * @param shape of that input
     * @throws InvalidModelException where the model cannot be run
     */
    public static void measure(Model model, Value input, Shape shape) {
        List<Value> computed = new ArrayList<>();
        for (Node node : model.graph().nodes()) {
            node.outputs().stream().filter(output -> output != null).forEach(computed::add);
        }
        input.measured(shape);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            options.setIntraOpNumThreads(1);
            try (OrtSession session = environment.createSession(OnnxWriter.write(model, computed), options);
                    OnnxTensor zeros =
                            OnnxTensor.createTensor(environment, FloatBuffer.allocate(shape.size()), shape.toLongs());
                    OrtSession.Result result = session.run(Map.<String, OnnxTensorLike>of(input.name(), zeros))) {
                for (Value value : computed) {
                    result.get(value.name()).ifPresent(measured -> note(value, measured));
                }
            }
        } catch (OrtException e) {
            throw new InvalidModelException("ONNX Runtime cannot run it: " + firstLine(e), e);
        }
    }

    private static void note(Value value, OnnxValue measured) {
        if (measured instanceof OnnxTensor tensor) {
            TensorInfo info = tensor.getInfo();
            value.measured(Shape.of(info.getShape()));
        }
    }

    static String firstLine(OrtException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }
}
