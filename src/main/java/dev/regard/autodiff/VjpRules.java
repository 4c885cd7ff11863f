package dev.regard.autodiff;

import dev.regard.onnx.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        each("Gemm", MatrixVjps::gemm);

        first("Relu", ActivationVjps::relu);
        first("Clip", ActivationVjps::clip);
        first("BatchNormalization", NormalizationVjps::batchNormalization);

        first("Conv", ConvolutionVjps::conv);
        first("AveragePool", PoolingVjps::averagePool);
        first("GlobalAveragePool", PoolingVjps::mean);
        first("ReduceMean", PoolingVjps::mean);
    }

    private VjpRules() {}

    /** A rule, and whether it serves the first input only. */
    private record Entry(VjpRule rule, boolean firstOnly) {}

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
        return node.domain().isEmpty()
                ? Optional.ofNullable(TABLE.get(node.opType())).map(Entry::rule)
                : Optional.empty();
    }

    private static void each(String opType, VjpRule rule) {
        TABLE.put(opType, new Entry(rule, false));
    }

    private static void first(String opType, VjpRule rule) {
        TABLE.put(opType, new Entry(rule, true));
    }
}
