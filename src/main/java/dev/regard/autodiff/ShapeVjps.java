package dev.regard.autodiff;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Rules of operators that rearrange or repeat numbers and change none. */
final class ShapeVjps {

    private ShapeVjps() {}

    static Value unchanged(DifferentiatedNode node, int input) {
        return node.cotangent();
    }

    static Value reshape(DifferentiatedNode node, int input) {
        return node.reshapedLike(node.input(input), node.cotangent());
    }

    /** The inverse permutation; without the attribute a Transpose reverses all axes, and so does its inverse. */
    static Value transpose(DifferentiatedNode node, int input) {
        int rank = node.shape(0).rank();
        long[] permutation = node.node()
                .integers("perm")
                .orElseGet(() ->
                        LongStream.range(0, rank).map(axis -> rank - 1 - axis).toArray());
        return node.ops().transpose(node.cotangent(), inverse(permutation));
    }

    /** The permutation that undoes another. */
    static long[] inverse(long... permutation) {
        long[] inverse = new long[permutation.length];
        for (int axis = 0; axis < permutation.length; axis++) {
            inverse[(int) permutation[axis]] = axis;
        }
        return inverse;
    }

    static Value expand(DifferentiatedNode node, int input) {
        return node.unbroadcast(node.cotangent(), node.input(0));
    }

    /** Sums over the copies: an axis of extent r d is r times d numbers. */
    static Value tile(DifferentiatedNode node, int input) {
        long[] repeats = node.node().integers("repeats", 1).orElseThrow();
        long[] extents = DifferentiatedNode.freeExtents(node.input(0));
        List<Long> split = new ArrayList<>();
        List<Long> copies = new ArrayList<>();
        for (int axis = 0; axis < extents.length; axis++) {
            if (repeats[axis] != 1) {
                copies.add((long) split.size());
                split.add(repeats[axis]);
            }
            split.add(extents[axis]);
        }
        if (copies.isEmpty()) {
            return node.cotangent();
        }
        Ops ops = node.ops();
        return ops.reduceSum(ops.reshape(node.cotangent(), toArray(split)), false, toArray(copies));
    }

    private static long[] toArray(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    /** The inverse of SpaceToDepth is DepthToSpace, in its mode DCR. */
    static Value spaceToDepth(DifferentiatedNode node, int input) {
        return node.ops()
                .node("DepthToSpace", List.of(node.cotangent()), node.node().attributes());
    }

    /** In mode DCR the inverse is SpaceToDepth; for CRD, where blocks lie behind channels, there is no such operator. */
    static Value depthToSpace(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        Node forward = node.node();
        long block = forward.integer("blocksize", 1);
        if (forward.text("mode", "DCR").equals("DCR")) {
            return ops.node("SpaceToDepth", List.of(node.cotangent()), Map.of("blocksize", new Attribute.Int(block)));
        }
        Shape from = node.shape(0);
        long rows = DifferentiatedNode.freeExtents(node.output())[0];
        long channels = node.output().shape().dimension(1);
        Value blocks =
                ops.reshape(node.cotangent(), rows, channels, from.dimension(2), block, from.dimension(3), block);
        return node.reshapedLike(node.input(0), ops.transpose(blocks, 0, 1, 3, 5, 2, 4));
    }

    /** What was set to 0 gets 0: the same triangle of the cotangent. */
    static Value triangle(DifferentiatedNode node, int input) {
        List<Value> inputs = node.node().optionalInput(1).isPresent()
                ? List.of(node.cotangent(), node.input(1))
                : List.of(node.cotangent());
        return node.ops().node("Trilu", inputs, node.node().attributes());
    }
}
