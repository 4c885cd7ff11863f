package dev.regard.runtime;

import dev.regard.onnx.Graph;
import dev.regard.onnx.InvalidGraphException;
import dev.regard.onnx.Node;
import dev.regard.onnx.Value;
import dev.regard.onnx.Window;
import dev.regard.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which pixels of the model's input a cell of a feature map looks at, from the strides, kernels and pads on the way.
 * Follows every axis of every value on its own, so that transposed layouts need no special case.
 */
final class ReceptiveFields {

    private final Map<Value, @Nullable Field[]> fields = new HashMap<>();

    private ReceptiveFields() {}

    /**
     * The receptive field along one axis. Cell i looks at the pixels from {@code first + i * step} to
     * {@code last + i * step}, counted from 0; padding may lie below 0.
     */
    record Field(double first, double last, double step) {

        /** Centre of cell 0, where the first pixel reaches from 0 to 1. */
        double centre() {
            return (first + last) / 2 + 0.5;
        }

        private Field through(Window.Axis window) {
            double start = -window.begin() * step;
            double reach = (window.kernel() - 1) * window.dilation() * step;
            return new Field(first + start, last + start + reach, step * window.stride());
        }

        private Field from(double start, double stride) {
            return new Field(first + start * step, last + start * step, step * stride);
        }

        private @Nullable Field union(@Nullable Field other) {
            if (other == null || step != other.step) {
                return null;
            }
            return new Field(Math.min(first, other.first), Math.max(last, other.last), step);
        }
    }

    /** Fields of a feature map's height and width; empty where they cannot be derived. */
    record Fields(Field height, Field width) {}

    /**
     * Follows the graph from its input.
     *
     * @param graph  with measured shapes
     * @param input  [N, C, H, W] or [N, H, W, C]
     * @param height which axis of the input is its height; its width is the next
     */
    static ReceptiveFields of(Graph graph, Value input, int height) {
        ReceptiveFields fields = new ReceptiveFields();
        Field pixel = new Field(0, 0, 1);
        @Nullable Field[] start = new Field[4];
        start[height] = pixel;
        start[height + 1] = pixel;
        fields.fields.put(input, start);
        graph.nodes().forEach(fields::follow);
        return fields;
    }

    /** The fields of a feature map [N, C, h, w]; empty where they cannot be derived. */
    Optional<Fields> at(Value featureMap) {
        @Nullable Field[] found = fields.getOrDefault(featureMap, new Field[4]);
        Field rows = found[2];
        Field columns = found[3];
        return rows == null || columns == null ? Optional.empty() : Optional.of(new Fields(rows, columns));
    }

    /** True where the second axis of a value is a height: its channels come last. */
    boolean isChannelsLast(Value value) {
        return fields.getOrDefault(value, new Field[4])[1] != null;
    }

    private void follow(Node node) {
        Value output = node.outputs().isEmpty() ? null : node.outputs().getFirst();
        if (output == null || !output.hasShape() || output.shape().rank() != 4) {
            return;
        }
        @Nullable Field @Nullable [] result = through(node, output);
        if (result != null) {
            fields.put(output, result);
        }
    }

    private @Nullable Field @Nullable [] through(Node node, Value output) {
        try {
            return switch (node.opType()) {
                case "Conv", "MaxPool", "AveragePool", "LpPool" -> throughWindow(node);
                case "Transpose" -> transposed(node);
                case "Pad" -> padded(node);
                case "Slice" -> sliced(node);
                default -> merged(node, output.shape());
            };
        } catch (InvalidGraphException e) {
            // Pads or starts that are computed while the model runs: it runs, only places are lost.
            return null;
        }
    }

    private @Nullable Field @Nullable [] throughWindow(Node node) {
        @Nullable Field[] before = fields.get(node.input(0));
        if (before == null) {
            return null;
        }
        Window window = Window.of(node);
        @Nullable Field[] after = before.clone();
        for (int axis = 2; axis < 4; axis++) {
            Field field = before[axis];
            after[axis] = field == null ? null : field.through(window.axis(axis - 2));
        }
        return after;
    }

    private @Nullable Field @Nullable [] transposed(Node node) {
        @Nullable Field[] before = fields.get(node.input(0));
        long[] permutation = node.integers("perm").orElse(new long[] {3, 2, 1, 0});
        if (before == null) {
            return null;
        }
        @Nullable Field[] after = new Field[4];
        for (int axis = 0; axis < 4; axis++) {
            after[axis] = before[(int) permutation[axis]];
        }
        return after;
    }

    private @Nullable Field @Nullable [] padded(Node node) {
        @Nullable Field[] before = fields.get(node.input(0));
        long[] pads = node.integers("pads", 1).orElse(new long[8]);
        if (before == null || pads.length != 8) {
            return null;
        }
        @Nullable Field[] after = before.clone();
        for (int axis = 0; axis < 4; axis++) {
            Field field = before[axis];
            after[axis] = field == null ? null : field.from(-pads[axis], 1);
        }
        return after;
    }

    private @Nullable Field @Nullable [] sliced(Node node) {
        @Nullable Field[] before = fields.get(node.input(0));
        if (before == null) {
            return null;
        }
        long[] starts = node.integers("starts", 1).orElseThrow();
        long[] axes = node.integers("axes", 3).orElseGet(() -> new long[] {0, 1, 2, 3});
        long[] steps = node.integers("steps", 4).orElseGet(() -> {
            long[] ones = new long[starts.length];
            Arrays.fill(ones, 1);
            return ones;
        });
        @Nullable Field[] after = before.clone();
        for (int i = 0; i < starts.length; i++) {
            int axis = Math.floorMod((int) axes[i], 4);
            int extent = node.input(0).shape().dimension(axis);
            Field field = before[axis];
            if (field != null) {
                after[axis] = field.from(starts[i] < 0 ? starts[i] + extent : starts[i], steps[i]);
            }
        }
        return after;
    }

    /**
     * Everything else leaves cells where they are. Where branches meet, their union counts; an input that is the same
     * for all cells (a gate of extent 1) has no place of its own and is left out.
     */
    private @Nullable Field @Nullable [] merged(Node node, Shape output) {
        List<@Nullable Field[]> branches = new ArrayList<>();
        for (Value input : node.inputs()) {
            @Nullable Field[] branch = input == null ? null : fields.get(input);
            if (branch != null
                    && keepsPlaces(branch, Objects.requireNonNull(input).shape(), output)) {
                branches.add(branch);
            }
        }
        return branches.stream().reduce(ReceptiveFields::union).orElse(null);
    }

    /** True where the axes that have a place are as long in the output as in the input. */
    private static boolean keepsPlaces(@Nullable Field[] branch, Shape input, Shape output) {
        for (int axis = 0; axis < 4; axis++) {
            if (branch[axis] != null && input.dimension(axis) != output.dimension(axis)) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Field[] union(@Nullable Field[] a, @Nullable Field[] b) {
        @Nullable Field[] union = new Field[4];
        for (int axis = 0; axis < 4; axis++) {
            Field field = a[axis];
            union[axis] = field == null ? null : field.union(b[axis]);
        }
        return union;
    }
}
