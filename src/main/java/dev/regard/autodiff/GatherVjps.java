package dev.regard.autodiff;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Constants;
import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Rules of operators that pick entries by their index. */
final class GatherVjps {

    private static final Map<String, Attribute> ADDING = Map.of("reduction", new Attribute.Text("add"));

    private GatherVjps() {}

    /** What was picked several times gets the sum, what was not picked 0. */
    static Value gather(DifferentiatedNode node, int input) {
        int axis = node.axis(0, node.shape(0).rank());
        long extent = node.shape(0).dimension(axis);
        Value indices = node.input(1);
        long[] extents = DifferentiatedNode.freeExtents(node.input(0));
        extents[axis] = indices.batchAxis().isPresent() ? -1 : indices.shape().size();
        Value rows = indices.shape().rank() == 1
                ? node.cotangent()
                : node.ops().reshape(node.cotangent(), extents);
        long[] picked = Constants.of(indices)
                .map(numbers -> Arrays.stream(numbers.toLongs())
                        .map(index -> Math.floorMod(index, extent))
                        .toArray())
                .orElse(null);
        if (picked == null || Arrays.stream(picked).distinct().count() < picked.length) {
            return new AxisWise(node.ops(), rows, extents)
                    .multiply(axis, unitColumns(node.ops(), indices, extent), extent)
                    .value();
        }
        return putBack(new AxisWise(node.ops(), rows, extents), axis, picked, extent)
                .value();
    }

    /** Puts rows back to where each came from; no place occurs twice. */
    private static AxisWise putBack(AxisWise rows, int axis, long[] places, long extent) {
        int count = places.length;
        if (IntStream.range(1, count).allMatch(i -> places[i] == places[0] + i)) {
            return rows.pad(axis, places[0], extent - places[0] - count);
        }
        long[] sources = new long[(int) extent];
        Arrays.fill(sources, count);
        for (int row = 0; row < count; row++) {
            sources[(int) places[row]] = row;
        }
        // One more row, of zeros, for the places that nothing came from.
        AxisWise sourced = count < extent ? rows.pad(axis, 0, 1) : rows;
        return sourced.gather(axis, sources);
    }

    /**
     * The matrix [extent, indices] that adds up what was picked several times. A ScatterND that adds would be shorter, but
     * on several threads ONNX Runtime loses sums where an index occurs twice.
     */
    private static Value unitColumns(Ops ops, Value indices, long extent) {
        Value list = ops.reshape(indices, -1);
        return ops.node(
                "OneHot",
                List.of(list, ops.longs(extent), ops.constant(Shape.of(2), 0, 1)),
                Map.of("axis", new Attribute.Int(0)));
    }

    static Value gatherElements(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        Map<String, Attribute> attributes = Map.of(
                "axis", new Attribute.Int(node.node().integer("axis", 0)), "reduction", new Attribute.Text("add"));
        Value zeros = ops.zerosLike(node.input(0));
        return ops.node("ScatterElements", List.of(zeros, node.input(1), node.cotangent()), attributes);
    }

    /** False for indices that count within each picture, and where the batch is not the outermost axis. */
    static boolean coversNd(Node node) {
        return node.integer("batch_dims", 0) == 0 && node.input(0).batchAxis().orElse(0) == 0;
    }

    /** As if the indexed axes were one: ScatterElements adds up reliably, ScatterND does not. */
    static Value gatherNd(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        Value data = node.input(0);
        int indexed = node.shape(1).dimension(-1);
        long[] extents = data.shape().toLongs();
        long rest = Arrays.stream(extents).skip(indexed).reduce(1, Math::multiplyExact);
        Value places = ops.reshape(flatIndices(node, indexed), -1, 1);
        Value zeros = ops.zerosLike(ops.reshape(data, -1, rest));
        Value sums = ops.node(
                "ScatterElements",
                List.of(zeros, ops.expand(places, 1, rest), ops.reshape(node.cotangent(), -1, rest)),
                ADDING);
        return node.reshapedLike(data, sums);
    }

    private static Value flatIndices(DifferentiatedNode node, int indexed) {
        Ops ops = node.ops();
        long[] strides = new long[indexed];
        long stride = 1;
        for (int axis = indexed - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= node.shape(0).dimension(axis);
        }
        Value extents = ops.slice(ops.shapeOf(node.input(0)), 0, 0, indexed);
        // The remainder has the sign of the divisor: it turns indices from the end into indices from the start.
        Value positive = ops.node("Mod", node.input(1), extents);
        return ops.reduceSum(ops.mul(positive, ops.longs(strides)), true, -1);
    }
}
