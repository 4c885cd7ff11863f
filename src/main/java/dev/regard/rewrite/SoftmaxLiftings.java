package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Value;
import java.util.List;
import java.util.Map;

/** Softmax and its kin, which up to opset 12 read their input as a matrix: all axes from {@code axis} on are one. */
final class SoftmaxLiftings {

    private SoftmaxLiftings() {}

    static void coerced(LiftedNode node) {
        long axis = node.original().integer("axis", 1);
        Map<String, Attribute> alongLast = Map.of("axis", new Attribute.Int(-1));
        if (axis == -1) {
            node.becomes(node.inputs(), alongLast);
            return;
        }
        Value x = node.required(0);
        Value matrix = node.ops().node("Flatten", List.of(x), Map.of("axis", new Attribute.Int(axis)));
        Value result = node.ops().node(node.original().opType(), List.of(matrix), alongLast);
        node.becomes("Reshape", List.of(result, node.ops().shapeOf(x)), Map.of());
    }
}
