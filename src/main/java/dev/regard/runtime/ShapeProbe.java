package dev.regard.runtime;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.regard.onnx.Bodies;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Graph;
import dev.regard.onnx.GraphCopy;
import dev.regard.onnx.Model;
import dev.regard.onnx.Node;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Measures shapes by asking the runtime: a run that gives the shape of every value, and the numbers of those that
 * depend on shapes alone; where the batch is free a second one, with two pictures, that tells which axes grow with it.
 */
public final class ShapeProbe {

    /** How far the scores of one picture may differ between batches, relative to the largest score. */
    private static final double SAME_SCORES = 1e-3;

    private static final Set<String> READS_SHAPE_ONLY = Set.of("Shape", "Size");

    private final Model model;
    private final Value input;
    private final Shape shape;
    private final boolean isAlone;
    private final Set<Value> settings = new HashSet<>();
    /** For each computed value the name of the output that tells its shape. */
    private final Map<Value, String> shapeOutputs = new LinkedHashMap<>();

    private ShapeProbe(Model model, Value input, Shape shape, boolean isAlone) {
        this.model = model;
        this.input = input;
        this.shape = shape;
        this.isAlone = isAlone;
    }

    /**
     * Notes the shape of every value of a model for a batch of one picture, the axis that grows with the batch where
     * the batch is free, and the numbers that follow from shapes alone.
     *
     * @param model to measure
     * @param input its only input
     * @param shape of that input for one picture
     * @return what each output of floats holds for an image of noise
     * @throws InvalidModelException where the model cannot be run
     */
    public static Map<Value, float[]> measure(Model model, Value input, Shape shape) {
        // Where the numbers decide what is computed, each picture has to decide for itself.
        return measure(model, input, shape, Bodies.hasChoice(model.graph()));
    }

    /** As {@link #measure(Model, Value, Shape)}, for a model that takes one picture at a time, whatever it says. */
    static void measureOne(Model model, Value input, Shape shape) {
        measure(model, input, shape, true);
    }

    private static Map<Value, float[]> measure(Model model, Value input, Shape shape, boolean isAlone) {
        input.measured(shape);
        ShapeProbe probe = new ShapeProbe(model, input, shape, isAlone);
        try (GraphSession session = probe.open()) {
            return probe.run(session);
        } catch (OrtException e) {
            throw new InvalidModelException("ONNX Runtime cannot run it: " + OrtReason.of(e), e);
        }
    }

    /** A Shape node behind every value keeps none of them alive, so that big models fit into memory. */
    private GraphSession open() throws OrtException {
        GraphCopy copy = GraphCopy.whole(model);
        Graph graph = copy.model().graph();
        findSettings();
        List<Value> outputs = new ArrayList<>(graph.outputs());
        Set<Value> withoutShape = Sequences.among(model.graph());
        for (Node node : model.graph().nodes()) {
            for (Value value : node.outputs()) {
                if (value != null && !withoutShape.contains(value)) {
                    Value shapeOf = graph.addNode("Shape", "regard/shape", List.of(copy.of(value)), Map.of());
                    shapeOutputs.put(value, shapeOf.name());
                    outputs.add(shapeOf);
                }
            }
        }
        settings.stream()
                .map(copy::of)
                .filter(value -> !outputs.contains(value))
                .forEach(outputs::add);
        return open(copy.model(), outputs);
    }

