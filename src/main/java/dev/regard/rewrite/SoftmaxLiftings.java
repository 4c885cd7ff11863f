package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.List;
import java.util.Map;

/** Softmax and its kin, which up to opset 12 read their input as a matrix: all axes from {@code axis} on are one. */
final class SoftmaxLiftings {

    private SoftmaxLiftings() {}

    static void coerced(LiftedNode node) {
        long axis = node.original().integer("axis", 1);
        if (axis == -1) {
            node.becomes(node.inputs(), Map.of("axis", new Attribute.Int(-1)));
            return;
        }
        Value x = node.required(0);
        Value result = asMatrix(node.ops(), node.original().opType(), x, axis);
        node.becomes("Reshape", List.of(result, node.ops().shapeOf(x)), Map.of());
    }

    /** The same as a value. */
    static Value coerced(Ops ops, String opType, Value x, long axis) {
        return ops.node("Reshape", asMatrix(ops, opType, x, axis), ops.shapeOf(x));
    }

    private static Value asMatrix(Ops ops, String opType, Value x, long axis) {
        Value matrix = ops.node("Flatten", List.of(x), Map.of("axis", new Attribute.Int(axis)));
        return ops.node(opType, List.of(matrix), Map.of("axis", new Attribute.Int(-1)));
    }
}
