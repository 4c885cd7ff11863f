package dev.regard.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.regard.onnx.Attribute;
import dev.regard.onnx.Bodies;
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
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Frees the batch of a model that was exported for one picture, or for a fixed number of them, so that several classes or
 * pictures are one run. That number is written into the shapes that Reshape takes, into axes that are taken away and put
 * back, and into constants that stand beside the pictures. Whether the freed model treats every picture as if it were
 * alone, and as the model did, is measured; where it does not, the batch stays fixed.
 */
final class FreeBatch {

    /** How far the outputs for a picture may differ between batches, relative to the largest. */
    private static final double SAME = 1e-4;

    /** Operators that compute number by number: constants as long as the batch may stand beside the pictures. */
    private static final Set<String> NUMBER_BY_NUMBER =
            Set.of("Add", "Sub", "Mul", "Div", "Pow", "Max", "Min", "Where", "Equal", "Less", "Greater");

    private final Model model;
    private final Value input;
    /** Number of pictures that the model takes. */
    private final int count;

    private final GraphCopy copy;
    private final Ops ops;
    /** What is computed from the picture, with where pictures would lie in it, as far as that can be told. */
    private final Map<Value, BatchAxis> axes = new HashMap<>();

    private FreeBatch(Model model, Value input, int count) {
        this.model = model;
        this.input = input;
        this.count = count;
        this.copy = GraphCopy.begin(model, UnaryOperator.identity(), FreeBatch::freed);
        this.ops = new Ops(copy.model(), "regard/batch/");
    }