    /** A session for a few runs, that is not worth optimizing. */
    static GraphSession open(Model model, Collection<Value> outputs) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
        // Weights are used once or twice: to bring them into the order of the fastest kernels does not pay.
        options.addConfigEntry("session.disable_prepacking", "1");
        return GraphSession.open(model, outputs, options);
    }

    /** What is computed from shapes and constants, and never from a picture's numbers. */
    private void findSettings() {
        Set<Value> pictured = new HashSet<>(Set.of(input));
        for (Node node : model.graph().nodes()) {
            boolean isSetting = READS_SHAPE_ONLY.contains(node.opType())
                    || node.inputs().stream().noneMatch(pictured::contains);
            for (Value output : node.outputs()) {
                if (output != null) {
                    (isSetting ? settings : pictured).add(output);
                }
            }
        }
    }

    private Map<Value, float[]> run(GraphSession session) throws OrtException {
        Map<String, TensorData> settingsOfOne;
        try (OnnxTensor picture = pictures(1);
                OrtSession.Result one = session.run(Map.<String, OnnxTensorLike>of(input.name(), picture))) {
            shapeOutputs.forEach((value, name) -> value.measured(shape(one, name)));
            settingsOfOne = settings(one);
            if (isBatchFree() && !isAlone) {
                runTwo(session, one, settingsOfOne);
            } else {
                note(settingsOfOne);
            }
            return numbers(one);
        }
    }

    private Map<Value, float[]> numbers(OrtSession.Result result) {
        Map<Value, float[]> numbers = new LinkedHashMap<>();
        for (Value output : model.graph().outputs()) {
            FloatBuffer floats = floats(result, output.name());
            if (floats.hasRemaining()) {
                float[] values = new float[floats.remaining()];
                floats.get(values);
                numbers.put(output, values);
            }
        }
        return numbers;
    }

    private void runTwo(GraphSession session, OrtSession.Result one, Map<String, TensorData> settingsOfOne)
            throws OrtException {
        try (OnnxTensor pictures = pictures(2);
                OrtSession.Result two = session.run(Map.<String, OnnxTensorLike>of(input.name(), pictures))) {
            if (agree(one, two)) {
                input.growsAlong(0);
                shapeOutputs.forEach((value, name) -> noteBatchAxis(value, shape(two, name)));
                settingsOfOne.entrySet().retainAll(settings(two).entrySet());
            }
        } catch (OrtException e) {
            // The batch is written into the graph somewhere: it takes one picture at a time.
        }
        note(settingsOfOne);
    }

    private void note(Map<String, TensorData> numbers) {
        for (Value value : settings) {
            TensorData found = numbers.get(value.name());
            if (found != null) {
                value.measuredFixed(found);
            }
        }
    }

    private boolean isBatchFree() {
        return model.graph().inputs().stream()
                .anyMatch(candidate ->
                        candidate.value() == input && candidate.dimensions().getFirst() < 0);
    }

    private static void noteBatchAxis(Value value, Shape two) {
        Shape one = value.shape();
        for (int axis = 0; axis < Math.min(one.rank(), two.rank()); axis++) {
            if (one.dimension(axis) != two.dimension(axis)) {
                value.growsAlong(axis);
                return;
            }
        }
    }

    /** True where the first picture's outputs do not depend on the batch it is in. */
    private boolean agree(OrtSession.Result one, OrtSession.Result two) {
        for (Value output : model.graph().outputs()) {
            FloatBuffer alone = floats(one, output.name());
            FloatBuffer together = floats(two, output.name());
            double largest = 0;
            double difference = 0;
            for (int i = 0; i < Math.min(alone.remaining(), together.remaining()); i++) {
                largest = Math.max(largest, Math.abs(alone.get(i)));
                difference = Math.max(difference, Math.abs(alone.get(i) - together.get(i)));
            }
            if (difference > SAME_SCORES * largest) {
                return false;
            }
        }
        return true;
    }

    /** The numbers of an output; none where they are not float. */
    static FloatBuffer floats(OrtSession.Result result, String name) {
        return result.get(name).orElseThrow() instanceof OnnxTensor tensor
                        && tensor.getInfo().type == OnnxJavaType.FLOAT
                ? Objects.requireNonNull(tensor.getFloatBuffer())
                : FloatBuffer.allocate(0);
    }

    private static Shape shape(OrtSession.Result result, String name) {
        return Shape.of(numbers(result, name).orElseThrow().toLongs());
    }

    private Map<String, TensorData> settings(OrtSession.Result result) {
        Map<String, TensorData> found = new LinkedHashMap<>();
        for (Value value : settings) {
            numbers(result, value.name()).ifPresent(numbers -> found.put(value.name(), numbers));
        }
        return found;
    }

    /** The numbers of an output that holds whole numbers of 64 bits, or one truth. */
    private static Optional<TensorData> numbers(OrtSession.Result result, String name) {
        if (!(result.get(name).orElseThrow() instanceof OnnxTensor tensor)) {
            return Optional.empty();
        }
        TensorInfo info = tensor.getInfo();
        if (info.type == OnnxJavaType.BOOL && info.getNumElements() == 1) {
            return Optional.of(new TensorData(DataType.BOOL, Shape.of(info.getShape()), tensor.getByteBuffer()));
        }
        if (info.type != OnnxJavaType.INT64) {
            return Optional.empty();
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.toIntExact(8 * info.getNumElements())).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(tensor.getLongBuffer());
        return Optional.of(new TensorData(DataType.INT64, Shape.of(info.getShape()), bytes));
    }

    /**
     * Noise: different pictures in one batch, the first one the same in every batch. Each is darker and flatter than the one
     * before, so that statistics of the batch, where a model takes them, are others than those of the first.
     */
    private OnnxTensor pictures(int count) throws OrtException {
        Random random = new Random(1);
        float[] numbers = new float[count * shape.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = random.nextFloat() / (1 << 2 * (i / shape.size()));
        }
        long[] extents = shape.toLongs();
        extents[0] *= count;
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), FloatBuffer.wrap(numbers), extents);
    }
}
