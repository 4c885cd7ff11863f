package dev.regard.autodiff;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Graph;
import dev.regard.onnx.GraphCopy;
import dev.regard.onnx.Model;
import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The derivative of an If: another If on the same condition, whose branches compute the branch once more and go back
 * through it. Only the branch that the picture takes runs, and no number of the other one gets in.
 */
final class BranchVjp {

    private final Node node;
    private final Model model;
    private final RuleSet rules;
    private final Map<Value, Value> cotangents;
    /** The outputs that have a cotangent. */
    private final int[] seeded;

    BranchVjp(Node node, Model model, RuleSet rules, Map<Value, Value> cotangents) {
        this.node = node;
        this.model = model;
        this.rules = rules;
        this.cotangents = cotangents;
        this.seeded = IntStream.range(0, node.outputs().size())
                .filter(output -> cotangents.containsKey(node.outputs().get(output)))
                .toArray();
    }

    /** True for the condition: a branch passes a gradient to whatever it reads, if only zeros. */
    static boolean isCondition(Node node, int input) {
        return node.is("If") && input == 0;
    }

    /** The value in a branch that stands for an input of the node; empty where the branch does not read it. */
    private static Optional<Value> inside(Attribute.Body branch, int input) {
        int place = branch.captured().indexOf(input);
        return place < 0
                ? Optional.empty()
                : Optional.of(branch.graph()
                        .inputs()
                        .get(branch.declaredInputs() + place)
                        .value());
    }

    /**
     * Finds what keeps gradients from the values that the branches read.
     *
     * @return for each input that no gradient reaches, a node in the way; none for nodes that are no If
     */
    static Map<Value, Node> obstacles(Node node) {
        Map<Value, Node> obstacles = new HashMap<>();
        for (Attribute.Body branch : node.is("If") ? node.bodies() : List.<Attribute.Body>of()) {
            Map<Value, Node> within =
                    ReverseMode.obstacles(branch.graph(), branch.graph().outputs());
            boolean isMeasured = isMeasured(branch);
            branch.outside(node).forEach((inside, outside) -> {
                Node obstacle = within.get(inside);
                if (obstacle != null || !isMeasured) {
                    obstacles.putIfAbsent(outside, obstacle == null ? node : obstacle);
                }
            });
        }
        return obstacles;
    }

    /** False where a branch could not run, or has shapes that depend on another one. */
    private static boolean isMeasured(Attribute.Body branch) {
        return branch.graph().nodes().stream()
                .flatMap(inner -> inner.outputs().stream())
                .allMatch(value -> value == null || value.hasShape());
    }

    /**
     * Writes it.
     *
     * @param ops    of the graph that the node is in
     * @param wanted the inputs whose cotangents are asked for
     * @return those
     * @throws MissingVjpException where an operator within has no rule, or a branch was not measured
     */
    List<Value> write(Ops ops, int[] wanted) {
        if (!node.bodies().stream().allMatch(BranchVjp::isMeasured)) {
            throw new MissingVjpException(node);
        }
        List<Value> inputs = new ArrayList<>();
        node.inputs().forEach(input -> inputs.add(Objects.requireNonNull(input)));
        Arrays.stream(seeded)
                .forEach(output -> inputs.add(cotangents.get(node.outputs().get(output))));
        Map<String, Attribute> branches = new HashMap<>();
        for (String name : List.of("then_branch", "else_branch")) {
            branches.put(name, derivative(node.body(name).orElseThrow(() -> new MissingVjpException(node)), wanted));
        }
        return ops.node("If", inputs, branches, wanted.length);
    }

    private Attribute.Body derivative(Attribute.Body branch, int[] wanted) {
        GraphCopy copy = GraphCopy.begin(model.with(branch.graph()));
        branch.graph().nodes().forEach(copy::add);
        Graph graph = copy.model().graph();
        List<Integer> captured = new ArrayList<>(branch.captured());
        Map<Value, Value> seeds = new LinkedHashMap<>();
        for (int output : seeded) {
            Value given = copy.of(branch.graph().outputs().get(output));
            Value seed = graph.addInput("regard/seed", DataType.FLOAT, List.of());
            seed.measuredLike(given);
            seeds.put(given, seed);
            captured.add(node.inputs().size() + seeds.size() - 1);
        }
        List<Value> targets = Arrays.stream(wanted)
                .mapToObj(input -> inside(branch, input))
                .flatMap(Optional::stream)
                .map(copy::of)
                .toList();
        Map<Value, Value> gradients = ReverseMode.differentiate(copy.model(), seeds, targets, rules);
        Ops ops = new Ops(copy.model(), "regard/branch/");
        for (int input : wanted) {
            Value value = inside(branch, input).map(copy::of).orElseGet(() -> {
                captured.add(input);
                return graph.addInput("regard/unread", DataType.FLOAT, List.of());
            });
            Value gradient = gradients.get(value);
            // Every output of a branch is a value of its own, computed within.
            graph.addOutput(gradient == null ? ops.zerosLike(value) : ops.node("Identity", gradient));
        }
        return new Attribute.Body(graph, captured, Collections.nCopies(wanted.length, DataType.FLOAT));
    }
}
