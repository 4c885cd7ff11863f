package dev.regard.runtime;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Bodies;
import dev.regard.onnx.GraphCopy;
import dev.regard.onnx.Model;
import dev.regard.onnx.Node;
import dev.regard.onnx.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Measures the branches of If, those too that no picture of a measurement takes: for each one, the model runs with that
 * branch in the place of the If. Values whose shape depends on the branch have none that counts.
 */
final class BranchProbe {

    /** Branches of a model, each of which takes a session. */
    private static final int MAX_BRANCHES = 64;

    private final Value input;
    private int left = MAX_BRANCHES;

    private BranchProbe(Value input) {
        this.input = input;
    }

    /**
     * Notes the shape of every value in the branches of a model.
     *
     * @param model measured
     * @param input its only input
     */
    static void measure(Model model, Value input) {
        BranchProbe probe = new BranchProbe(input);
        probe.measure(model, model.graph().nodes());
        Bodies.handDown(model.graph());
        model.graph().nodes().forEach(BranchProbe::spread);
    }

    private void measure(Model model, List<Node> nodes) {
        nodes.stream()
                .filter(node -> node.is("If"))
                .forEach(node -> node.bodies().forEach(branch -> measure(model, node, branch)));
    }

    private void measure(Model model, Node node, Attribute.Body branch) {
        if (left-- <= 0) {
            return;
        }
        GraphCopy copy = GraphCopy.begin(model);
        Map<Value, Value> within = new HashMap<>();
        for (Node next : model.graph().nodes()) {
            if (next == node) {
                within.putAll(copy.inline(node, branch));
            } else {
                copy.add(next);
            }
        }
        model.graph().outputs().forEach(output -> copy.model().graph().addOutput(copy.of(output)));
        if (isMeasured(copy)) {
            measure(copy.model(), copiesOf(branch, within));
            outputs(branch.graph().nodes())
                    .forEach(value -> value.measuredLike(Objects.requireNonNull(within.get(value))));
            outputs(model.graph().nodes()).forEach(value -> compare(value, copy.of(value)));
        }
    }

    /** False where the model cannot run through the branch, whatever that is for. */
    private boolean isMeasured(GraphCopy copy) {
        try {
            Value picture = copy.model().graph().value(input.name()).orElseThrow();
            ShapeProbe.measureOne(copy.model(), picture, input.shape());
            return true;
        } catch (InvalidModelException e) {
            return false;
        }
    }

    /** Nodes with bodies within a branch, where the branch is part of a model. */
    private static List<Node> copiesOf(Attribute.Body branch, Map<Value, Value> within) {
        return branch.graph().nodes().stream()
                .filter(node -> node.is("If"))
                .map(node -> Objects.requireNonNull(within.get(node.output()))
                        .producer()
                        .orElseThrow())
                .toList();
    }

    private static List<Value> outputs(List<Node> nodes) {
        return nodes.stream()
                .flatMap(node -> node.outputs().stream())
                .filter(Objects::nonNull)
                .toList();
    }

    private static void compare(Value value, Value inBranch) {
        if (inBranch.isVarying()
                || value.hasShape() && inBranch.hasShape() && !value.shape().equals(inBranch.shape())) {
            value.varies();
        } else if (!value.fixed().equals(inBranch.fixed())) {
            value.forgetFixed();
        }
    }

    /** Marks what is computed from something whose shape varies: it may vary too. */
    private static void spread(Node node) {
        for (Attribute.Body body : node.bodies()) {
            boolean varies = body.graph().inputs().stream()
                    .anyMatch(input -> input.value().isVarying());
            if (varies) {
                outputs(body.graph().nodes()).forEach(Value::varies);
            }
            body.graph().nodes().forEach(BranchProbe::spread);
        }
    }
}
