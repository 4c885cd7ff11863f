package dev.regard.autodiff;

import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The rule of padding. */
final class PaddingVjps {

    private PaddingVjps() {}

    /** What was added is cut off; where it is a copy of what was there, its cotangent goes to the original. */
    static Value pad(DifferentiatedNode node, int input) {
        String mode = node.node().text("mode", "constant");
        long[] begins = new long[node.shape(0).rank()];
        long[] ends = begins.clone();
        readPads(node.node(), begins, ends);
        if (input == 2) {
            return numberAround(node);
        }
        return mode.equals("constant") ? cut(node, begins, ends) : folded(node, mode, begins, ends);
    }

    /** The padding's one number has a part in all that was added. */
    private static Value numberAround(DifferentiatedNode node) {
        Ops ops = node.ops();
        List<@Nullable Value> inputs = new ArrayList<>(node.node().inputs());
        inputs.set(0, ops.zerosLike(node.input(0)));
        inputs.set(2, ops.constant(1));
        Value isAdded = ops.node("Pad", inputs, node.node().attributes());
        return node.unbroadcast(ops.mul(node.cotangent(), isAdded), node.input(2));
    }

    private static void readPads(Node node, long[] begins, long[] ends) {
        long[] pads = node.integers("pads", 1).orElseThrow();
        long[] axes = node.integers("axes", 3)
                .orElseGet(() -> LongStream.range(0, begins.length).toArray());
        for (int i = 0; i < axes.length; i++) {
            int axis = Math.floorMod((int) axes[i], begins.length);
            begins[axis] = pads[i];
            ends[axis] = pads[i + axes.length];
        }
    }

    private static Value cut(DifferentiatedNode node, long[] begins, long[] ends) {
        return AxisWise.cotangent(node).pad(negated(begins), negated(ends)).value();
    }

    private static long[] negated(long[] pads) {
        return Arrays.stream(pads).map(pad -> -pad).toArray();
    }

    private static Value folded(DifferentiatedNode node, String mode, long[] begins, long[] ends) {
        Shape from = node.shape(0);
        AxisWise cotangent = AxisWise.cotangent(node);
        for (int axis = 0; axis < begins.length; axis++) {
            if (begins[axis] != 0 || ends[axis] != 0) {
                int extent = from.dimension(axis);
                int padded = node.output().shape().dimension(axis);
                float[] origins = new float[extent * padded];
                for (int position = 0; position < padded; position++) {
                    origins[origin(mode, position - begins[axis], extent) * padded + position] = 1;
                }
                cotangent.multiply(axis, node.ops().constant(Shape.of(extent, padded), origins), extent);
            }
        }
        return cotangent.value();
    }

    /** Which element of an axis is copied to a position before, on or behind it. */
    private static int origin(String mode, long position, int extent) {
        long origin = switch (mode) {
            case "edge" -> Math.clamp(position, 0, extent - 1);
            case "wrap" -> Math.floorMod(position, extent);
            default -> {
                // Reflected at the first and at the last element, which are not repeated.
                long period = Math.max(1, 2L * (extent - 1));
                long within = Math.floorMod(position, period);
                yield Math.min(within, period - within);
            }
        };
        return (int) origin;
    }
}
