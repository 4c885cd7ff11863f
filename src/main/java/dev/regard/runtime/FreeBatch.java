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
import dev.regard.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
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
    /** What is computed from the picture. */
    private final Set<Value> pictured = new HashSet<>();

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
        pictured.add(input);
        for (Node node : model.graph().nodes()) {
            if (node.inputs().stream().anyMatch(pictured::contains)) {
                add(node);
                node.outputs().stream().filter(Objects::nonNull).forEach(pictured::add);
            } else {
                copy.add(node);
            }
        }
        model.graph().outputs().forEach(output -> copy.model().graph().addOutput(copy.of(output)));
        return copy.model();
    }

    private void add(Node node) {
        if (node.is("Reshape") && isOfOnePicture(node)) {
            long[] extents = node.output().shape().toLongs();
            extents[0] = -1;
            copy.add(node, "", "Reshape", List.of(copy.of(node.input(0)), ops.longs(extents)), node.attributes());
        } else if (node.is("Concat") && node.integer("axis", 0) != 0) {
            copy.add(node, "", "Concat", repeated(node), node.attributes());
        } else {
            copy.add(node);
        }
    }

    /** True where the extents are constant, and none is left open that could take the other pictures. */
    private static boolean isOfOnePicture(Node node) {
        long[] extents = Constants.of(node.input(1)).map(TensorData::toLongs).orElseGet(() -> new long[0]);
        boolean isOpen = false;
        for (long extent : extents) {
            isOpen |= extent == -1;
        }
        return extents.length > 0 && (extents[0] == 1 || (extents[0] > 1 && !isOpen));
    }

    /** The inputs of a Concat: what is the same for every picture, such as a class token, as often as there are pictures. */
    private List<@Nullable Value> repeated(Node node) {
        Value picture = node.inputs().stream()
                .filter(pictured::contains)
                .findFirst()
                .map(copy::of)
                .orElseThrow();
        List<@Nullable Value> inputs = new ArrayList<>();
        for (Value value : node.inputs()) {
            Value same = copy.of(Objects.requireNonNull(value));
            inputs.add(pictured.contains(value) || !isOneRow(value) ? same : repeated(same, value.shape(), picture));
        }
        return inputs;
    }

    private static boolean isOneRow(Value value) {
        return value.hasShape() && value.shape().rank() > 1 && value.shape().dimension(0) == 1;
    }

    private Value repeated(Value same, Shape shape, Value picture) {
        long[] rest = new long[shape.rank() - 1];
        System.arraycopy(shape.toLongs(), 1, rest, 0, rest.length);
        Map<String, Attribute> firstAxis = Map.of("end", new Attribute.Int(1));
        Value count = ops.node("Shape", List.of(picture), firstAxis);
        return ops.node("Expand", same, ops.concat(0, List.of(count, ops.longs(rest))));
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

    private float[] noise(int seed) {
        Random random = new Random(seed);
        float[] numbers = new float[input.shape().size()];
        for (int index = 0; index < numbers.length; index++) {
            numbers[index] = random.nextFloat();
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
