package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Constants;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Ops;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a query of an Attention sees, and what is added to their scores: its mask, the keys up to it ({@code is_causal}),
 * those near it (the window of opset 25), those that are no padding. A query that sees none gives 0.
 */
final class AttentionBias {

    private static final int MASK = 3;
    private static final int LENGTHS = 6;

    /** Finite, so that rows of nothing else are no NaN; with any score it is still far below all others. */
    private static final float LOWEST = -Float.MAX_VALUE;

    private final LiftedNode node;
    private final Ops ops;
    private final Value queries;
    private final Value keyCount;
    /** Truths that broadcast to [N, heads, queries, keys]; null where all are seen. */
    private @Nullable Value seen;
    /** Added to the scores of keys that are seen; null where nothing is. */
    private @Nullable Value added;

    private boolean mayBeBlind;

    private AttentionBias(LiftedNode node, Value queries, Value values) {
        this.node = node;
        this.ops = node.ops();
        this.queries = queries;
        this.keyCount = extent(ops, values, 2);
    }

    /**
     * @param queries [N, heads, queries, channels]
     * @param values  [N, heads, keys, channels]
     */
    static AttentionBias of(LiftedNode node, Value queries, Value values) {
        AttentionBias bias = new AttentionBias(node, queries, values);
        bias.readMask();
        bias.readPlaces();
        return bias;
    }

    /** Scores with what is added to them. */
    Value addTo(Value scores) {
        if (seen == null) {
            return scores;
        }
        Value lowest = ops.constant(LOWEST);
        Value bias = added == null ? ops.constant(0) : ops.node("Max", added, lowest);
        return ops.add(scores, ops.where(seen, bias, lowest));
    }

    /** Scores in which what is not seen is minus infinity. */
    Value masked(Value scores) {
        return seen == null ? scores : ops.where(seen, scores, ops.constant(Float.NEGATIVE_INFINITY));
    }

    /** Rows of queries, 0 where a query sees no key. */
    Value silenced(Value rows) {
        if (seen == null || !mayBeBlind) {
            return rows;
        }
        return ops.mul(rows, ops.reduce("ReduceMax", ops.toFloat(seen), true, -1));
    }

    private void readMask() {
        Value mask = node.input(MASK);
        if (mask == null) {
            return;
        }
        boolean isTruth = node.isTruth(MASK);
        Value missing = isTruth ? ops.stored(falsehood()) : ops.constant(Float.NEGATIVE_INFINITY);
        Value lacking = ops.sub(keyCount, extent(ops, mask, -1));
        Value whole = ops.node("Pad", mask, ops.concat(0, List.of(ops.longs(0), lacking)), missing, ops.longs(-1));
        seen = isTruth ? whole : ops.greater(whole, ops.constant(Float.NEGATIVE_INFINITY));
        added = isTruth ? null : whole;
        mayBeBlind = !Constants.of(node.original().input(MASK))
                .map(this::letsEachSee)
                .orElse(false);
    }

    private static TensorData falsehood() {
        return new TensorData(DataType.BOOL, Shape.of(), ByteBuffer.wrap(new byte[] {0}));
    }

    /** True where each row of a stored mask lets a key through. */
    private boolean letsEachSee(TensorData mask) {
        int width = mask.shape().rank() == 0 ? 1 : mask.shape().dimension(-1);
        boolean isTruth = mask.type() == DataType.BOOL;
        ByteBuffer bytes = mask.bytes();
        for (int row = 0; row < mask.shape().size() / width; row++) {
            boolean sees = false;
            for (int key = 0; key < width; key++) {
                sees |= isTruth ? bytes.get() != 0 : bytes.getFloat() > Float.NEGATIVE_INFINITY;
            }
            if (!sees) {
                return false;
            }
        }
        return true;
    }

    private void readPlaces() {
        Value lengths = node.input(LENGTHS);
        long left = node.original().integer("left_window_size", -1);
        long right = node.original().integer("right_window_size", -1);
        boolean isCausal = node.original().integer("is_causal", 0) == 1;
        if (lengths == null && left < 0 && right < 0 && !isCausal) {
            return;
        }
        mayBeBlind |= seen != null || lengths != null || left >= 0 || right >= 0;
        Value keys = range(keyCount);
        Value count = extent(ops, queries, 2);
        Value first = null;
        if (lengths != null) {
            Value column = ops.reshape(lengths, -1, 1, 1, 1);
            see(ops.less(keys, column));
            first = ops.sub(column, count);
        }
        Value rows = ops.reshape(range(count), -1, 1);
        Value ahead = ops.sub(keys, first == null ? rows : ops.add(rows, first));
        if (isCausal || right >= 0) {
            see(ops.node("LessOrEqual", ahead, ops.scalarLong(isCausal ? 0 : right)));
        }
        if (left >= 0) {
            see(ops.node("GreaterOrEqual", ahead, ops.scalarLong(-left)));
        }
    }

    private void see(Value truths) {
        seen = seen == null ? truths : ops.and(seen, truths);
    }

    private Value range(Value count) {
        return ops.node("Range", ops.scalarLong(0), ops.node("Squeeze", count), ops.scalarLong(1));
    }

    /** The extent of one axis, as a list of one number. */
    static Value extent(Ops ops, Value value, long axis) {
        Map<String, Attribute> bounds = axis == -1
                ? Map.of("start", new Attribute.Int(-1))
                : Map.of("start", new Attribute.Int(axis), "end", new Attribute.Int(axis + 1));
        return ops.node("Shape", List.of(value), bounds);
    }
}