    /**
     * The model with a free batch.
     *
     * @param model measured
     * @param input its only input
     * @return empty where the batch is free already, cannot be freed, or has to be one picture for its numbers to decide
     *     what is computed
     */
    static Optional<Model> of(Model model, Graph.GraphInput input) {
        if (input.dimensions().getFirst() < 1 || Bodies.hasChoice(model.graph())) {
            return Optional.empty();
        }
        FreeBatch batch = new FreeBatch(
                model, input.value(), Math.toIntExact(input.dimensions().getFirst()));
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
                BatchAxis before = Objects.requireNonNull(axes.get(picture));
                BatchAxis behind = before.behind(node, picture, count);
                node.outputs().stream().filter(Objects::nonNull).forEach(output -> axes.put(output, behind));
                add(node, picture, before.axis(), behind.axis());
            }
        }
        model.graph().outputs().forEach(output -> copy.model().graph().addOutput(copy.of(output)));
        return copy.model();
    }

    private void add(Node node, Value picture, int before, int axis) {
        if (node.is("Reshape") && isOfFixedCount(node, axis) || losesOrGains(node, picture, before, axis)) {
            long[] extents = node.output().shape().toLongs();
            extents[axis] = -1;
            copy.add(node, "", "Reshape", List.of(copy.of(node.input(0)), ops.longs(extents)), reshaping(node));
        } else if (node.is("Concat") && node.integer("axis", 0) != axis) {
            copy.add(node, "", "Concat", repeated(node, copy.of(picture), axis), node.attributes());
        } else if (count > 1 && node.domain().isEmpty() && NUMBER_BY_NUMBER.contains(node.opType())) {
            copy.add(node, "", node.opType(), ofOnePicture(node, axis), node.attributes());
        } else {
            copy.add(node);
        }
    }

    private static Map<String, Attribute> reshaping(Node node) {
        return node.is("Reshape") ? node.attributes() : Map.of();
    }

    /** True where the extents are constant, and none is left open that takes the other pictures already. */
    private boolean isOfFixedCount(Node node, int axis) {
        long[] extents = Constants.of(node.input(1)).map(TensorData::toLongs).orElseGet(() -> new long[0]);
        boolean isOpen = Arrays.stream(extents).anyMatch(extent -> extent == -1);
        return axis < extents.length
                && extents[axis] > 0
                && extents[axis] % count == 0
                && (extents[axis] == count || !isOpen);
    }

    /** True where the axis of the one picture is taken away, or put back. */
    private boolean losesOrGains(Node node, Value picture, int before, int axis) {
        if (count > 1
                || !node.output().hasShape()
                || axis >= node.output().shape().rank()) {
            return false;
        }
        int rank = Math.max(picture.shape().rank(), node.output().shape().rank());
        return (node.is("Squeeze") || node.is("Unsqueeze"))
                && node.integers("axes", 1).stream()
                        .flatMapToLong(Arrays::stream)
                        .anyMatch(moved -> Math.floorMod((int) moved, rank) == (node.is("Squeeze") ? before : axis));
    }

    /** The inputs of a Concat: what is the same for every picture, such as a class token, as often as there are pictures. */
    private List<@Nullable Value> repeated(Node node, Value picture, int axis) {
        List<@Nullable Value> inputs = new ArrayList<>();
        for (Value value : ofOnePicture(node, axis)) {
            Value original = Objects.requireNonNull(node.inputs().get(inputs.size()));
            Value same = Objects.requireNonNull(value);
            inputs.add(
                    isOfEveryPicture(
                                    original,
                                    axis,
                                    original.hasShape() ? original.shape().rank() : 0)
                            ? repeated(same, original.shape().rank(), picture, axis)
                            : same);
        }
        return inputs;
    }

    /** The inputs of a node: what has a row for each picture, and does not come from them, with the first row alone. */
    private List<@Nullable Value> ofOnePicture(Node node, int axis) {
        List<@Nullable Value> inputs = new ArrayList<>();
        int rank = node.output().hasShape() ? node.output().shape().rank() : 0;
        for (Value value : node.inputs()) {
            if (value == null) {
                inputs.add(null);
            } else {
                boolean isCut = count > 1 && isOfEveryPicture(value, axis, rank);
                inputs.add(isCut ? ops.slice(copy.of(value), axis, 0, 1) : copy.of(value));
            }
        }
        return inputs;
    }

    private boolean isOfEveryPicture(Value value, int axis, int rank) {
        return !axes.containsKey(value)
                && value.hasShape()
                && value.shape().rank() == rank
                && axis < rank
                && value.shape().dimension(axis) == count;
    }

    private Value repeated(Value same, int rank, Value picture, int axis) {
        Map<String, Attribute> oneAxis = Map.of("start", new Attribute.Int(axis), "end", new Attribute.Int(axis + 1L));
        Value rows = ops.node("Shape", List.of(picture), oneAxis);
        List<Value> extents = new ArrayList<>(Collections.nCopies(rank, ops.longs(1)));
        extents.set(axis, rows);
        return ops.node("Expand", same, ops.concat(0, extents));
    }

    private boolean isEachAsAlone(Model free) {
        int together = Math.max(2, count);
        int length = input.shape().size() / count;
        float[] all = new float[together * length];
        try (GraphSession session = ShapeProbe.open(free, free.graph().outputs())) {
            List<List<float[]>> alone = new ArrayList<>();
            for (int picture = 0; picture < together; picture++) {
                float[] noise = noise(picture + 1);
                System.arraycopy(noise, 0, all, picture * length, length);
                alone.add(run(session, free, noise, 1));
            }
            List<float[]> joined = run(session, free, all, together);
            return areJoined(alone, joined) && (count == 1 || isAsBefore(all, joined));
        } catch (OrtException e) {
            // The batch is written into the graph somewhere else.
            return false;
        }
    }

    private boolean isAsBefore(float[] pictures, List<float[]> freed) throws OrtException {
        try (GraphSession session = ShapeProbe.open(model, model.graph().outputs())) {
            return areJoined(List.of(run(session, model, pictures, count)), freed);
        }
    }

    private static boolean areJoined(List<List<float[]>> parts, List<float[]> together) {
        for (int output = 0; output < together.size(); output++) {
            int place = output;
            int length = parts.stream().mapToInt(part -> part.get(place).length).sum();
            FloatBuffer joined = FloatBuffer.allocate(length);
            parts.forEach(part -> joined.put(part.get(place)));
            if (!isSame(joined.array(), together.get(output))) {
                return false;
            }
        }
        return true;
    }

    /** Darker and flatter with each seed, so that statistics of a batch are others than those of its parts. */
    private float[] noise(int seed) {
        Random random = new Random(seed);
        float[] numbers = new float[input.shape().size() / count];
        for (int index = 0; index < numbers.length; index++) {
            numbers[index] = random.nextFloat() / (seed * seed);
        }
        return numbers;
    }

    private List<float[]> run(GraphSession session, Model free, float[] pictures, int rows) throws OrtException {
        long[] extents = input.shape().toLongs();
        extents[0] = rows;
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

    private static boolean isSame(float[] alone, float[] together) {
        if (together.length != alone.length) {
            return false;
        }
        double largest = 0;
        double difference = 0;
        for (int index = 0; index < together.length; index++) {
            largest = Math.max(largest, Math.abs(alone[index]));
            difference = Math.max(difference, Math.abs(alone[index] - together[index]));
        }
        return difference <= SAME * largest;
    }
}
