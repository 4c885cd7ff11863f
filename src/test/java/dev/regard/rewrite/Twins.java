package dev.regard.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.regard.onnx.Model;
import dev.regard.onnx.Node;
import dev.regard.onnx.OnnxWriter;
import dev.regard.onnx.Ops;
import dev.regard.tensor.FloatTensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A model and what it was lifted to, run side by side. */
final class Twins {

    private Twins() {}

    /**
     * Lifts a model and compares the outputs.
     *
     * @param x         the input
     * @param tolerance how far two numbers may lie apart
     */
    static void check(Model model, FloatTensor x, double tolerance) {
        check(model, model, x, tolerance);
    }

    /**
     * Lifts a model that ONNX Runtime cannot run as it is, and compares the outputs with those of another that computes the
     * same.
     */
    static void check(Model model, Model other, FloatTensor x, double tolerance) {
        Model lifted = Lift.lift(model);
        assertThat(lifted.opset()).isEqualTo(Ops.OPSET);
        assertThat(lifted.graph().nodes())
                .noneMatch(node -> Liftings.find(node, lifted.opset()).isPresent());
        assertThat(lifted.graph().nodes()).extracting(Node::domain).containsOnly("");
        List<float[]> expected = run(other, x);
        List<float[]> actual = run(lifted, x);
        assertThat(actual).hasSameSizeAs(expected);
        for (int output = 0; output < expected.size(); output++) {
            assertThat(actual.get(output)).hasSameSizeAs(expected.get(output));
            for (int i = 0; i < expected.get(output).length; i++) {
                assertThat(actual.get(output)[i]).isCloseTo(expected.get(output)[i], within((float) tolerance));
            }
        }
    }

    /** All outputs; of the input's first name. */
    private static List<float[]> run(Model model, FloatTensor x) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            try (OrtSession session = environment.createSession(OnnxWriter.write(model), options);
                    OnnxTensor input = OnnxTensor.createTensor(
                            environment, FloatBuffer.wrap(x.values()), x.shape().toLongs());
                    OrtSession.Result result = session.run(Map.<String, OnnxTensorLike>of(
                            session.getInputNames().iterator().next(), input))) {
                List<float[]> outputs = new ArrayList<>();
                for (int index = 0; index < result.size(); index++) {
                    outputs.add(numbers((OnnxTensor) result.get(index)));
                }
                return outputs;
            }
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    private static float[] numbers(OnnxTensor tensor) {
        float[] numbers = new float[(int) tensor.getInfo().getNumElements()];
        switch (tensor.getInfo().type) {
            case FLOAT -> tensor.getFloatBuffer().get(numbers);
            case INT64 -> {
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = tensor.getLongBuffer().get(i);
                }
            }
            case UINT8, INT8 -> {
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = tensor.getByteBuffer().get(i) & 0xff;
                }
            }
            default -> throw new AssertionError("no output of type " + tensor.getInfo().type);
        }
        return numbers;
    }
}
