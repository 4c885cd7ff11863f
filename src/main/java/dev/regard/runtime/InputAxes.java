package dev.regard.runtime;

import dev.regard.onnx.Constants;
import dev.regard.onnx.Graph;
import dev.regard.onnx.InvalidGraphException;
import dev.regard.onnx.Node;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The axes of an input that are its batch and its channels, found by what reads it: a convolution or a pool takes
 * [N, C, H, W], and between it and the input lie nodes that move axes in a known way. Extents alone cannot tell: the
 * picture may be one pixel wide.
 *
 * @param batch    the axis of the batch; -1 where the input has none
 * @param channels the axis of the channels; -1 where the input has none
 */
record InputAxes(int batch, int channels) {

    /** An axis that the graph adds. */
    private static final int ADDED = -1;

    /** An axis that several were made of, or a part of one. */
    private static final int MIXED = -2;

    /** Values that are looked at: what tells the axes stands near the input. */
    private static final int MAX_VALUES = 256;

    private static final Set<String> CHANNELS_SECOND = Set.of(
            "Conv",
            "ConvInteger",
            "QLinearConv",
            "ConvTranspose",
            "MaxPool",
            "AveragePool",
            "LpPool",
            "GlobalAveragePool",
            "GlobalMaxPool",
            "BatchNormalization",
            "InstanceNormalization",
            "GroupNormalization",
            "LRN",
            "SpaceToDepth",
            "DepthToSpace");

    private static final Set<String> LEAVES_AXES = Set.of(
            "Identity",
            "Cast",
            "Add",
            "Sub",
            "Mul",
            "Div",
            "Pow",
            "Max",
            "Min",
            "Abs",
            "Neg",
            "Sqrt",
            "Round",
            "Floor",
            "Clip",
            "Relu",
            "Dropout",
            "Pad",
            "Slice",
            "Split",
            "Concat",
            "Resize",
            "QuantizeLinear",
            "DequantizeLinear",
            "DynamicQuantizeLinear");

    private static final Set<String> CHANGES_EXTENTS = Set.of("Pad", "Slice", "Split", "Concat", "Resize", "Gather");

    /** The axes of a value: for each the axis of the input, and its extent, -1 where that is free. */
    private record Traced(Value value, List<Integer> origins, List<Long> extents) {}

    /**
     * Looks at what reads an input.
     *
     * @return empty where nothing near it tells
     */
    static Optional<InputAxes> of(Graph.GraphInput input) {
        List<Integer> own =
                IntStream.range(0, input.dimensions().size()).boxed().toList();
        Deque<Traced> open = new ArrayDeque<>(List.of(new Traced(input.value(), own, input.dimensions())));
        Set<Value> seen = new HashSet<>();
        InputAxes hint = null;
        while (!open.isEmpty() && seen.size() < MAX_VALUES) {
            Traced at = open.removeFirst();
            if (!seen.add(at.value)) {
                continue;
            }
            for (Node reader : at.value.uses()) {
                Optional<InputAxes> told = told(reader, at);
                if (told.isPresent()) {
                    return told;
                }
                hint = hint == null ? hinted(reader, at) : hint;
                behind(reader, at).ifPresent(open::add);
            }
        }
        return Optional.ofNullable(hint);
    }

    private static Optional<InputAxes> told(Node reader, Traced at) {
        boolean tells = reader.domain().isEmpty()
                && CHANNELS_SECOND.contains(reader.opType())
                && at.origins.size() == 4
                && reader.inputs().getFirst() == at.value;
        return tells && at.origins.get(0) != MIXED && at.origins.get(1) != MIXED
                ? Optional.of(new InputAxes(at.origins.get(0), at.origins.get(1)))
                : Optional.empty();
    }

    /** One number for each entry of an axis, as means and deviations are, or one entry taken for itself: the channels. */
    private static @Nullable InputAxes hinted(Node reader, Traced at) {
        int rank = at.origins.size();
        int axis = reader.is("Gather") ? taken(reader, at) : numbered(reader, at);
        boolean isChannels = rank == 4 && (axis == 1 || axis == 3);
        return isChannels && at.origins.get(0) == 0 && at.origins.get(axis) >= 0
                ? new InputAxes(0, at.origins.get(axis))
                : null;
    }

    private static int taken(Node gather, Traced at) {
        boolean isOne = gather.inputs().getFirst() == at.value
                && gather.optionalInput(1)
                        .flatMap(Constants::of)
                        .filter(indices -> indices.shape().rank() == 0)
                        .isPresent();
        return isOne ? Math.floorMod((int) gather.integer("axis", 0), at.origins.size()) : -1;
    }

