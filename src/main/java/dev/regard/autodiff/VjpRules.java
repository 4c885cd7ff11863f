package dev.regard.autodiff;

import dev.regard.onnx.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * THE table: which operator has which rule, for operators of opset 21. {@code each} is for operators that pass a gradient
 * to every input, {@code first} for those whose further inputs are parameters, shapes or switches and get none,
 * {@code none} for those that pass none at all. {@code guided} replaces a rule in guided backpropagation.
 */
final class VjpRules {

    private static final Map<String, Entry> TABLE = new HashMap<>();
    private static final Map<String, VjpRule> GUIDED = new HashMap<>();

    static {
        none("Shape");
        none("Size");
        none("ConstantOfShape");

        // Moving numbers
        first("Identity", ShapeVjps::unchanged);
        first("Dropout", ShapeVjps::unchanged);
        first("Flatten", ShapeVjps::reshape);
        first("Reshape", ShapeVjps::reshape);
        first("Squeeze", ShapeVjps::reshape);
        first("Unsqueeze", ShapeVjps::reshape);
        first("Transpose", ShapeVjps::transpose);
        each("Concat", ShapeVjps::concat);

        // Arithmetic
        each("Add", ArithmeticVjps::add);
        each("Mul", ArithmeticVjps::mul);

        // Matrix products
        each("MatMul", MatrixVjps::matMul);
        first("Gemm", MatrixVjps::gemm, node -> node.integer("transA", 0) == 0);

        // Activation functions
        first("Relu", ActivationVjps::relu);
        first("Clip", ActivationVjps::clip);
        guided("Relu", ActivationVjps::guidedRelu);
        guided("Clip", ActivationVjps::guidedClip);

        // Normalizations
        first("BatchNormalization", NormalizationVjps::batchNormalization);

        // Windows
        first("Conv", ConvolutionVjps::conv);
        first("AveragePool", PoolingVjps::averagePool);
        first("GlobalAveragePool", PoolingVjps::mean);

        // Reductions
        first("ReduceMean", PoolingVjps::mean);
    }

    private VjpRules() {}

    /**
     * What the table holds for an operator.
     *
     * @param rule    null where no input ever gets a gradient
     * @param inputs  how many of the first inputs get one
     * @param covers  which forms of the operator the rule serves
     */
    private record Entry(@Nullable VjpRule rule, int inputs, Predicate<Node> covers) {}

    /** The operators that have a rule. */
    static Set<String> opTypes() {
        return TABLE.entrySet().stream()
                .filter(entry -> entry.getValue().rule() != null)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** True where an operator passes no gradient to this input, whatever the numbers are. */
    static boolean isWithoutGradient(Node node, int input) {
        Entry entry = TABLE.get(node.opType());
        return entry != null && input >= entry.inputs;
    }

    /** The rule of a node's operator; empty where there is none. */
    static Optional<VjpRule> find(Node node, RuleSet rules) {
        Entry entry = TABLE.get(node.opType());
        if (entry == null || !node.domain().isEmpty() || !entry.covers.test(node)) {
            return Optional.empty();
        }
        VjpRule guided = rules == RuleSet.GUIDED ? GUIDED.get(node.opType()) : null;
        return Optional.ofNullable(guided != null ? guided : entry.rule);
    }

    private static void each(String opType, VjpRule rule) {
        TABLE.put(opType, new Entry(rule, Integer.MAX_VALUE, node -> true));
    }

    private static void first(String opType, VjpRule rule) {
        first(opType, rule, node -> true);
    }

    private static void first(String opType, VjpRule rule, Predicate<Node> covers) {
        TABLE.put(opType, new Entry(rule, 1, covers));
    }

    private static void none(String opType) {
        TABLE.put(opType, new Entry(null, 0, node -> true));
    }

    private static void guided(String opType, VjpRule rule) {
        GUIDED.put(opType, rule);
    }
}
