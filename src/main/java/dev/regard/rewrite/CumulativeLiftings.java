package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Constants;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.List;
import java.util.Map;

/** Products of all numbers up to each, which only opset 26 has as one operator. */
final class CumulativeLiftings {

    private CumulativeLiftings() {}

    /** CumProd as products over a new axis, in which those that do not count are 1. */
    static void product(LiftedNode node) {
        Ops ops = node.ops();
        Value x = node.required(0);
        long axis = Constants.of(node.original().input(1))
                .orElseThrow(() -> node.unsupported("its axis is computed"))
                .toLongs()[0];
        Value factors = ops.node("Unsqueeze", x, ops.longs(axis < 0 ? axis - 1 : axis));
        Value counted = ops.where(counts(node, x, axis), factors, ops.constant(1));
        Map<String, Attribute> gone = Map.of("keepdims", new Attribute.Int(0));
        node.becomes("ReduceProd", List.of(counted, ops.longs(axis < 0 ? axis : axis + 1)), gone);
    }

    /** The factors that count for each product, [products, factors, 1, ...]: as many axes as x has from {@code axis} on, and one. */
    private static Value counts(LiftedNode node, Value x, long axis) {
        Ops ops = node.ops();
        boolean isReverse = node.original().integer("reverse", 0) == 1;
        boolean isExclusive = node.original().integer("exclusive", 0) == 1;
        Value shape = ops.shapeOf(x);
        Value places =
                ops.node("Range", ops.scalarLong(0), ops.gather(shape, ops.scalarLong(axis), 0), ops.scalarLong(1));
        Value product = ops.reshape(places, -1, 1);
        Value first = isReverse ? product : places;
        Value second = isReverse ? places : product;
        Value counts = ops.node(isExclusive ? "Less" : "LessOrEqual", first, second);
        Value behind = axis < 0 ? ops.longs(-axis - 1) : ops.sub(ops.node("Size", shape), ops.longs(axis + 1));
        Value extents = ops.concat(0, List.of(ops.shapeOf(counts), Ones.many(ops, behind)));
        return ops.node("Reshape", counts, extents);
    }
}
