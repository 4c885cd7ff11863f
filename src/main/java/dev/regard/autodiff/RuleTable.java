package dev.regard.autodiff;

import dev.regard.onnx.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The entries of {@link VjpRules}, and the words that they are written in. */
final class RuleTable {

    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, VjpRule> guided = new HashMap<>();
    private final Map<String, BiPredicate<Node, Integer>> covered = new HashMap<>();
    private final Map<String, Set<Integer>> missing = new HashMap<>();
    private final Set<String> everyOutput = new HashSet<>();
    private final Set<String> silentOutput = new HashSet<>();

    /**
     * An entry of the table, for one operator.
     *
     * @param rule    null where no input ever gets a gradient
     * @param inputs  the places of a node's inputs that get one
     * @param covers  which forms of the operator the rule serves
     */
    record Entry(@Nullable VjpRule rule, BiPredicate<Node, Integer> inputs, Predicate<Node> covers) {}

    /** The entry of an operator; null where it has none. */
    @Nullable
    Entry entry(String opType) {
        return entries.get(opType);
    }

    /** The operators that have an entry. */
    Set<String> opTypes() {
        return Set.copyOf(entries.keySet());
    }

    /** The operators that have a rule. */
    Set<String> opTypesWithRule() {
        return entries.entrySet().stream()
                .filter(entry -> entry.getValue().rule() != null)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    Optional<VjpRule> guided(String opType) {
        return Optional.ofNullable(guided.get(opType));
    }

    boolean isCovered(Node node, int input) {
        BiPredicate<Node, Integer> covers = covered.get(node.opType());
        return covers != null && covers.test(node, input);
    }

    boolean isMissing(Node node, int input) {
        return missing.getOrDefault(node.opType(), Set.of()).contains(input);
    }

    boolean isEveryOutputServed(String opType) {
        return everyOutput.contains(opType);
    }

    boolean isSilent(String opType) {
        return silentOutput.contains(opType);
    }

    void each(String opType, VjpRule rule) {
        each(opType, rule, node -> true);
    }

    void each(String opType, VjpRule rule, Predicate<Node> covers) {
        entries.put(opType, new Entry(rule, (node, input) -> true, covers));
    }

    void only(Set<Integer> inputs, String opType, VjpRule rule, Predicate<Node> covers) {
        entries.put(opType, new Entry(rule, (node, input) -> inputs.contains(input), covers));
    }

    void only(Predicate<Node> nodes, String opType, VjpRule rule) {
        entries.put(opType, new Entry(rule, (node, input) -> nodes.test(node), node -> true));
    }

    void only(BiPredicate<Node, Integer> inputs, String opType, VjpRule rule, Predicate<Node> covers) {
        entries.put(opType, new Entry(rule, inputs, covers));
    }

    void first(String opType, VjpRule rule) {
        first(opType, rule, node -> true);
    }

    void first(String opType, VjpRule rule, Predicate<Node> covers) {
        entries.put(opType, new Entry(rule, (node, input) -> input == 0, covers));
    }

    void none(String... opTypes) {
        for (String opType : opTypes) {
            entries.put(opType, new Entry(null, (node, input) -> false, node -> true));
        }
    }

    void missing(String opType, Integer... inputs) {
        entries.putIfAbsent(opType, new Entry(null, (node, input) -> false, node -> true));
        missing.put(opType, Set.of(inputs));
    }

    void every(String opType) {
        everyOutput.add(opType);
    }

    void silent(String opType) {
        silentOutput.add(opType);
    }

    void guided(String opType, VjpRule rule) {
        guided.put(opType, rule);
    }

    void covered(String opType, BiPredicate<Node, Integer> inputs) {
        covered.put(opType, inputs);
    }
}
