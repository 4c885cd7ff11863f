package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.List;
import java.util.Map;

/**
 * RotaryEmbedding of opset 23 in pieces: the channels of a head, or the first {@code rotary_embedding_dim} of them, are pairs
 * (a, b) that are turned by the angle of their token: (a cos - b sin, a sin + b cos).
 */
final class RotaryLifting {

    private RotaryLifting() {}

    /** x, [N, heads, length, channels] or [N, length, heads x channels]; cosines; sines; positions of tokens. */
    static void write(LiftedNode node) {
        Ops ops = node.ops();
        boolean isJoined = isJoined(node);
        long turned = node.original().integer("rotary_embedding_dim", 0);
        Value x = isJoined
                ? ops.reshape(node.required(0), 0, 0, node.original().integer("num_heads", 1), -1)
                : node.required(0);
        Value y = turned(node, turned == 0 ? x : ops.slice(x, -1, 0, turned), isJoined ? 2 : 1);
        if (turned != 0) {
            y = ops.concat(-1, List.of(y, ops.slice(x, -1, turned, Long.MAX_VALUE)));
        }
        if (isJoined) {
            node.becomes("Reshape", List.of(y, ops.longs(0, 0, -1)), Map.of());
        } else {
            node.becomes("Identity", List.of(y), Map.of());
        }
    }

    /** True for tokens whose heads lie beside each other: only there their number has to be told. */
    private static boolean isJoined(LiftedNode node) {
        return node.original().integer("num_heads", 0) > 0 && node.rank(0, 3) == 3;
    }

    /** @param headAxis of {@code x}, which the angles do not have */
    private static Value turned(LiftedNode node, Value x, long headAxis) {
        Ops ops = node.ops();
        boolean isInterleaved = node.original().integer("interleaved", 0) == 1;
        // The two of a pair lie side by side, or half of the channels apart.
        Value pairs = isInterleaved ? ops.reshape(x, 0, 0, 0, -1, 2) : ops.reshape(x, 0, 0, 0, 2, -1);
        long axis = isInterleaved ? 4 : 3;
        List<Value> ab = ops.node(
                "Split",
                List.of(pairs),
                Map.of("axis", new Attribute.Int(axis), "num_outputs", new Attribute.Int(2)),
                2);
        Value cosines = ops.node("Unsqueeze", angles(node, 1), ops.longs(headAxis, axis));
        Value sines = ops.node("Unsqueeze", angles(node, 2), ops.longs(headAxis, axis));
        Value a = ops.sub(ops.mul(ab.get(0), cosines), ops.mul(ab.get(1), sines));
        Value b = ops.add(ops.mul(ab.get(0), sines), ops.mul(ab.get(1), cosines));
        return ops.reshape(ops.concat(axis, List.of(a, b)), 0, 0, 0, -1);
    }

    /** Cosines or sines, [N, length, pairs]: as given, or those of each token's position. */
    private static Value angles(LiftedNode node, int input) {
        Value positions = node.input(3);
        Value given = node.required(input);
        return positions == null ? given : node.ops().gather(given, positions, 0);
    }
}
