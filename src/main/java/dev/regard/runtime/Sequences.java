package dev.regard.runtime;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Graph;
import dev.regard.onnx.Node;
import dev.regard.onnx.Value;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** Finds the values that hold lists of tensors, or perhaps nothing: they have no shape. */
final class Sequences {

    private static final Set<String> PRODUCERS = Set.of(
            "Optional",
            "SequenceConstruct",
            "SequenceEmpty",
            "SequenceErase",
            "SequenceInsert",
            "SequenceMap",
            "SplitToSequence",
            "ZipMap");

    /** Number and condition of a Loop, before what it carries from turn to turn. */
    private static final int LOOP_CONTROLS = 2;

    private final Set<Value> found = new HashSet<>();

    private Sequences() {}

    /** Those of a graph, and of the bodies within it. */
    static Set<Value> among(Graph graph) {
        Sequences sequences = new Sequences();
        sequences.look(graph);
        return sequences.found;
    }

    private void look(Graph graph) {
        for (Node node : graph.nodes()) {
            node.bodies().forEach(body -> enter(node, body));
            for (int output = 0; output < node.outputs().size(); output++) {
                Value value = node.outputs().get(output);
                if (value != null && isSequence(node, output)) {
                    found.add(value);
                }
            }
        }
    }

    private void enter(Node node, Attribute.Body body) {
        for (int input = 0; input < body.graph().inputs().size(); input++) {
            int outside = input - body.declaredInputs();
            boolean isCarried = node.is("Loop") && outside < 0 && input < node.declaredInputs();
            int place = outside >= 0 ? body.captured().get(outside) : input;
            if ((outside >= 0 || isCarried) && found.contains(node.inputs().get(place))) {
                found.add(body.graph().inputs().get(input).value());
            }
        }
        look(body.graph());
    }

    private boolean isSequence(Node node, int output) {
        return switch (node.opType()) {
            case "Identity" -> found.contains(node.input(0));
            case "If" ->
                node.bodies().stream()
                        .anyMatch(branch ->
                                found.contains(branch.graph().outputs().get(output)));
            case "Loop" ->
                output + LOOP_CONTROLS < node.declaredInputs()
                        && found.contains(Objects.requireNonNull(node.inputs().get(output + LOOP_CONTROLS)));
            default -> PRODUCERS.contains(node.opType());
        };
    }
}
