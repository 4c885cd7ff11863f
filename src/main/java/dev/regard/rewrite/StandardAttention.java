package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Attention of opset 23 to 26 in pieces: softmax(cap(scale q k') + bias) v, head by head. What keeps keys and values from one
 * run to the next is for language, and refused.
 */
final class StandardAttention {

    private static final int Q = 0;
    private static final int K = 1;
    private static final int V = 2;
    private static final List<String> OF_EARLIER_RUNS = List.of("past_key", "past_value");
    private static final List<String> FOR_LATER_RUNS = List.of("present_key", "present_value");
    private static final Map<String, Attribute> LAST = Map.of("axis", new Attribute.Int(-1));

    private final LiftedNode node;
    private final Ops ops;
    private final boolean isJoined;

    private StandardAttention(LiftedNode node) {
        this.node = node;
        this.ops = node.ops();
        // Heads that lie beside each other in 3 axes have to be counted.
        this.isJoined = heads("q_num_heads") > 0 && node.rank(Q, 3) == 3;
    }

    /** q, k and v, [N, heads, length, channels] or [N, length, heads x channels]; mask; past keys; past values; lengths. */
    static void write(LiftedNode node) {
        refuseCache(node);
        new StandardAttention(node).run();
    }

    private static void refuseCache(LiftedNode node) {
        for (int kept = 0; kept < 2; kept++) {
            if (node.input(4 + kept) != null) {
                throw refused(node, OF_EARLIER_RUNS.get(kept));
            }
            Value present = kept + 1 < node.original().outputs().size()
                    ? node.original().outputs().get(kept + 1)
                    : null;
            if (present != null && node.isRead(present)) {
                throw refused(node, FOR_LATER_RUNS.get(kept));
            }
        }
    }

    private static RuntimeException refused(LiftedNode node, String name) {
        return node.unsupported(
                "'%s' keeps what earlier images gave; export it without a cache of keys and values".formatted(name));
    }

    private void run() {
        Value queries = ops.mul(split(Q, 0, 2, 1, 3), scale());
        Value keys = isJoined ? split(K, 0, 2, 3, 1) : ops.transpose(node.required(K), 0, 1, 3, 2);
        Value values = split(V, 0, 2, 1, 3);
        AttentionBias bias = AttentionBias.of(node, queries, values);
        Value grouped = isGrouped() ? groups(K) : null;
        Value product = product(queries, keys, grouped);
        Value capped = capped(product);
        Value biased = bias.addTo(capped);
        Value weights = ops.node("Softmax", List.of(biased), LAST);
        Value attended = bias.silenced(product(weights, values, grouped));
        if (isJoined) {
            node.becomesOutput(
                    0, "Reshape", List.of(ops.transpose(attended, 0, 2, 1, 3), ops.longs(0, 0, -1)), Map.of());
        } else {
            node.becomesOutput(0, "Identity", List.of(attended), Map.of());
        }
        Value shown = switch ((int) node.original().integer("qk_matmul_output_mode", 0)) {
            case 0 -> product;
            case 1 -> capped;
            case 2 -> bias.masked(biased);
            default -> bias.silenced(weights);
        };
        node.becomesOutput(3, "Identity", List.of(shown), Map.of());
    }

    private long heads(String attribute) {
        return node.original().integer(attribute, 0);
    }

    /** Head by head; the permutation is of [N, length, heads, channels]. */
    private Value split(int input, long... permutation) {
        Value tokens = node.required(input);
        long heads = heads(input == Q ? "q_num_heads" : "kv_num_heads");
        return isJoined ? ops.transpose(ops.reshape(tokens, 0, 0, heads, -1), permutation) : tokens;
    }

    /** As it is given, or 1 / sqrt(channels of a head). */
    private Value scale() {
        if (node.original().attributes().containsKey("scale")) {
            return ops.constant(node.original().real("scale", 1));
        }
        Value channels =
                isJoined ? ops.div(last(node.required(Q)), ops.longs(heads("q_num_heads"))) : last(node.required(Q));
        return ops.node("Reciprocal", ops.sqrt(ops.toFloat(channels)));
    }

    private Value last(Value value) {
        return AttentionBias.extent(ops, value, -1);
    }

    /** Several heads of queries may share one of keys and values; where heads are not counted, they may always. */
    private boolean isGrouped() {
        return !isJoined || heads("q_num_heads") != heads("kv_num_heads");
    }

    /** The extents [N, heads of an input, what is left, last]. */
    private Value groups(int input) {
        Value heads = isJoined
                ? ops.longs(heads(input == Q ? "q_num_heads" : "kv_num_heads"))
                : AttentionBias.extent(ops, node.required(input), 1);
        return ops.concat(0, List.of(ops.longs(0), heads, ops.longs(-1, 0)));
    }

    /**
     * A product head by head. Queries that share a head of keys are seen as more rows of that head, so that nothing is
     * repeated.
     */
    private Value product(Value rows, Value matrix, @Nullable Value grouped) {
        if (grouped == null) {
            return ops.matMul(rows, matrix);
        }
        Value shared = ops.matMul(ops.node("Reshape", rows, grouped), matrix);
        return ops.node("Reshape", shared, groups(Q));
    }

    private Value capped(Value scores) {
        float cap = node.original().real("softcap", 0);
        if (cap <= 0) {
            return scores;
        }
        return ops.mul(ops.tanh(ops.mul(scores, ops.constant(1 / cap))), ops.constant(cap));
    }
}
