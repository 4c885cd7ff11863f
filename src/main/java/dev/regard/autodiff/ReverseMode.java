package dev.regard.autodiff;

import dev.regard.onnx.Graph;
import dev.regard.onnx.Model;
import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reverse-mode differentiation: walks from the class score back to the target layer and lets each operator's rule write
 * its part of the derivative into the graph. Knows no operator itself.
 */
public final class ReverseMode {

    private final Graph graph;
    private final Ops ops;
    private final Map<Value, Value> cotangents = new HashMap<>();

    private ReverseMode(Model model) {
        this.graph = model.graph();
        this.ops = new Ops(model, "regard/gradient/");
    }

    /**
     * Writes the derivative of the class scores into the graph.
     *
     * @param model with measured shapes
     * @param score class scores, [N, classes, ...]
     * @param seed  their cotangent, [rows, classes]: which class each row asks about
     * @param target the target layer
     * @return the gradients of the target layer, with as many rows as the seed
     * @throws MissingVjpException      where an operator on the way has no rule; the model may have grown by then
     * @throws IllegalArgumentException where the score does not depend on the target
     */
    public static Value differentiate(Model model, Value score, Value seed, Value target) {
        return new ReverseMode(model).run(score, seed, target);
    }

    /**
     * The first node, seen from the class score, that stands between it and the target layer and has no rule. Writes
     * nothing.
     */
    public static Optional<Node> missingRule(Graph graph, Value score, Value target) {
        Set<Value> active = dependents(target);
        Set<Value> reached = new HashSet<>(Set.of(score));
        for (Node node : graph.nodes().reversed()) {
            if (node == producer(target) || node.outputs().stream().noneMatch(reached::contains)) {
                continue;
            }
            for (int input = 0; input < node.inputs().size(); input++) {
                Value value = node.inputs().get(input);
                if (value == null || !active.contains(value) || VjpRules.isWithoutGradient(node, input)) {
                    continue;
                }
                if (VjpRules.find(node).isEmpty()) {
                    return Optional.of(node);
                }
                reached.add(value);
            }
        }
        return Optional.empty();
    }

    private Value run(Value score, Value seed, Value target) {
        Set<Value> active = dependents(target);
        if (!active.contains(score)) {
            throw new IllegalArgumentException("the class score does not depend on '" + target + "'");
        }
        long[] extents = score.shape().toLongs();
        extents[0] = 0;
        cotangents.put(score, extents.length == 2 ? seed : ops.reshape(seed, extents));
        List<Node> forward = List.copyOf(graph.nodes());
        for (Node node : forward.reversed()) {
            if (node != producer(target) && hasCotangent(node)) {
                pushBack(node, active);
            }
        }
        Value gradients = cotangents.get(target);
        if (gradients == null) {
            throw new IllegalArgumentException("no gradient flows from the class score back to '" + target + "'");
        }
        return gradients;
    }

    private void pushBack(Node node, Set<Value> active) {
        for (int input = 0; input < node.inputs().size(); input++) {
            Value value = node.inputs().get(input);
            if (value != null && active.contains(value) && !VjpRules.isWithoutGradient(node, input)) {
                VjpRule rule = VjpRules.find(node).orElseThrow(() -> new MissingVjpException(node));
                accumulate(value, rule.cotangentOf(new DifferentiatedNode(node, ops, cotangents), input));
            }
        }
    }

    private void accumulate(Value value, Value cotangent) {
        cotangents.merge(value, cotangent, ops::add);
    }

    private boolean hasCotangent(Node node) {
        return node.outputs().stream().anyMatch(cotangents::containsKey);
    }

    private static @Nullable Node producer(Value value) {
        return value.producer().orElse(null);
    }

    /** The target and everything that a gradient flows back from to it. */
    private static Set<Value> dependents(Value target) {
        Set<Value> dependents = new HashSet<>(Set.of(target));
        Deque<Value> open = new ArrayDeque<>(dependents);
        while (!open.isEmpty()) {
            Value value = open.pop();
            for (Node use : value.uses()) {
                if (!passesGradientTo(use, value)) {
                    continue;
                }
                for (Value output : use.outputs()) {
                    if (output != null && dependents.add(output)) {
                        open.push(output);
                    }
                }
            }
        }
        return dependents;
    }

    /** False where a node takes no more of a value than its shape, or takes it as a setting. */
    private static boolean passesGradientTo(Node node, Value value) {
        return IntStream.range(0, node.inputs().size())
                .anyMatch(input -> node.inputs().get(input) == value && !VjpRules.isWithoutGradient(node, input));
    }
}
