package dev.regard.autodiff;

import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.Map;
import java.util.stream.IntStream;

/** What a rule sees: a node of the forward pass, the cotangents of its outputs, and where to write new nodes. */
final class DifferentiatedNode {

    private final Node node;
    private final Ops ops;
    private final Map<Value, Value> cotangents;

    DifferentiatedNode(Node node, Ops ops, Map<Value, Value> cotangents) {
        this.node = node;
        this.ops = ops;
        this.cotangents = cotangents;
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

    Value output() {
        return node.output();
    }

    /** The cotangent of the first output. */
    Value cotangent() {
        Value cotangent = cotangents.get(node.output());
        if (cotangent == null) {
            throw new MissingVjpException(node);
        }
        return cotangent;
    }

    /** Gives a cotangent the shape of {@code value}, all rows kept. */
    Value reshapedLike(Value value, Value cotangent) {
        long[] extents = value.shape().toLongs();
        // 0 keeps the extent, also where there are no rows; where rows and other axes merge it has to be computed.
        extents[0] = value.shape().dimension(0) == output().shape().dimension(0) ? 0 : -1;
        return ops.reshape(cotangent, extents);
    }

    /**
     * Undoes broadcasting: sums a cotangent of the output's shape over the axes along which {@code value} was repeated.
     * The batch axis is never summed: a value that carries a cotangent has a row for every picture.
     */
    Value unbroadcast(Value cotangent, Value value) {
        return unbroadcast(cotangent, value, output().shape().rank());
    }

    /** The same for factors of a matrix product, whose last two axes are no matter of broadcasting. */
    Value unbroadcastMatrices(Value cotangent, Value value) {
        return unbroadcast(cotangent, value, output().shape().rank() - 2);
    }

    private Value unbroadcast(Value cotangent, Value value, int axes) {
        Shape whole = output().shape();
        Shape part = value.shape();
        int missing = whole.rank() - part.rank();
        long[] repeated = IntStream.range(1, axes)
                .filter(axis -> axis >= missing && part.dimension(axis - missing) == 1 && whole.dimension(axis) > 1)
                .mapToLong(axis -> axis)
                .toArray();
        Value summed = repeated.length == 0 ? cotangent : ops.reduceSum(cotangent, true, repeated);
        return missing == 0 ? summed : reshapedLike(value, summed);
    }
}
