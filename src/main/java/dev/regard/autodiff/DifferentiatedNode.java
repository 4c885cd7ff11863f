package dev.regard.autodiff;

import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What a rule sees: a node of the forward pass, the cotangents of its outputs, and where to write new nodes. */
final class DifferentiatedNode {

    private final Node node;
    private final Ops ops;
    private final Map<Value, Value> cotangents;
    private final IntPredicate covered;

    /** @param covered tells of which inputs the rule brings along what flows through them */
    DifferentiatedNode(Node node, Ops ops, Map<Value, Value> cotangents, IntPredicate covered) {
        this.node = node;
        this.ops = ops;
        this.cotangents = cotangents;
        this.covered = covered;
    }

    Node node() {
        return node;
    }

    Ops ops() {
        return ops;
    }

    Value input(int index) {
        return node.input(index);
    }

    /** The shape of an input, for a batch of one picture. */
    Shape shape(int index) {
        return node.input(index).shape();
    }

    Value output() {
        return node.output();
    }

    /** True where nobody will ask for the cotangent of this input: that of the other one has to bring it along. */
    boolean isCovered(int index) {
        return covered.test(index);
    }

    /** The cotangent of the first output. */
    Value cotangent() {
        return cotangent(0).orElseThrow(() -> new MissingVjpException(node));
    }

    /** The cotangent of an output; empty where the class score does not depend on it. */
    Optional<Value> cotangent(int index) {
        return Optional.ofNullable(cotangents.get(node.outputs().get(index)));
    }

    /** An attribute {@code axis}, counted from the front. */
    int axis(int otherwise, int rank) {
        return Math.floorMod((int) node.integer("axis", otherwise), rank);
    }

    /** Gives a tensor of as many numbers the shape of {@code value}, whatever the batch. */
    Value reshapedLike(Value value, Value cotangent) {
        return ops.reshape(cotangent, freeExtents(value));
    }

    /** The extents of a value as Reshape takes them: -1 for the axis that grows with the batch. */
    static long[] freeExtents(Value value) {
        long[] extents = value.shape().toLongs();
        value.batchAxis().ifPresent(axis -> extents[axis] = -1);
        return extents;
    }

    /** Gives numbers by channel a shape that broadcasts to the first input. */
    Value alongChannels(Value numbers) {
        long[] extents = new long[shape(0).rank()];
        Arrays.fill(extents, 1);
        extents[1] = -1;
        return ops.reshape(numbers, extents);
    }

    /** The sums of a tensor of the output's shape over all axes but the channels. */
    Value sumByChannel(Value terms) {
        long[] others = LongStream.range(0, output().shape().rank())
                .filter(axis -> axis != 1)
                .toArray();
        return ops.reduceSum(terms, false, others);
    }

    /** A cotangent where a value lies between two limits, and 0 at them and outside; a limit may be missing. */
    Value inside(Value cotangent, Value value, @Nullable Value low, @Nullable Value high) {
        Value above = low == null ? null : ops.greater(value, low);
        Value below = high == null ? null : ops.less(value, high);
        if (above == null || below == null) {
            Value only = above == null ? below : above;
            return only == null ? cotangent : ops.mul(cotangent, ops.toFloat(only));
        }
        return ops.mul(cotangent, ops.toFloat(ops.and(above, below)));
    }

    /** A cotangent divided by a norm, and 0 where the norm is. */
    Value dividedOrZero(Value cotangent, Value norm) {
        Value zero = ops.constant(0);
        Value inverse = ops.where(ops.greater(norm, zero), ops.div(ops.constant(1), norm), zero);
        return ops.mul(cotangent, inverse);
    }

    /** Repeats a tensor that broadcasts to the shape of {@code value} until it has it. */
    Value expandedLike(Value value, Value cotangent) {
        long[] extents = value.shape().toLongs();
        // An extent of 1 asks for what is there; the tensor has the rows of the batch already.
        value.batchAxis().ifPresent(axis -> extents[axis] = 1);
        return ops.expand(cotangent, extents);
    }

    /**
     * Undoes broadcasting: sums a cotangent of the output's shape over the axes along which {@code value} was repeated.
     */
    Value unbroadcast(Value cotangent, Value value) {
        int rank = output().shape().rank();
        return unbroadcast(cotangent, value, rank, rank - value.shape().rank());
    }

    /**
     * The same where only the first {@code axes} broadcast.
     *
     * @param missing how many of them {@code value} does not have
     */
    Value unbroadcast(Value cotangent, Value value, int axes, int missing) {
        Shape whole = output().shape();
        Shape part = value.shape();
        long[] repeated = IntStream.range(0, axes)
                .filter(axis -> axis < missing || (part.dimension(axis - missing) == 1 && whole.dimension(axis) > 1))
                .mapToLong(axis -> axis)
                .toArray();
        Value summed = repeated.length == 0 ? cotangent : ops.reduceSum(cotangent, true, repeated);
        return missing == 0 ? summed : reshapedLike(value, summed);
    }
}
