package dev.regard.autodiff;

import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.Arrays;

/**
 * A tensor that is worked on axis by axis, with the extents that it has so far; the extent of the axis that grows with
 * the batch is -1, and that axis stays as it is.
 */
final class AxisWise {

    private final Ops ops;
    private final long[] extents;
    private Value value;

    /**
     * @param value   a tensor of as many numbers
     * @param extents as Reshape takes them, at most one of them -1
     */
    AxisWise(Ops ops, Value value, long... extents) {
        this.ops = ops;
        this.value = value;
        this.extents = extents.clone();
    }

    /** The cotangent of a node's first output. */
    static AxisWise cotangent(DifferentiatedNode node) {
        return new AxisWise(node.ops(), node.cotangent(), DifferentiatedNode.freeExtents(node.output()));
    }

    Value value() {
        return value;
    }

    /** Applies a matrix [to, from] along an axis of extent {@code from}. */
    AxisWise multiply(int axis, Value matrix, long to) {
        if (axis == extents.length - 1) {
            value = ops.matMul(value, ops.transpose(matrix, 1, 0));
            extents[axis] = to;
            return this;
        }
        boolean isNextToLast = axis == extents.length - 2;
        Value columns = isNextToLast ? value : ops.reshape(value, withRestAsOne(axis));
        extents[axis] = to;
        Value product = ops.matMul(matrix, columns);
        value = isNextToLast ? product : ops.reshape(product, extents);
        return this;
    }

    /** The extents with all axes behind {@code axis} made one. */
    private long[] withRestAsOne(int axis) {
        long rest = 1;
        for (int behind = axis + 1; behind < extents.length; behind++) {
            rest = extents[behind] < 0 || rest < 0 ? -1 : rest * extents[behind];
        }
        long[] shorter = Arrays.copyOf(extents, axis + 2);
        shorter[axis + 1] = rest;
        return shorter;
    }

    /** Adds zeros before and behind an axis, or where negative takes away. */
    AxisWise pad(int axis, long begin, long end) {
        long[] begins = new long[extents.length];
        long[] ends = new long[extents.length];
        begins[axis] = begin;
        ends[axis] = end;
        return pad(begins, ends);
    }

    /** Adds zeros before and behind all axes, or where negative takes away. */
    AxisWise pad(long[] begins, long[] ends) {
        if (Arrays.stream(begins).allMatch(pad -> pad == 0)
                && Arrays.stream(ends).allMatch(pad -> pad == 0)) {
            return this;
        }
        long[] pads = Arrays.copyOf(begins, 2 * begins.length);
        System.arraycopy(ends, 0, pads, begins.length, ends.length);
        value = ops.pad(value, pads);
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] += begins[axis] + ends[axis];
        }
        return this;
    }

    /** Puts {@code step} - 1 zeros behind each entry of an axis. */
    AxisWise spread(int axis, long step) {
        long[] pads = new long[2 * (extents.length + 1)];
        pads[pads.length / 2 + axis + 1] = step - 1;
        Value apart = ops.pad(ops.reshape(value, withAxisBehind(axis)), pads);
        extents[axis] *= step;
        value = ops.reshape(apart, extents);
        return this;
    }

    /** The extents with another axis of extent 1 behind {@code axis}. */
    private long[] withAxisBehind(int axis) {
        long[] longer = new long[extents.length + 1];
        System.arraycopy(extents, 0, longer, 0, axis + 1);
        longer[axis + 1] = 1;
        System.arraycopy(extents, axis + 1, longer, axis + 2, extents.length - axis - 1);
        return longer;
    }

    /** Turns an axis round. */
    AxisWise flip(int axis) {
        value = ops.node("Slice", value, ops.longs(-1), ops.longs(Long.MIN_VALUE), ops.longs(axis), ops.longs(-1));
        return this;
    }

    /** Takes these entries of an axis. */
    AxisWise gather(int axis, long... indices) {
        value = ops.gather(value, ops.longs(indices), axis);
        extents[axis] = indices.length;
        return this;
    }
}
