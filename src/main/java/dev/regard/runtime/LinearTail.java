package dev.regard.runtime;

import dev.regard.onnx.Graph;
import dev.regard.onnx.Node;
import dev.regard.onnx.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Tells whether the class scores are linear in a layer, up to a constant: then gradients say exactly what any change of the
 * layer does to them, and nothing needs to be run again.
 */
final class LinearTail {

    /** Linear in all their inputs together. */
    private static final Set<String> SUMS = Set.of("Add", "Sub", "Sum", "Mean", "Concat", "Identity", "Neg");

    /** Linear in the first input; the others, if any, have to be constant. */
    private static final Set<String> MAPS = Set.of(
            "AveragePool",
            "BatchNormalization",
            "Cast",
            "Conv",
            "Div",
            "Dropout",
            "Expand",
            "Flatten",
            "Gather",
            "GlobalAveragePool",
            "Pad",
            "ReduceMean",
            "ReduceSum",
            "Reshape",
            "Slice",
            "Split",
            "Squeeze",
            "Tile",
            "Transpose",
            "Unsqueeze");

    /** Linear in any one of their inputs, where the others are constant. */
    private static final Set<String> PRODUCTS = Set.of("Einsum", "Gemm", "MatMul", "Mul");

    private LinearTail() {}

    /** True where everything between a value and the scores is linear. */
    static boolean isBehind(Graph graph, Value target, Value score) {
        Set<Value> needed = new HashSet<>(Set.of(score));
        for (Node node : graph.nodes().reversed()) {
            if (isNeeded(node, needed)) {
                node.inputs().stream().filter(Objects::nonNull).forEach(needed::add);
            }
        }
        Set<Value> behind = new HashSet<>(Set.of(target));
        for (Node node : graph.nodes()) {
            boolean isBehind = isNeeded(node, needed) && node.inputs().stream().anyMatch(behind::contains);
            // A shape says nothing about the numbers in it.
            if (isBehind && !node.is("Shape") && !node.is("Size")) {
                if (!isLinear(node, behind)) {
                    return false;
                }
                node.outputs().stream().filter(Objects::nonNull).forEach(behind::add);
            }
        }
        return true;
    }

    private static boolean isNeeded(Node node, Set<Value> needed) {
        return node.outputs().stream().anyMatch(needed::contains);
    }

    private static boolean isLinear(Node node, Set<Value> behind) {
        List<Integer> places = node.inputs().stream()
                .filter(behind::contains)
                .map(node.inputs()::indexOf)
                .toList();
        if (SUMS.contains(node.opType())) {
            return true;
        }
        return places.size() == 1
                && (MAPS.contains(node.opType()) ? places.getFirst() == 0 : PRODUCTS.contains(node.opType()));
    }
}
