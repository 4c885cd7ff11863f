package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Attention in one operator of the domain com.microsoft, taken apart: softmax(scale q k') v, head by head. */
final class AttentionLiftings {

    private AttentionLiftings() {}

    /** x, [N, length, C]; the weights of q, k and v beside each other, [C, 3 C]; their biases, [3 C]. */
    static void packed(LiftedNode node) {
        requireOnly(node, 3);
        if (node.original().integer("unidirectional", 0) == 1
                || node.original().integer("do_rotary", 0) == 1
                || node.original().attributes().containsKey("qkv_hidden_sizes")) {
            throw node.unsupported("only plain attention of equal parts can");
        }
        Ops ops = node.ops();
        Value projected = ops.matMul(node.required(0), node.required(1));
        Value bias = node.input(2);
        Value all = bias == null ? projected : ops.add(projected, bias);
        List<Value> parts = split(ops, all);
        write(node, parts.get(0), parts.get(1), parts.get(2));
    }

    private static List<Value> split(Ops ops, Value all) {
        // One part after the other of [N, length, 3, C].
        Value apart = ops.reshape(all, 0, 0, 3, -1);
        List<Value> parts = new ArrayList<>();
        for (long part = 0; part < 3; part++) {
            parts.add(ops.gather(apart, ops.scalarLong(part), 2));
        }
        return parts;
    }

    /** q, k and v, [N, length, C], and a bias for the three of them beside each other. */
    static void separate(LiftedNode node) {
        requireOnly(node, 4);
        Ops ops = node.ops();
        Value q = node.required(0);
        Value k = node.required(1);
        Value v = node.required(2);
        Value bias = node.input(3);
        if (bias == null) {
            write(node, q, k, v);
            return;
        }
        Value apart = ops.reshape(bias, 3, -1);
        write(
                node,
                ops.add(q, ops.gather(apart, ops.scalarLong(0), 0)),
                ops.add(k, ops.gather(apart, ops.scalarLong(1), 0)),
                ops.add(v, ops.gather(apart, ops.scalarLong(2), 0)));
    }

    /** Masks, pasts and the like change with what is asked; image classifiers have none. */
    private static void requireOnly(LiftedNode node, int inputs) {
        List<@Nullable Value> further = node.original().inputs().stream()
                .skip(inputs)
                .filter(value -> value != null)
                .toList();
        if (!further.isEmpty()) {
            throw node.unsupported("it takes a mask or a past (" + further.getFirst() + ")");
        }
    }

    private static void write(LiftedNode node, Value q, Value k, Value v) {
        Ops ops = node.ops();
        long heads = node.original().integer("num_heads", 1);
        Value queries = ops.transpose(ops.reshape(q, 0, 0, heads, -1), 0, 2, 1, 3);
        Value keys = ops.transpose(ops.reshape(k, 0, 0, heads, -1), 0, 2, 3, 1);
        Value values = ops.transpose(ops.reshape(v, 0, 0, heads, -1), 0, 2, 1, 3);
        Value weights = ops.node(
                "Softmax",
                List.of(ops.mul(ops.matMul(queries, keys), scale(node, queries))),
                Map.of("axis", new Attribute.Int(-1)));
        Value joined = ops.transpose(ops.matMul(weights, values), 0, 2, 1, 3);
        node.becomesOutput(0, "Reshape", List.of(joined, ops.longs(0, 0, -1)), Map.of());
    }

    /** As it is given, or 1 / sqrt(channels of a head). */
    private static Value scale(LiftedNode node, Value queries) {
        Ops ops = node.ops();
        if (node.original().attributes().containsKey("scale") && node.original().real("scale", 0) != 0) {
            return ops.constant(node.original().real("scale", 0));
        }
        Value channels = ops.toFloat(ops.gather(ops.shapeOf(queries), ops.scalarLong(3), 0));
        return ops.node("Reciprocal", ops.sqrt(channels));
    }
}
