package dev.regard.runtime;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Node;
import dev.regard.onnx.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Finds the values that hold whole numbers made of others, as quantization leaves them: no map is read from those. */
final class WholeNumbers {

    static final Set<DataType> FLOATS = Set.of(DataType.FLOAT, DataType.FLOAT16, DataType.BFLOAT16, DataType.DOUBLE);

    private WholeNumbers() {}

    /**
     * What is quantized or cut down to whole numbers, and what is made of that until it is a float number again.
     *
     * @param nodes in order
     */
    static Set<Value> among(List<Node> nodes) {
        Set<Value> whole = new HashSet<>();
        add(nodes, whole);
        return whole;
    }

    private static void add(List<Node> nodes, Set<Value> whole) {
        for (Node node : nodes) {
            if (node.is("If")) {
                addFromBranches(node, whole);
            } else if (makesWhole(node)
                    || (staysWhole(node)
                            && node.optionalInput(read(node))
                                    .filter(whole::contains)
                                    .isPresent())) {
                node.outputs().stream().filter(Objects::nonNull).forEach(whole::add);
            }
        }
    }

    private static void addFromBranches(Node node, Set<Value> whole) {
        for (Attribute.Body branch : node.bodies()) {
            branch.outside(node).forEach((inside, outside) -> {
                if (whole.contains(outside)) {
                    whole.add(inside);
                }
            });
            add(branch.graph().nodes(), whole);
            for (int output = 0; output < node.outputs().size(); output++) {
                Value value = node.outputs().get(output);
                if (value != null && whole.contains(branch.graph().outputs().get(output))) {
                    whole.add(value);
                }
            }
        }
    }

    /** The first input that is more than a truth. */
    private static int read(Node node) {
        return node.is("Where") ? 1 : 0;
    }

    private static boolean makesWhole(Node node) {
        return node.is("QuantizeLinear")
                || (node.is("Cast") && !FLOATS.contains(DataType.of((int) node.integer("to", 0))));
    }

    private static boolean staysWhole(Node node) {
        return !node.is("DequantizeLinear") && !node.is("Cast");
    }
}
