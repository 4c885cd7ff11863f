package dev.regard.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.regard.onnx.Attribute;
import dev.regard.onnx.Constants;
import dev.regard.onnx.Graph;
import dev.regard.onnx.GraphCopy;
import dev.regard.onnx.Model;
import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Frees the batch of a model that was exported for one picture, so that several classes or pictures are one run. The one
 * picture is written into the shapes that Reshape takes, and into constants that stand beside it in a Concat. Whether the
 * freed model treats every picture as if it were alone is measured; where it does not, the batch stays fixed.
 */
final class FreeBatch {

    /** How far the outputs for a picture may differ between batches, relative to the largest. */
    private static final double SAME = 1e-4;

    private final Model model;
    private final Value input;
    private final GraphCopy copy;
    private final Ops ops;
    /** What is computed from the picture, with where pictures would lie in it, as far as that can be told. */
    private final Map<Value, BatchAxis> axes = new HashMap<>();

    private FreeBatch(Model model, Value input) {
        this.model = model;
        this.input = input;
        this.copy = GraphCopy.begin(model, UnaryOperator.identity(), FreeBatch::freed);
        this.ops = new Ops(copy.model(), "regard/batch/");
    }

    /**
     * The model with a free batch.
     *
     * @param model measured
     * @param input its only input
     * @return empty where the batch is free already, or cannot be freed
     */
    static Optional<Model> of(Model model, Graph.GraphInput input) {
        if (input.dimensions().getFirst() != 1) {
            return Optional.empty();
        }
        FreeBatch batch = new FreeBatch(model, input.value());
        Model free = batch.write();
        return batch.isEachAsAlone(free) ? Optional.of(free) : Optional.empty();
    }

    private static Graph.GraphInput freed(Graph.GraphInput input) {
        List<Long> dimensions = new ArrayList<>(input.dimensions());
        dimensions.set(0, -1L);
        return new Graph.GraphInput(input.value(), input.type(), dimensions);
    }

    private Model write() {
        axes.put(input, BatchAxis.FIRST);
        for (Node node : model.graph().nodes()) {
            Value picture =
                    node.inputs().stream().filter(axes::containsKey).findFirst().orElse(null);
            if (picture == null) {
                copy.add(node);
            } else {
                BatchAxis behind = Objects.requireNonNull(axes.get(picture)).behind(node, picture);
                node.outputs().stream().filter(Objects::nonNull).forEach(output -> axes.put(output, behind));
                add(node, copy.of(picture), behind.axis());
            }
        }
        model.graph().outputs().forEach(output -> copy.model().graph().addOutput(copy.of(output)));
        return copy.model();
    }

    private void add(Node node, Value picture, int axis) {
        if (node.is("Reshape") && isOfOnePicture(node, axis)) {
            long[] extents = node.output().shape().toLongs();
            extents[axis] = -1;
            copy.add(node, "", "Reshape", List.of(copy.of(node.input(0)), ops.longs(extents)), node.attributes());
        } else if (node.is("Concat") && node.integer("axis", 0) != axis) {
            copy.add(node, "", "Concat", repeated(node, picture, axis), node.attributes());
        } else {
            copy.add(node);
        }
    }

    /** True where the extents are constant, and none is left open that takes the other pictures already. */
    private static boolean isOfOnePicture(Node node, int axis) {
        long[] extents = Constants.of(node.input(1)).map(TensorData::toLongs).orElseGet(() -> new long[0]);
        boolean isOpen = Arrays.stream(extents).anyMatch(extent -> extent == -1);
        return axis < extents.length && extents[axis] > 0 && (extents[axis] == 1 || !isOpen);
    }

    /** The inputs of a Concat: what is the same for every picture, such as a class token, as often as there are pictures. */
    private List<@Nullable Value> repeated(Node node, Value picture, int axis) {
        List<@Nullable Value> inputs = new ArrayList<>();
        for (Value value : node.inputs()) {
            Value same = copy.of(Objects.requireNonNull(value));
            boolean isOne = !axes.containsKey(value)
                    && value.hasShape()
                    && axis < value.shape().rank()
                    && value.shape().dimension(axis) == 1;
            inputs.add(isOne ? repeated(same, value.shape().rank(), picture, axis) : same);
        }
        return inputs;
    }

    private Value repeated(Value same, int rank, Value picture, int axis) {
        Map<String, Attribute> oneAxis = Map.of("start", new Attribute.Int(axis), "end", new Attribute.Int(axis + 1L));
        Value count = ops.node("Shape", List.of(picture), oneAxis);
        List<Value> extents = new ArrayList<>(Collections.nCopies(rank, ops.longs(1)));
        extents.set(axis, count);
        return ops.node("Expand", same, ops.concat(0, extents));
    }

    private boolean isEachAsAlone(Model free) {
        float[] first = noise(1);
        float[] second = noise(2);
        float[] both = new float[2 * first.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        try (GraphSession session = ShapeProbe.open(free, free.graph().outputs())) {
            List<float[]> firstAlone = run(session, free, first, 1);
            List<float[]> secondAlone = run(session, free, second, 1);
            List<float[]> together = run(session, free, both, 2);
            for (int output = 0; output < together.size(); output++) {
                if (!isJoined(firstAlone.get(output), secondAlone.get(output), together.get(output))) {
                    return false;
                }
            }
            return true;
        } catch (OrtException e) {
            // The batch is written into the graph somewhere else.
            return false;
        }
    }

    /** Darker and flatter with each seed, so that statistics of a batch are others than those of its parts. */
    private float[] noise(int seed) {
        Random random = new Random(seed);
        float[] numbers = new float[input.shape().size()];
        for (int index = 0; index < numbers.length; index++) {
            numbers[index] = random.nextFloat() / (seed * seed);
        }
        return numbers;
    }

    private List<float[]> run(GraphSession session, Model free, float[] pictures, int count) throws OrtException {
        long[] extents = input.shape().toLongs();
        extents[0] = count;
        try (OnnxTensor tensor =
                        OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), FloatBuffer.wrap(pictures), extents);
                OrtSession.Result result = session.run(Map.of(input.name(), tensor))) {
            List<float[]> outputs = new ArrayList<>();
            for (Value output : free.graph().outputs()) {
                FloatBuffer numbers = ShapeProbe.floats(result, output.name());
                float[] values = new float[numbers.remaining()];
                numbers.get(values);
                outputs.add(values);
            }
            return outputs;
        }
    }

    private static boolean isJoined(float[] first, float[] second, float[] together) {
        if (together.length != first.length + second.length) {
            return false;
        }
        double largest = 0;
        double difference = 0;
        for (int index = 0; index < together.length; index++) {
            float alone = index < first.length ? first[index] : second[index - first.length];
            largest = Math.max(largest, Math.abs(alone));
            difference = Math.max(difference, Math.abs(alone - together[index]));
        }
        return difference <= SAME * largest;
    }
}
