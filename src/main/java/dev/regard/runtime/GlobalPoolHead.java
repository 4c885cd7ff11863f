package dev.regard.runtime;

import dev.regard.autodiff.ClassScore;
import dev.regard.onnx.Constants;
import dev.regard.onnx.GraphCopy;
import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import dev.regard.onnx.Window;
import dev.regard.tensor.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A head for which class activation mapping is exact: global average pooling and one linear layer (or 1x1 convolution)
 * behind it, or a pool that comes last, over one map for each class.
 *
 * @param activations what is pooled: channels first, channels last, or tokens
 * @param channelAxis of the activations
 * @param linear      the layer behind the pool; null where the pool comes last
 */
record GlobalPoolHead(
        Value activations, int channelAxis, @Nullable Linear linear) {

    /**
     * A linear layer without its bias.
     *
     * @param weights     [classes, C, ...], or [C, classes] where transposed
     * @param isTransposed true for [C, classes]
     * @param factor      that every weight is multiplied by
     */
    record Linear(Value weights, boolean isTransposed, float factor) {}

    /** What a pool takes the mean of. */
    private record Pooled(Value activations, int channelAxis) {
        int channels() {
            return activations.shape().dimension(channelAxis);
        }
    }

    /** Looks for such a head in front of the class scores. */
    static Optional<GlobalPoolHead> find(ClassScore score, ReceptiveFields fields) {
        int classes = score.classes();
        Value behindLinear = withoutBias(ClassScore.withoutReshaping(score.value()));
        Optional<Pooled> pooledLast = pooled(behindLinear, fields);
        if (pooledLast.isPresent()) {
            return pooledLast
                    .filter(maps -> maps.channels() == classes)
                    .map(maps -> new GlobalPoolHead(maps.activations, maps.channelAxis, null));
        }
        Node node = behindLinear.producer().orElse(null);
        Linear linear = node == null ? null : linear(node);
        if (node == null || linear == null) {
            return Optional.empty();
        }
        return pooled(ClassScore.withoutReshaping(node.input(0)), fields)
                .filter(pooled -> linear.weights.shape().size() == classes * pooled.channels())
                .map(pooled -> new GlobalPoolHead(pooled.activations, pooled.channelAxis, linear));
    }

    /** The same head in a copy of its graph. */
    GlobalPoolHead in(GraphCopy copy) {
        return new GlobalPoolHead(
                copy.of(activations),
                channelAxis,
                linear == null ? null : new Linear(copy.of(linear.weights), linear.isTransposed, linear.factor));
    }

    /**
     * Writes the maps of all classes into the graph: one matrix product, sum over c of weight[k, c] activations[c].
     *
     * @return [N, classes, h, w]
     */
    Value classMaps(Ops ops, FeatureLayout layout) {
        Value maps = linear == null ? activations : weighed(ops);
        Value first = channelAxis == 1 ? maps : channelsFirst(ops, maps);
        return layout.isTokens() ? ops.reshape(first, 0, -1, layout.height(), layout.width()) : first;
    }

    private Value weighed(Ops ops) {
        Linear layer = Objects.requireNonNull(linear);
        int channels = activations.shape().dimension(channelAxis);
        Value maps;
        if (channelAxis == 1) {
            Value weights = layer.isTransposed ? ops.transpose(layer.weights, 1, 0) : layer.weights;
            boolean isKernel = !layer.isTransposed
                    && layer.weights.shape().rank() == 4
                    && activations.shape().rank() == 4;
            long[] kernel = new long[activations.shape().rank()];
            Arrays.fill(kernel, 1);
            kernel[0] = -1;
            kernel[1] = channels;
            maps = ops.pointwiseConv(activations, isKernel ? weights : ops.reshape(weights, kernel));
        } else {
            Value rows = layer.isTransposed
                    ? ops.reshape(layer.weights, channels, -1)
                    : ops.transpose(ops.reshape(layer.weights, -1, channels), 1, 0);
            maps = ops.matMul(activations, rows);
        }
        return layer.factor == 1 ? maps : ops.mul(maps, ops.constant(layer.factor));
    }

    private Value channelsFirst(Ops ops, Value maps) {
        int rank = activations.shape().rank();
        long[] permutation = new long[rank];
        permutation[1] = rank - 1;
        for (int axis = 2; axis < rank; axis++) {
            permutation[axis] = axis - 1;
        }
        return ops.transpose(maps, permutation);
    }

    /** A bias raises every score by what no place in the picture has to do with: CAM leaves it out. */
    private static Value withoutBias(Value value) {
        Node node = value.producer().orElse(null);
        if (node == null || !node.is("Add")) {
            return value;
        }
        if (isParameter(node.input(1))) {
            return ClassScore.withoutReshaping(node.input(0));
        }
        return isParameter(node.input(0)) ? ClassScore.withoutReshaping(node.input(1)) : value;
    }

    private static @Nullable Linear linear(Node node) {
        if (node.is("Gemm") && node.integer("transA", 0) == 0 && isParameter(node.input(1))) {
            return new Linear(node.input(1), node.integer("transB", 0) == 0, node.real("alpha", 1));
        }
        if (node.is("MatMul") && isParameter(node.input(1))) {
            return new Linear(node.input(1), true, 1);
        }
        boolean onePlace = node.is("Conv")
                && node.input(0).shape().rank() == 4
                && node.output().shape().size() == node.output().shape().dimension(1)
                && node.input(1).shape().size()
                        == node.output().shape().dimension(1)
                                * node.input(0).shape().dimension(1);
        return onePlace && node.integer("group", 1) == 1 ? new Linear(node.input(1), false, 1) : null;
    }

    /** True for what the picture has no part in: a constant, or a constant that is dequantized or reshaped. */
    private static boolean isParameter(Value value) {
        return Constants.of(value).isPresent()
                || value.producer().stream()
                        .anyMatch(
                                node -> node.inputs().stream().allMatch(input -> input == null || isParameter(input)));
    }

    /** What a pool takes the mean of, where it does so over all cells and nothing else. */
    private static Optional<Pooled> pooled(Value value, ReceptiveFields fields) {
        Node pool = value.producer().orElse(null);
        if (pool == null || pool.inputs().isEmpty() || !pool.input(0).hasShape()) {
            return Optional.empty();
        }
        Value input = pool.input(0);
        Set<Integer> reduced = reducedAxes(pool);
        return fields.at(input).flatMap(places -> {
            Set<Integer> cells = new HashSet<>();
            for (int axis = 0; axis < places.rank(); axis++) {
                if (places.at(axis) != null) {
                    cells.add(axis);
                }
            }
            return cells.isEmpty() || !cells.equals(reduced) || !isWhole(places, input.shape())
                    ? Optional.empty()
                    : Optional.of(withoutTranspose(input, places, fields));
        });
    }

    /** Tokens that are no cells would take part in the mean. */
    private static boolean isWhole(Places places, Shape shape) {
        for (int axis = 0; axis < places.rank(); axis++) {
            if (places.at(axis) instanceof Place.Tokens tokens
                    && tokens.height() * tokens.width() != shape.dimension(axis)) {
                return false;
            }
        }
        return true;
    }

    /** The value before a Transpose is the one that people know. */
    private static Pooled withoutTranspose(Value input, Places places, ReceptiveFields fields) {
        Node before = input.producer().orElse(null);
        if (before != null && before.is("Transpose")) {
            Places placesBefore = fields.at(before.input(0)).orElse(null);
            if (placesBefore != null) {
                return new Pooled(before.input(0), channelAxis(before.input(0), placesBefore));
            }
        }
        return new Pooled(input, channelAxis(input, places));
    }

    private static int channelAxis(Value value, Places places) {
        int batch = value.batchAxis().orElse(0);
        for (int axis = 0; axis < places.rank(); axis++) {
            if (axis != batch && places.at(axis) == null) {
                return axis;
            }
        }
        return 1;
    }

    private static Set<Integer> reducedAxes(Node pool) {
        int rank = pool.input(0).shape().rank();
        boolean isGlobal = pool.is("GlobalAveragePool") || (pool.is("AveragePool") && coversAll(pool));
        if (isGlobal) {
            return IntStream.range(2, rank).boxed().collect(Collectors.toSet());
        }
        if (!pool.is("ReduceMean")) {
            return Set.of();
        }
        return pool.integers("axes", 1).stream()
                .flatMapToLong(Arrays::stream)
                .mapToInt(axis -> Math.floorMod((int) axis, rank))
                .boxed()
                .collect(Collectors.toSet());
    }

    private static boolean coversAll(Node pool) {
        Window window = Window.of(pool);
        Shape input = pool.input(0).shape();
        return window.kernel().length == 2
                && window.kernel()[0] == input.dimension(2)
                && window.kernel()[1] == input.dimension(3)
                && LongStream.concat(Arrays.stream(window.begins()), Arrays.stream(window.ends()))
                        .allMatch(pad -> pad == 0);
    }
}
