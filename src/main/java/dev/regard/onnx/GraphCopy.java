package dev.regard.onnx;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Copies a model node by node, under the same names and with what was measured, so that other nodes can be put between
 * its own.
 */
public final class GraphCopy {

    private final Model source;
    /** The last number behind a name that was taken: a loop asks for the same ones in every iteration. */
    private final Map<String, Integer> numbers = new HashMap<>();

    private final Model copy;
    private final Map<Value, Value> copies = new HashMap<>();

    private GraphCopy(
            Model source,
            Map<String, Integer> opsets,
            Map<Value, TensorData> fixedInputs,
            UnaryOperator<TensorData> constants,
            UnaryOperator<Graph.GraphInput> inputs) {
        this.source = source;
        this.copy = new Model(source.irVersion(), source.producer(), opsets, source.metadata(), new Graph());
        for (Graph.GraphInput input : source.graph().inputs()) {
            String name = input.value().name();
            Graph.GraphInput changed = inputs.apply(input);
            TensorData fixed = fixedInputs.get(input.value());
            put(
                    input.value(),
                    fixed != null
                            ? copy.graph().addConstant(name, fixed)
                            : copy.graph().addInput(name, changed.type(), changed.dimensions()));
        }
        for (Value value : source.graph().values()) {
            value.constant()
                    .ifPresent(data -> put(value, copy.graph().addConstant(value.name(), constants.apply(data))));
        }
    }

    /** A copy with inputs and constants and without nodes. */
    public static GraphCopy begin(Model source) {
        return begin(source, source.opsets());
    }

    /** The same, for nodes of other versions. */
    public static GraphCopy begin(Model source, Map<String, Integer> opsets) {
        return new GraphCopy(source, opsets, Map.of(), UnaryOperator.identity(), UnaryOperator.identity());
    }

    /** The same, with constants, and types and dimensions of inputs, changed. */
    public static GraphCopy begin(
            Model source, UnaryOperator<TensorData> constants, UnaryOperator<Graph.GraphInput> inputs) {
        return new GraphCopy(source, source.opsets(), Map.of(), constants, inputs);
    }

    /** A whole copy, outputs included. */
    public static GraphCopy whole(Model source) {
        return whole(source, Map.of());
    }

    /** A whole copy in which some inputs are constants. */
    public static GraphCopy whole(Model source, Map<Value, TensorData> fixedInputs) {
        return whole(source, fixedInputs, UnaryOperator.identity());
    }

    /** A whole copy with other constants. */
    public static GraphCopy whole(Model source, UnaryOperator<TensorData> constants) {
        return whole(source, Map.of(), constants);
    }

    private static GraphCopy whole(
            Model source, Map<Value, TensorData> fixedInputs, UnaryOperator<TensorData> constants) {
        GraphCopy copy = new GraphCopy(source, source.opsets(), fixedInputs, constants, UnaryOperator.identity());
        source.graph().nodes().forEach(copy::add);
        source.graph().outputs().forEach(output -> copy.model().graph().addOutput(copy.of(output)));
        return copy;
    }

