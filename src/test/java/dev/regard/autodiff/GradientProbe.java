package dev.regard.autodiff;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Model;
import dev.regard.onnx.OnnxWriter;
import dev.regard.onnx.Value;
import dev.regard.runtime.ShapeProbe;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A function y of one value x in ONNX Runtime, beside it the gradient that the rules write. Where the batch is free, it
 * runs with several rows.
 */
final class GradientProbe implements AutoCloseable {

    private static final int ROWS = 3;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final Shape inputShape;
    private final Shape outputShape;

    /** What came out. */
    record Result(FloatTensor y, FloatTensor gradient) {}

    /**
     * Measures a model, differentiates it and opens a session.
     *
     * @param x     its only input
     * @param one   the shape of x for one row
     * @param y     what is differentiated
     * @param level how much the runtime may rearrange
     */
    GradientProbe(Model model, Value x, Shape one, Value y, OrtSession.SessionOptions.OptLevel level) {
        model.graph().addOutput(y);
        ShapeProbe.measure(model, x, one);
        this.inputShape = rows(x);
        this.outputShape = rows(y);
        Value seed = model.graph()
                .addInput("seed", DataType.FLOAT, Collections.nCopies(y.shape().rank(), -1L));
        Value gradient = ReverseMode.differentiate(model, y, seed, List.of(x), RuleSet.EXACT)
                .get(x);
        byte[] bytes = OnnxWriter.write(model, List.of(y, Objects.requireNonNull(gradient)));
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(level);
            options.setIntraOpNumThreads(1);
            this.session = environment.createSession(bytes, options);
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    private static Shape rows(Value value) {
        int[] extents = value.shape().dimensions();
        value.batchAxis().ifPresent(axis -> extents[axis] *= ROWS);
        return Shape.of(extents);
    }

    Shape inputShape() {
        return inputShape;
    }

    Shape outputShape() {
        return outputShape;
    }

    /** Runs the function and its gradient at {@code x}, the outputs weighted by {@code weights}. */
    Result at(FloatTensor x, FloatTensor weights) {
        try (OnnxTensor xTensor = tensor(x);
                OnnxTensor seedTensor = tensor(weights);
                OrtSession.Result result =
                        session.run(Map.<String, OnnxTensorLike>of("x", xTensor, "seed", seedTensor))) {
            return new Result(numbers((OnnxTensor) result.get(0)), numbers((OnnxTensor) result.get(1)));
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    private OnnxTensor tensor(FloatTensor numbers) throws OrtException {
        return OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(numbers.values()), numbers.shape().toLongs());
    }

    private static FloatTensor numbers(OnnxTensor tensor) {
        FloatBuffer buffer = tensor.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return new FloatTensor(Shape.of(tensor.getInfo().getShape()), values);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }
}
