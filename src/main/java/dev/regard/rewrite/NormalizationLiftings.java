package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.List;
import java.util.Map;

/** Normalizations of older versions, and newer ones that are written in pieces. */
final class NormalizationLiftings {

    private NormalizationLiftings() {}

    /** True for batch normalizations of older versions, and for those that are in training. */
    static boolean isLifted(Node node, int opset) {
        return opset < 14 || isInTraining(node);
    }

    private static boolean isInTraining(Node node) {
        return node.integer("training_mode", 0) == 1;
    }

    /** Outputs for training are left out: nobody trains. */
    static void batchNormalization(LiftedNode node) {
        if (isInTraining(node.original())) {
            imageByImage(node);
        } else if (node.original().integer("spatial", 1) == 0) {
            placeByPlace(node);
        } else {
            node.becomesOutput(
                    0,
                    "BatchNormalization",
                    node.inputs().subList(0, 5),
                    node.attributesWithout("spatial", "is_test", "consumed_inputs"));
        }
    }

    /**
     * In training the mean and the variance are those of the batch. Each image is seen as a batch of its own, so that none
     * depends on what others it is run with.
     */
    private static void imageByImage(LiftedNode node) {
        Ops ops = node.ops();
        Value x = node.required(0);
        // Whatever its rank: the picture, or what stands for it, as one axis.
        Value planes = ops.reshape(x, 0, 0, -1);
        Attribute epsilon = new Attribute.Real(node.original().real("epsilon", 1e-5f));
        Value standard = ops.node(
                "InstanceNormalization",
                List.of(planes, node.required(1), node.required(2)),
                Map.of("epsilon", epsilon));
        node.becomesOutput(0, "Reshape", List.of(standard, ops.shapeOf(x)), Map.of());
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

    /** x divided by the root mean square over the last axes, from {@code axis} on, times scale. */
    static void rootMeanSquare(LiftedNode node) {
        Ops ops = node.ops();
        Value x = node.required(0);
        long axis = node.original().integer("axis", -1);
        Value end = axis < 0 ? ops.scalarLong(0) : ops.node("Size", ops.shapeOf(x));
        Value axes = axis == -1 ? ops.longs(-1) : ops.node("Range", ops.scalarLong(axis), end, ops.scalarLong(1));
        Value standard = byRootMeanSquare(ops, x, axes, node.original().real("epsilon", 1e-5f));
        node.becomes("Mul", List.of(standard, node.required(1)), Map.of());
    }

    /** In the form that ONNX Runtime makes one step of. */
    static Value byRootMeanSquare(Ops ops, Value x, Value axes, float epsilon) {
        Value meanSquare = ops.node("ReduceMean", ops.pow(x, ops.constant(2)), axes);
        return ops.div(x, ops.sqrt(ops.add(meanSquare, ops.constant(epsilon))));
    }
}
