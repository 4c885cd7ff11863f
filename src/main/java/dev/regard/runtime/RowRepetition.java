package dev.regard.runtime;

import dev.regard.onnx.DataType;
import dev.regard.onnx.GraphCopy;
import dev.regard.onnx.Model;
import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets the part of a graph behind a target run on rows of pictures' numbers: which row is which picture's is an input.
 * Several classes of one picture are several rows, and what lies before the target runs once. The numbers of the target
 * are those of the pictures, or others that are given: so the part behind runs alone, as far as nothing leads past the
 * target.
 */
final class RowRepetition {

    private final Model model;
    private final Value target;
    private final GraphCopy copy;
    private final Ops ops;
    private final Value rows;
    /** Number of times that the rows of the target are given for each row; 0 where they are the pictures'. */
    private final int given;
    /** Everything that is computed from the target. */
    private final Set<Value> behind = new HashSet<>();
    /** What is computed from shapes alone. */
    private final Set<Value> settings = new HashSet<>();
    /** What nodes behind the target read in place of an original value. */
    private final Map<Value, Value> repeated = new HashMap<>();

    private RowRepetition(Model model, Value target, int given) {
        this.given = given;
        this.model = model;
        this.target = target;
        this.copy = GraphCopy.begin(model);
        this.ops = new Ops(copy.model(), "regard/row/");
        this.rows = copy.model().graph().addInput("regard/rows", DataType.INT64, List.of(-1L));
    }

    /**
     * A copy of a model.
     *
     * @param copy    the whole of it
     * @param target  the rows of the target, in the target's own axes
     * @param given   the input that the rows of the target are given in, batch first; null where they are the pictures'
     * @param rows    the input that says which picture each row is of, [rows]
     */
    record Repeated(GraphCopy copy, Value target, @Nullable Value given, Value rows) {}

    /**
     * Copies a model so that everything behind the target has rows.
     *
     * @param model  with measured shapes and a free batch
     * @param target whose rows are repeated
     */
    static Repeated of(Model model, Value target) {
        return new RowRepetition(model, target, 0).run();
    }

    /**
     * Copies a model so that everything behind the target has rows, with an input in place of the target.
     *
     * @param model  with measured shapes; where its batch is not free, there is one row
     * @param target whose rows are given
     * @param copies how often the graph wants the row, where it fills its batch with copies
     */
    static Repeated ofGiven(Model model, Value target, int copies) {
        return new RowRepetition(model, target, copies).run();
    }

    private Repeated run() {
        findBehind();
        Value activations = given > 0 ? give() : null;
        if (activations == null && target.producer().isEmpty()) {
            repeated.put(target, repeat(target));
        }
        for (Node node : model.graph().nodes()) {
            boolean isBehind = node.inputs().stream().anyMatch(this::isBehind);
            if (isBehind) {
                node.inputs().stream().filter(Objects::nonNull).forEach(this::prepare);
            }
            copy.add(node, isBehind ? repeated : Map.of());
            if (activations == null && node.outputs().contains(target)) {
                repeated.put(target, repeat(target));
            }
        }
        model.graph().outputs().forEach(output -> copy.model().graph().addOutput(copy.of(output)));
        return new Repeated(copy, Objects.requireNonNull(repeated.get(target)), activations, rows);
    }

    private Value give() {
        int axis = target.batchAxis().orElse(0);
        List<Long> dimensions = new ArrayList<>();
        for (long extent : target.shape().toLongs()) {
            dimensions.add(extent);
        }
        long batch = dimensions.remove(axis);
        dimensions.addFirst(target.batchAxis().isPresent() ? -1 : batch / given);
        Value one = copy.model().graph().addInput("regard/activations", DataType.FLOAT, dimensions);
        Value all = given == 1 ? one : FilledBatch.filled(ops, one, given);
        Value rowsOfTarget = axis == 0 ? all : ops.transpose(all, firstTo(axis, dimensions.size()));
        rowsOfTarget.measuredLike(target);
        repeated.put(target, rowsOfTarget);
        return one;
    }

    /** Moves the first axis. */
    private static long[] firstTo(int place, int rank) {
        long[] permutation = new long[rank];
        for (int axis = 0; axis < rank; axis++) {
            permutation[axis] = axis < place ? axis + 1 : axis == place ? 0 : axis;
        }
        return permutation;
    }

    private void findBehind() {
        for (Node node : model.graph().nodes()) {
            boolean isBehind = node.inputs().stream().anyMatch(this::isBehind);
            boolean isSetting = node.is("Shape")
                    || node.is("Size")
                    || node.inputs().stream().allMatch(input -> input == null || isSetting(input));
            for (Value output : node.outputs()) {
                if (output != null && isBehind) {
                    behind.add(output);
                }
                if (output != null && isSetting) {
                    settings.add(output);
                }
            }
        }
    }

    private boolean isBehind(@Nullable Value value) {
        return value == target || behind.contains(value);
    }

    private boolean isSetting(Value value) {
        return settings.contains(value) || value.constant().isPresent();
    }

    /** What comes from beside the target has to have the same rows. */
    private void prepare(Value value) {
        if (isBehind(value) || repeated.containsKey(value)) {
            return;
        }
        if (value.batchAxis().isPresent()) {
            repeated.put(value, repeat(value));
        } else if (settings.contains(value) && value.fixed().isEmpty()) {
            repeatSetting(value);
        }
    }

    /** A shape that counts pictures is computed again from something that has the rows. */
    private void repeatSetting(Value setting) {
        Node producer = setting.producer().orElseThrow();
        producer.inputs().stream().filter(Objects::nonNull).forEach(this::prepare);
        if (producer.inputs().stream().anyMatch(repeated::containsKey)) {
            List<Value> inputs = producer.inputs().stream()
                    .map(input -> input == null ? null : repeated.getOrDefault(input, copy.of(input)))
                    .toList();
            repeated.put(setting, ops.node(producer.opType(), inputs, producer.attributes()));
        }
    }

    /** Where a batch of one gives a value several rows, such as one for each window, they stay together. */
    private Value repeat(Value value) {
        Value copied = copy.of(value);
        int axis = value.batchAxis().orElseThrow();
        long rowsOfOne = value.shape().dimension(axis);
        Value gathered;
        if (rowsOfOne == 1) {
            gathered = ops.gather(copied, rows, axis);
        } else {
            long[] apart = new long[value.shape().rank() + 1];
            long[] together = value.shape().toLongs();
            System.arraycopy(together, 0, apart, 0, axis);
            System.arraycopy(together, axis, apart, axis + 1, together.length - axis);
            apart[axis] = -1;
            together[axis] = -1;
            gathered = ops.reshape(ops.gather(ops.reshape(copied, apart), rows, axis), together);
        }
        gathered.measuredLike(value);
        return gathered;
    }
}
