package dev.regard.autodiff;

import dev.regard.onnx.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * THE table: which operator has which rule. {@code each} is for operators that pass a gradient to every input,
 * {@code first} for those whose further inputs are parameters, shapes or switches and get none.
 */
final class VjpRules {

    private static final Map<String, Entry> TABLE = new HashMap<>();

    static {
        first("Identity", ShapeVjps::unchanged);
        first("Dropout", ShapeVjps::unchanged);
        first("Flatten", ShapeVjps::reshape);
        first("Reshape", ShapeVjps::reshape);
        first("Squeeze", ShapeVjps::reshape);
        first("Unsqueeze", ShapeVjps::reshape);
        first("Transpose", ShapeVjps::transpose);
        each("Concat", ShapeVjps::concat);

        each("Add", ArithmeticVjps::add);
        each("Mul", ArithmeticVjps::mul);
        each("MatMul", MatrixVjps::matMul);
        first("Gemm", MatrixVjps::gemm, node -> node.integer("transA", 0) == 0);

        first("Relu", ActivationVjps::relu);
        first("Clip", ActivationVjps::clip);
        first("BatchNormalization", NormalizationVjps::batchNormalization);

        first("Conv", ConvolutionVjps::conv);
        first("AveragePool", PoolingVjps::averagePool);
        first("GlobalAveragePool", PoolingVjps::mean);
        first("ReduceMean", PoolingVjps::mean);
    }

    private VjpRules() {}

    /** A rule, whether it serves the first input only, and which forms of the operator it covers. */
    private record Entry(VjpRule rule, boolean firstOnly, Predicate<Node> covers) {}

    /** The operators that have a rule. */
    static Set<String> opTypes() {
        return Set.copyOf(TABLE.keySet());
    }

    /** True where an operator passes no gradient to this input, whatever the numbers are. */
    static boolean isWithoutGradient(Node node, int input) {
        Entry entry = TABLE.get(node.opType());
        return node.is("Shape") || (entry != null && entry.firstOnly && input > 0);
    }

    /** The rule of a node's operator; empty where there is none. */
    static Optional<VjpRule> find(Node node) {
        return Optional.ofNullable(TABLE.get(node.opType()))
                .filter(entry -> node.domain().isEmpty() && entry.covers.test(node))
                .map(Entry::rule);
    }

    private static void each(String opType, VjpRule rule) {
        TABLE.put(opType, new Entry(rule, false, node -> true));
    }

    private static void first(String opType, VjpRule rule) {
        first(opType, rule, node -> true);
    }

    private static void first(String opType, VjpRule rule, Predicate<Node> covers) {
        TABLE.put(opType, new Entry(rule, true, covers));
    }
}
