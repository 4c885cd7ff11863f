package dev.regard.onnx;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Nodes in an order in which they can run, and the values between them. It only grows: what a model computes is never
 * changed, new nodes read its values and add outputs.
 */
public final class Graph {

    private final NameAuthority names = new NameAuthority();
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<GraphInput> inputs = new ArrayList<>();
    private final List<Value> outputs = new ArrayList<>();

    /**
     * A tensor that has to be given.
     *
     * @param value      the value it feeds
     * @param type       of its elements
     * @param dimensions extents, -1 where free
     */
    public record GraphInput(Value value, DataType type, List<Long> dimensions) {
        public GraphInput {
            dimensions = List.copyOf(dimensions);
        }
    }

    public List<GraphInput> inputs() {
        return Collections.unmodifiableList(inputs);
    }

    public List<Value> outputs() {
        return Collections.unmodifiableList(outputs);
    }

    public List<Node> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    public Collection<Value> values() {
        return Collections.unmodifiableCollection(values.values());
    }

    public Optional<Value> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Adds an input; its name is taken as a wish. */
    public Value addInput(String wish, DataType type, List<Long> dimensions) {
        Value value = register(new Value(names.unique(wish), null, null));
        inputs.add(new GraphInput(value, type, dimensions));
        return value;
    }

    /** Stores a constant; its name is taken as a wish. */
    public Value addConstant(String wish, TensorData data) {
        return register(new Value(names.unique(wish), null, data));
    }

    /** Makes a value an output of the model; nothing happens where it is one already. */
    public void addOutput(Value value) {
        if (!outputs.contains(value)) {
            outputs.add(value);
        }
    }

    /** Adds a node of the standard with one output behind all others, and returns that output. */
    public Value addNode(
            String opType, String wish, List<? extends @Nullable Value> nodeInputs, Map<String, Attribute> attributes) {
        return addNode(opType, wish, nodeInputs, attributes, 1).getFirst();
    }

    /** Adds a node of the standard behind all others, and returns its first {@code count} outputs. */
    public List<Value> addNode(
            String opType,
            String wish,
            List<? extends @Nullable Value> nodeInputs,
            Map<String, Attribute> attributes,
            int count) {
        String name = names.unique(wish);
        Node node = append(name, "", opType, nodeInputs, attributes);
        List<Value> added = new ArrayList<>();
        added.add(register(output(node, name)));
        while (added.size() < count) {
            added.add(register(output(node, names.unique(wish))));
        }
        return added;
    }

    /** Adds a node as a file has it, with the names of its outputs; an empty name is an output left out. */
    Node readNode(
            String name,
            String domain,
            String opType,
            List<? extends @Nullable Value> nodeInputs,
            List<String> outputNames,
            Map<String, Attribute> attributes) {
        Node node = append(name, domain, opType, nodeInputs, attributes);
        for (String outputName : outputNames) {
            if (outputName.isEmpty()) {
                node.produces(null);
            } else {
                names.take(outputName);
                register(output(node, outputName));
            }
        }
        return node;
    }

    /** Adds a node like one of another graph, without its name; the names of its outputs are taken as wishes. */
    Node addLike(Node original, List<? extends @Nullable Value> nodeInputs, List<String> wishes) {
        Node node = append("", original.domain(), original.opType(), nodeInputs, original.attributes());
        for (String wish : wishes) {
            if (wish.isEmpty()) {
                node.produces(null);
            } else {
                register(output(node, names.unique(wish)));
            }
        }
        return node;
    }

    private Node append(
            String name,
            String domain,
            String opType,
            List<? extends @Nullable Value> nodeInputs,
            Map<String, Attribute> attributes) {
        Node node = new Node(name, domain, opType, nodeInputs, attributes);
        nodes.add(node);
        for (Value input : nodeInputs) {
            if (input != null) {
                input.usedBy(node);
            }
        }
        return node;
    }

    private static Value output(Node node, String name) {
        Value value = new Value(name, node, null);
        node.produces(value);
        return value;
    }

    private Value register(Value value) {
        values.put(value.name(), value);
        return value;
    }
}