    /** A copy of what some values are computed from; they are its outputs. */
    public static GraphCopy of(Model source, Collection<Value> outputs) {
        GraphCopy copy = begin(source);
        Needed.by(source.graph(), outputs).nodes().forEach(copy::add);
        outputs.forEach(output -> copy.model().graph().addOutput(copy.of(output)));
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

    /** True where a value has a copy. */
    public boolean has(Value original) {
        return copies.containsKey(original);
    }

    /** Copies the next node. */
    public Node add(Node node) {
        return add(node, Map.of());
    }

    /** Copies the next node; where it reads a key of {@code instead}, the copy reads what the key stands for. */
    public Node add(Node node, Map<Value, Value> instead) {
        List<@Nullable Value> inputs = new ArrayList<>();
        for (Value input : node.inputs()) {
            inputs.add(input == null ? null : instead.getOrDefault(input, of(input)));
        }
        return add(node, node.domain(), node.opType(), inputs, node.attributes());
    }

    /**
     * Copies the next node, its bodies changed.
     *
     * @param change makes of a body, as a model of its own, another one with the same inputs and outputs
     */
    public Node addWithBodies(Node node, UnaryOperator<Model> change) {
        Map<String, Attribute> attributes = new HashMap<>(node.attributes());
        attributes.replaceAll((name, attribute) -> attribute instanceof Attribute.Body body
                ? body.with(change.apply(source.with(body.graph())).graph())
                : attribute);
        return add(node, node.domain(), node.opType(), copies(node.inputs()), attributes);
    }

    /**
     * Puts the nodes of a body in the place of the next node, whose outputs are those of the body.
     *
     * @return for each value of the body its copy
     */
    public Map<Value, Value> inline(Node node, Attribute.Body body) {
        List<Value> given = body.graph().outputs();
        Map<Value, String> names = new HashMap<>();
        for (int index = 0; index < given.size(); index++) {
            Value output = node.outputs().get(index);
            if (output != null && given.get(index).producer().isPresent()) {
                names.putIfAbsent(given.get(index), output.name());
            }
        }
        Map<Value, Value> inner = inlined(node, body, List.of(), names);
        for (int index = 0; index < node.outputs().size(); index++) {
            Value output = node.outputs().get(index);
            Value value = Objects.requireNonNull(inner.get(given.get(index)));
            if (output != null && value.name().equals(output.name())) {
                put(output, value);
            } else {
                addOutput(node, index, "Identity", List.of(value), Map.of());
            }
        }
        return inner;
    }

    /**
     * Copies the nodes of a body.
     *
     * @param node  that has the body; what the body reads from outside is copied already
     * @param given what the operator hands to the body, in the copy
     * @return the outputs of the body, in the copy
     */
    public List<Value> inline(Node node, Attribute.Body body, List<Value> given) {
        Map<Value, Value> inner = inlined(node, body, given, Map.of());
        return body.graph().outputs().stream()
                .map(output -> Objects.requireNonNull(inner.get(output)))
                .toList();
    }

    private Map<Value, Value> inlined(Node node, Attribute.Body body, List<Value> given, Map<Value, String> names) {
        Map<Value, Value> inner = new HashMap<>();
        for (int index = 0; index < given.size(); index++) {
            inner.put(body.graph().inputs().get(index).value(), given.get(index));
        }
        body.outside(node).forEach((inside, outside) -> inner.put(inside, of(outside)));
        for (Value value : body.graph().values()) {
            value.constant().ifPresent(data -> inner.put(value, copy.graph().addConstant(free(value.name()), data)));
        }
        body.graph().nodes().forEach(within -> inline(within, inner, names));
        return inner;
    }

    private void inline(Node within, Map<Value, Value> inner, Map<Value, String> names) {
        List<@Nullable Value> inputs = new ArrayList<>();
        within.inputs().forEach(input -> inputs.add(input == null ? null : inner.get(input)));
        List<String> wishes = new ArrayList<>();
        for (Value output : within.outputs()) {
            String name = names.get(output);
            wishes.add(output == null ? "" : name != null ? name : free(output.name()));
        }
        Node added = copy.graph().addLike(within, inputs, wishes);
        for (int index = 0; index < wishes.size(); index++) {
            Value output = within.outputs().get(index);
            if (output != null) {
                Value copied = Objects.requireNonNull(added.outputs().get(index));
                copied.measuredLike(output);
                inner.put(output, copied);
            }
        }
    }

    /** A name that nothing in this copy bears, and nothing that is copied later. */
    private String free(String wish) {
        String name = wish;
        while (source.graph().value(name).isPresent()
                || copy.graph().value(name).isPresent()) {
            name = wish + "_" + numbers.merge(wish, 1, Integer::sum);
        }
        return name;
    }

    private List<@Nullable Value> copies(List<? extends @Nullable Value> originals) {
        List<@Nullable Value> found = new ArrayList<>();
        for (Value original : originals) {
            found.add(original == null ? null : of(original));
        }
        return found;
    }

    /**
     * Puts another node in the place of the next one: it gives the values that the original gave.
     *
     * @param inputs values of the copy, null where left out
     */
    public Node add(
            Node original,
            String domain,
            String opType,
            List<? extends @Nullable Value> inputs,
            Map<String, Attribute> attributes) {
        List<String> names = original.outputs().stream()
                .map(output -> output == null ? "" : output.name())
                .toList();
        Node added = copy.graph().readNode(original.name(), domain, opType, inputs, names, attributes);
        for (int index = 0; index < names.size(); index++) {
            Value output = original.outputs().get(index);
            if (output != null) {
                put(output, Objects.requireNonNull(added.outputs().get(index)));
            }
        }
        return added;
    }

    /**
     * Puts a standard node in the place of one output of the next node; does nothing where the node has no such output.
     *
     * @param inputs values of the copy, null where left out
     */
    public void addOutput(
            Node original,
            int output,
            String opType,
            List<? extends @Nullable Value> inputs,
            Map<String, Attribute> attributes) {
        Value value = output < original.outputs().size() ? original.outputs().get(output) : null;
        if (value != null) {
            // Several nodes may stand for one, and no two may have the same name.
            String name = output == 0 ? original.name() : value.name();
            Node added = copy.graph().readNode(name, "", opType, inputs, List.of(value.name()), attributes);
            put(value, added.output());
        }
    }

    private void put(Value original, Value copied) {
        copied.measuredLike(original);
        copies.put(original, copied);
    }
}
