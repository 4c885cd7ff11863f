package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.List;
import java.util.Map;

/** Normalizations of older versions. */
final class NormalizationLiftings {

    private NormalizationLiftings() {}

    /** Outputs for training are left out: nobody trains. */
    static void batchNormalization(LiftedNode node) {
        if (node.original().integer("spatial", 1) == 0) {
            placeByPlace(node);
        } else {
            node.becomesOutput(
                    0,
                    "BatchNormalization",
                    node.inputs().subList(0, 5),
                    node.attributesWithout("spatial", "is_test", "consumed_inputs"));
        }
    }

    /** Up to opset 8 every place of the picture could have a mean, a variance, a scale and a bias of its own. */
    private static void placeByPlace(LiftedNode node) {
        Ops ops = node.ops();
        Value epsilon = ops.constant(node.original().real("epsilon", 1e-5f));
        Value deviation = ops.sqrt(ops.add(node.required(4), epsilon));
        Value standard = ops.div(ops.sub(node.required(0), node.required(3)), deviation);
        node.becomesOutput(0, "Add", List.of(ops.mul(standard, node.required(1)), node.required(2)), Map.of());
    }

    /** Scale and bias were one number a group and are one a channel. */
    static void groupNormalization(LiftedNode node) {
        Ops ops = node.ops();
        long groups = node.original().integer("num_groups", 1);
        Value channels = ops.gather(ops.shapeOf(node.required(0)), ops.longs(1), 0);
        Value perGroup = ops.div(channels, ops.longs(groups));
        Value extents = ops.concat(0, List.of(ops.longs(groups), perGroup));
        node.becomes(
                List.of(
                        node.required(0),
                        repeated(ops, node.required(1), extents),
                        repeated(ops, node.required(2), extents)),
                node.original().attributes());
    }

    private static Value repeated(Ops ops, Value perGroup, Value extents) {
        Value column = ops.reshape(perGroup, -1, 1);
        return ops.reshape(ops.node("Expand", List.of(column, extents), Map.<String, Attribute>of()), -1);
    }
}
