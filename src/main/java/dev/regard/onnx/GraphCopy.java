package dev.regard.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Copies a model node by node, under the same names and with what was measured, so that nodes can be put between its
 * own: what is copied after {@link #replace} reads another value in place of the original one.
 */
public final class GraphCopy {

    private final Model source;
    private final Model copy;
    private final Map<Value, Value> copies = new HashMap<>();
    private final Map<Value, Value> readInstead = new HashMap<>();

    private GraphCopy(Model source) {
        this.source = source;
        this.copy = new Model(source.irVersion(), source.opsets(), source.metadata(), new Graph());
        for (Graph.GraphInput input : source.graph().inputs()) {
            put(input.value(), copy.graph().addInput(input.value().name(), input.type(), input.dimensions()));
        }
        for (Value value : source.graph().values()) {
            value.constant().ifPresent(data -> put(value, copy.graph().addConstant(value.name(), data)));
        }
    }

    /** A copy with inputs and constants and without nodes. */
    public static GraphCopy begin(Model source) {
        return new GraphCopy(source);
    }

    /** A whole copy, outputs included. */
    public static GraphCopy whole(Model source) {
        GraphCopy copy = new GraphCopy(source);
        source.graph().nodes().forEach(copy::add);
        source.graph().outputs().forEach(output -> copy.model().graph().addOutput(copy.of(output)));
        return copy;
    }

    /** What was copied so far. */
    public Model model() {
        return copy;
    }

    /** The copy of a value. */
    public Value of(Value original) {
        return Objects.requireNonNull(copies.get(original), original.name());
    }

    /** Copies the next node. */
    public void add(Node node) {
        List<@Nullable Value> inputs = new ArrayList<>();
        for (Value input : node.inputs()) {
            inputs.add(input == null ? null : readInstead.getOrDefault(input, of(input)));
        }
        List<String> names = node.outputs().stream()
                .map(output -> output == null ? "" : output.name())
                .toList();
        Node added = copy.graph().readNode(node.name(), node.domain(), node.opType(), inputs, names, node.attributes());
        for (int index = 0; index < names.size(); index++) {
            Value output = node.outputs().get(index);
            if (output != null) {
                put(output, Objects.requireNonNull(added.outputs().get(index)));
            }
        }
    }

    /** Nodes that are copied from now on read {@code replacement} instead of the original value's copy. */
    public void replace(Value original, Value replacement) {
        readInstead.put(original, replacement);
    }

    /** All nodes of the original, in order. */
    public List<Node> nodes() {
        return source.graph().nodes();
    }

    private void put(Value original, Value copied) {
        copied.measuredLike(original);
        copies.put(original, copied);
    }
}
