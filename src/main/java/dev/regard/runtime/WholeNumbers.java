package dev.regard.runtime;

import dev.regard.onnx.DataType;
import dev.regard.onnx.Node;
import dev.regard.onnx.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Finds the values that hold whole numbers made of others, as quantization leaves them: no map is read from those. */
final class WholeNumbers {

    private static final Set<DataType> FLOATS =
            Set.of(DataType.FLOAT, DataType.FLOAT16, DataType.BFLOAT16, DataType.DOUBLE);

    private WholeNumbers() {}

    /**
     * What is quantized or cut down to whole numbers, and what is made of that until it is a float number again.
     *
     * @param nodes in order
     */
    static Set<Value> among(List<Node> nodes) {
        Set<Value> whole = new HashSet<>();
        for (Node node : nodes) {
            if (makesWhole(node)
                    || (staysWhole(node)
                            && node.optionalInput(0).filter(whole::contains).isPresent())) {
                node.outputs().stream().filter(Objects::nonNull).forEach(whole::add);
            }
        }
        return whole;
    }

    private static boolean makesWhole(Node node) {
        return node.is("QuantizeLinear")
                || (node.is("Cast") && !FLOATS.contains(DataType.of((int) node.integer("to", 0))));
    }

    private static boolean staysWhole(Node node) {
        return !node.is("DequantizeLinear") && !node.is("Cast");
    }
}