    private static int numbered(Node reader, Traced at) {
        if (!LEAVES_AXES.contains(reader.opType()) || reader.inputs().size() != 2) {
            return -1;
        }
        Value other = reader.input(reader.input(0) == at.value ? 1 : 0);
        Shape shape = Constants.of(other).map(TensorData::shape).orElse(Shape.of());
        int[] longAxes = IntStream.range(0, shape.rank())
                .filter(axis -> shape.dimension(axis) > 1)
                .toArray();
        return longAxes.length == 1 ? longAxes[0] + at.origins.size() - shape.rank() : -1;
    }

    private static Optional<Traced> behind(Node reader, Traced at) {
        if (!reader.domain().isEmpty()
                || reader.outputs().isEmpty()
                || reader.outputs().getFirst() == null) {
            return Optional.empty();
        }
        try {
            return switch (reader.opType()) {
                case "Transpose" -> Optional.of(transposed(reader, at));
                case "Unsqueeze" -> reader.integers("axes", 1).map(axes -> unsqueezed(reader, at, axes));
                case "Squeeze" -> reader.integers("axes", 1).map(axes -> squeezed(reader, at, axes));
                case "Reshape" -> reshaped(reader, at);
                case "Gather" -> taken(reader, at) < 0 ? same(reader, at) : Optional.empty();
                default -> LEAVES_AXES.contains(reader.opType()) ? same(reader, at) : Optional.empty();
            };
        } catch (InvalidGraphException | IndexOutOfBoundsException e) {
            // Axes that are computed while the model runs, or that there are none of: others may tell.
            return Optional.empty();
        }
    }

    private static Optional<Traced> same(Node reader, Traced at) {
        boolean isWider = reader.inputs().stream()
                .anyMatch(input -> input != null
                        && Constants.of(input)
                                .filter(constant -> constant.shape().rank() > at.origins.size())
                                .isPresent());
        List<Long> extents =
                CHANGES_EXTENTS.contains(reader.opType()) ? Collections.nCopies(at.extents.size(), -1L) : at.extents;
        return isWider ? Optional.empty() : Optional.of(new Traced(reader.output(), at.origins, extents));
    }

    private static Traced transposed(Node reader, Traced at) {
        int rank = at.origins.size();
        long[] permutation = reader.integers("perm")
                .orElseGet(() -> IntStream.range(0, rank)
                        .mapToLong(axis -> rank - 1L - axis)
                        .toArray());
        List<Integer> origins = new ArrayList<>();
        List<Long> extents = new ArrayList<>();
        for (long from : permutation) {
            origins.add(at.origins.get((int) from));
            extents.add(at.extents.get((int) from));
        }
        return new Traced(reader.output(), origins, extents);
    }

    private static Traced unsqueezed(Node reader, Traced at, long[] axes) {
        int rank = at.origins.size() + axes.length;
        List<Integer> origins = new ArrayList<>(at.origins);
        List<Long> extents = new ArrayList<>(at.extents);
        Arrays.stream(axes)
                .mapToInt(axis -> Math.floorMod((int) axis, rank))
                .sorted()
                .forEach(axis -> {
                    origins.add(axis, ADDED);
                    extents.add(axis, 1L);
                });
        return new Traced(reader.output(), origins, extents);
    }

    private static Traced squeezed(Node reader, Traced at, long[] axes) {
        List<Integer> origins = new ArrayList<>(at.origins);
        List<Long> extents = new ArrayList<>(at.extents);
        Arrays.stream(axes)
                .mapToInt(axis -> Math.floorMod((int) axis, at.origins.size()))
                .boxed()
                .sorted(Collections.reverseOrder())
                .forEach(axis -> {
                    origins.remove((int) axis);
                    extents.remove((int) axis);
                });
        return new Traced(reader.output(), origins, extents);
    }

    /** From behind: axes of the same extent stay, those of extent 1 are added; what is left over is mixed. */
    private static Optional<Traced> reshaped(Node reader, Traced at) {
        long[] target = Constants.of(reader.input(1)).map(TensorData::toLongs).orElseGet(() -> new long[0]);
        Integer[] origins = new Integer[target.length];
        int from = at.origins.size() - 1;
        for (int to = target.length - 1; to >= 0; to--) {
            boolean isSame = from >= 0 && (target[to] == at.extents.get(from) || target[to] <= 0);
            boolean isAdded = target[to] == 1 && (from < 0 || at.extents.get(from) != 1 || to > from);
            origins[to] = isAdded ? Integer.valueOf(ADDED) : isSame ? at.origins.get(from) : Integer.valueOf(MIXED);
            from -= isAdded ? 0 : 1;
        }
        boolean isWhole = from < 0 && !Arrays.asList(origins).contains(MIXED);
        return isWhole
                ? Optional.of(new Traced(
                        reader.output(),
                        List.of(origins),
                        Arrays.stream(target).boxed().toList()))
                : Optional.empty();
    }
}
