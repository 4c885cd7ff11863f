package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Attention in one operator of the domain com.microsoft, taken apart: softmax(scale q k' + bias) v, head by head. Forms for
 * language, with a mask of tokens, a past, or tokens that see earlier ones only, stay as they are.
 */
final class AttentionLiftings {

    private AttentionLiftings() {}

    /**
     * x, [N, length, C]; the weights of q, k and v beside each other, [C, 3 C]; their biases, [3 C]; mask; past; a bias of the
     * scores; length of the past.
     */
    static void packed(LiftedNode node) {
        if (isForLanguage(node, 3, 4, 6)) {
            node.stays();
            return;
        }
        Ops ops = node.ops();
        Value projected = ops.matMul(node.required(0), node.required(1));
        Value bias = node.input(2);
        Optional<long[]> sizes = node.original().integers("qkv_hidden_sizes");
        write(node, threeParts(ops, bias == null ? projected : ops.add(projected, bias), sizes), node.input(5));
    }

    /** q, k and v, [N, length, C]; a bias for the three of them beside each other; mask; a bias of the scores; past. */
    static void separate(LiftedNode node) {
        if (node.input(1) == null || node.input(2) == null || isForLanguage(node, 4, 6, 7)) {
            node.stays();
            return;
        }
        Value bias = node.input(3);
        List<Value> biases = bias == null ? List.of() : threeParts(node.ops(), bias, Optional.empty());
        List<Value> parts = new ArrayList<>();
        for (int part = 0; part < 3; part++) {
            Value tokens = node.required(part);
            parts.add(bias == null ? tokens : node.ops().add(tokens, biases.get(part)));
        }
        write(node, parts, node.input(5));
    }

    private static boolean isForLanguage(LiftedNode node, int... inputs) {
        return Arrays.stream(inputs).anyMatch(input -> node.input(input) != null)
                || node.original().integer("unidirectional", 0) == 1
                || node.original().integer("do_rotary", 0) == 1
                || node.original().outputs().size() > 1;
    }

    private static List<Value> threeParts(Ops ops, Value whole, Optional<long[]> sizes) {
        Attribute axis = new Attribute.Int(-1);
        return sizes.map(given -> ops.node("Split", List.of(whole, ops.longs(given)), Map.of("axis", axis), 3))
                .orElseGet(() -> ops.node(
                        "Split", List.of(whole), Map.of("axis", axis, "num_outputs", new Attribute.Int(3)), 3));
    }

    private static void write(LiftedNode node, List<Value> parts, @Nullable Value bias) {
        Ops ops = node.ops();
        long heads = node.original().integer("num_heads", 1);
        Value queries = ops.transpose(ops.reshape(parts.get(0), 0, 0, heads, -1), 0, 2, 1, 3);
        Value keys = ops.transpose(ops.reshape(parts.get(1), 0, 0, heads, -1), 0, 2, 3, 1);
        Value values = ops.transpose(ops.reshape(parts.get(2), 0, 0, heads, -1), 0, 2, 1, 3);
        Value scores = ops.mul(ops.matMul(queries, keys), scale(node, queries));
        Value weights = ops.node(
                "Softmax",
                List.of(bias == null ? scores : ops.add(scores, bias)),
                Map.of("axis", new Attribute.Int(-1)));
        Value joined = ops.transpose(ops.matMul(weights, values), 0, 2, 1, 3);
        node.becomesOutput(0, "Reshape", List.of(joined, ops.longs(0, 0, -1)), Map.of());
    }

    /** As it is given, or 1 / sqrt(channels of a head). */
    private static Value scale(LiftedNode node, Value queries) {
        Ops ops = node.ops();
        float given = node.original().real("scale", 0);
        if (given != 0) {
            return ops.constant(given);
        }
        Value channels = ops.toFloat(ops.gather(ops.shapeOf(queries), ops.scalarLong(3), 0));
        return ops.node("Reciprocal", ops.sqrt(channels));
    }
}
