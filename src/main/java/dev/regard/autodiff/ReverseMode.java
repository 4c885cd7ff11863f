package dev.regard.autodiff;

import dev.regard.onnx.Graph;
import dev.regard.onnx.Model;
import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reverse-mode differentiation: walks from the class score back to the target layer and lets each operator's rule write
 * its part of the derivative into the graph. Knows no operator itself.
 */
public final class ReverseMode {

    private final Model model;
    private final Graph graph;
    private final RuleSet rules;
    private final Ops ops;
    private final Map<Value, Value> cotangents = new HashMap<>();

    private ReverseMode(Model model, RuleSet rules) {
        this.model = model;
        this.graph = model.graph();
        this.rules = rules;
        this.ops = new Ops(model, "regard/gradient/");
    }

    /**
     * Writes the derivative of the class scores into the graph.
     *
     * @param model   of the opset that {@link Ops} writes, with measured shapes
     * @param score   class scores
     * @param seed    their cotangent, of the same shape
     * @param targets values to differentiate with respect to
     * @param rules   which derivative
     * @return the gradient of each target, of the target's shape; zeros where the score does not depend on it, or in
     *     steps alone ({@link ZeroSlopes})
     * @throws MissingVjpException where an operator on the way has no rule; the model may have grown by then
     */
    public static Map<Value, Value> differentiate(
            Model model, Value score, Value seed, Collection<Value> targets, RuleSet rules) {
        Map<Value, Value> gradients = differentiate(model, Map.of(score, seed), targets, rules);
        for (Value target : targets) {
            gradients.computeIfAbsent(target, new Ops(model, "regard/gradient/")::zerosLike);
        }
        return gradients;
    }

    /**
     * Differentiates several scores at once.
     *
     * @param seeds cotangent by score
     * @return the gradients of those targets that any score depends on
     */
    static Map<Value, Value> differentiate(
            Model model, Map<Value, Value> seeds, Collection<Value> targets, RuleSet rules) {
        return new ReverseMode(model, rules).run(seeds, targets);
    }

    /**
     * What keeps gradients from the values that the class scores depend on. Writes nothing.
     *
     * @return for each value that no gradient reaches, a node on the way that has no rule; values that one reaches are
     *     not in it
     */
    public static Map<Value, Node> obstacles(Graph graph, Value score) {
        return obstacles(graph, Set.of(score));
    }

    /** As {@link #obstacles(Graph, Value)}, for several scores at once. */
    static Map<Value, Node> obstacles(Graph graph, Collection<Value> scores) {
        Map<Value, Node> obstacles = new HashMap<>();
        Set<Value> reached = new HashSet<>(scores);
        for (Node node : graph.nodes().reversed()) {
            if (node.outputs().stream().noneMatch(reached::contains)) {
                continue;
            }
            boolean isServed = servesOutputs(node, reached) && !isVarying(node);
            Optional<Node> behind = node.outputs().stream()
                    .filter(obstacles::containsKey)
                    .map(obstacles::get)
                    .findFirst();
            Map<Value, Node> inBranches = BranchVjp.obstacles(node);
            for (int input = 0; input < node.inputs().size(); input++) {
                Value value = node.inputs().get(input);
                if (value != null && !VjpRules.isWithoutGradient(node, input)) {
                    reached.add(value);
                    boolean isPassed = isServed && passes(node, input);
                    (isPassed ? behind : Optional.of(node))
                            .or(() -> Optional.ofNullable(inBranches.get(value)))
                            .ifPresent(found -> obstacles.putIfAbsent(value, found));
                }
            }
        }
        return obstacles;
    }

    private static boolean passes(Node node, int input) {
        return node.is("If") || VjpRules.find(node, input, RuleSet.EXACT).isPresent();
    }

    /** False where something flows back to an output that the node's rule knows nothing of. */
    private static boolean servesOutputs(Node node, Set<Value> reached) {
        return node.is("If")
                || IntStream.range(0, node.outputs().size())
                        .allMatch(output ->
                                !reached.contains(node.outputs().get(output)) || VjpRules.servesOutput(node, output));
    }

    /** True where the shapes that a rule would be written for depend on the picture. */
    private static boolean isVarying(Node node) {
        return Stream.concat(node.inputs().stream(), node.outputs().stream())
                .anyMatch(value -> value != null && value.isVarying());
    }

    private Map<Value, Value> run(Map<Value, Value> seeds, Collection<Value> targets) {
        Set<Value> active = dependents(targets);
        cotangents.putAll(seeds);
        // What passes a gradient may be told by the uses of a value, and rules add to these.
        SequencedMap<Node, int[]> ways = new LinkedHashMap<>();
        graph.nodes().forEach(node -> ways.put(node, ways(node, active)));
        for (Map.Entry<Node, int[]> each : ways.sequencedEntrySet().reversed()) {
            if (each.getKey().outputs().stream().anyMatch(cotangents::containsKey)) {
                pushBack(each.getKey(), each.getValue(), active, targets);
            }
        }
        Map<Value, Value> gradients = new LinkedHashMap<>();
        for (Value target : targets) {
            Value gradient = cotangents.get(target);
            if (gradient != null) {
                gradients.put(target, gradient);
            }
        }
        return gradients;
    }

    private void pushBack(Node node, int[] ways, Set<Value> active, Collection<Value> targets) {
        if (node.is("If")) {
            pushBackBranches(node, ways);
            return;
        }
        IntPredicate covered = input -> VjpRules.canBeCovered(node, input)
                && active.contains(node.input(1 - input))
                && !targets.contains(node.input(input));
        for (int input : ways) {
            if (!covered.test(input)) {
                VjpRule rule = VjpRules.find(node, input, rules)
                        .filter(found -> servesOutputs(node, cotangents.keySet()) && !isVarying(node))
                        .orElseThrow(() -> new MissingVjpException(node));
                Value cotangent = rule.cotangentOf(new DifferentiatedNode(node, ops, cotangents, covered), input);
                cotangents.merge(node.input(input), cotangent, ops::add);
            }
        }
    }

    private void pushBackBranches(Node node, int[] wanted) {
        if (wanted.length > 0 && isVarying(node)) {
            throw new MissingVjpException(node);
        } else if (wanted.length > 0) {
            List<Value> gradients = new BranchVjp(node, model, rules, cotangents).write(ops, wanted);
            for (int index = 0; index < wanted.length; index++) {
                cotangents.merge(node.input(wanted[index]), gradients.get(index), ops::add);
            }
        }
    }

    /** The inputs that a gradient passes to on its way to a target. */
    private static int[] ways(Node node, Set<Value> active) {
        return IntStream.range(0, node.inputs().size())
                .filter(input -> node.inputs().get(input) != null && active.contains(node.input(input)))
                .filter(input -> !VjpRules.isWithoutGradient(node, input))
                .toArray();
    }

    /** The targets and everything that a gradient flows back from to one of them. */
    private static Set<Value> dependents(Collection<Value> targets) {
        Set<Value> dependents = new HashSet<>(targets);
        Deque<Value> open = new ArrayDeque<>(dependents);
        while (!open.isEmpty()) {
            Value value = open.pop();
            for (Node use : value.uses()) {
                if (!passesGradientTo(use, value)) {
                    continue;
                }
                for (int output = 0; output < use.outputs().size(); output++) {
                    Value reached = use.outputs().get(output);
                    if (reached != null && !VjpRules.isSilent(use, output) && dependents.add(reached)) {
                        open.push(reached);
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
