package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.List;
import java.util.Map;

/** TensorScatter of opset 24: a part of one axis of a cache, [N, ...], is written anew, for each of the batch from its own place on. */
final class ScatterLiftings {

    private ScatterLiftings() {}

    /** Cache; update; for each of the batch where to begin, 0 where left out. */
    static void tensorScatter(LiftedNode node) {
        Ops ops = node.ops();
        Value cache = node.required(0);
        Value update = node.required(1);
        long axis = node.original().integer("axis", -2);
        Value written = extent(ops, update, axis);
        Value starts = node.input(2);
        if (starts == null) {
            Value rest = ops.node("Slice", cache, written, ops.longs(Long.MAX_VALUE), ops.longs(axis));
            node.becomes("Concat", List.of(update, rest), Map.of("axis", new Attribute.Int(axis)));
            return;
        }
        Value places = places(node, starts, axis);
        Value isWritten = ops.and(ops.node("GreaterOrEqual", places, ops.scalarLong(0)), ops.less(places, written));
        Value last = ops.sub(written, ops.longs(1));
        Value source =
                ops.node("Expand", ops.node("Min", ops.node("Max", places, ops.longs(0)), last), ops.shapeOf(cache));
        Value updated = ops.node("GatherElements", List.of(update, source), Map.of("axis", new Attribute.Int(axis)));
        node.becomes("Where", List.of(isWritten, updated, cache), Map.of());
    }

    /** The entry of the update that each place of the cache would take, [N, 1, ..., extent, 1, ...]. */
    private static Value places(LiftedNode node, Value starts, long axis) {
        Ops ops = node.ops();
        Value cache = node.required(0);
        Value extent = extent(ops, cache, axis);
        Value all = ops.node("Range", ops.scalarLong(0), ops.node("Squeeze", extent), ops.scalarLong(1));
        Value places = ops.sub(all, ops.reshape(starts, -1, 1));
        if (node.original().text("mode", "linear").equals("circular")) {
            places = ops.node("Mod", places, extent);
        }
        Value rank = ops.node("Size", ops.shapeOf(cache));
        Value before = axis < 0 ? ops.add(rank, ops.longs(axis - 1)) : ops.longs(axis - 1);
        Value behind = axis < 0 ? ops.longs(-axis - 1) : ops.sub(rank, ops.longs(axis + 1));
        Value extents = ops.concat(0, List.of(ops.longs(-1), Ones.many(ops, before), extent, Ones.many(ops, behind)));
        return ops.node("Reshape", places, extents);
    }

    /** A list of one number. */
    private static Value extent(Ops ops, Value value, long axis) {
        return ops.gather(ops.shapeOf(value), ops.longs(axis), 0);
    }
}
