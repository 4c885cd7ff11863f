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
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A head for which class activation mapping is exact: global average pooling and one linear layer (or 1x1 convolution)
 * behind it, or a pool that comes last, over one map for each class.
 *
 * @param activations what is pooled, [N, C, h, w]
 * @param linear      the layer behind the pool; null where the pool comes last
 */
record GlobalPoolHead(Value activations, @Nullable Linear linear) {

    /**
     * A linear layer without its bias.
     *
     * @param weights     [classes, C, ...], or [C, classes] where transposed
     * @param isTransposed true for [C, classes]
     * @param factor      that every weight is multiplied by
     */
    record Linear(Value weights, boolean isTransposed, float factor) {}

    /** Looks for such a head in front of the class scores. */
    static Optional<GlobalPoolHead> find(ClassScore score) {
        int classes = score.classes();
        Value behindLinear = withoutBias(ClassScore.withoutReshaping(score.value()));
        Optional<Value> pooledLast = pooled(behindLinear);
        if (pooledLast.isPresent()) {
            return pooledLast
                    .filter(maps -> maps.shape().dimension(1) == classes)
                    .map(maps -> new GlobalPoolHead(maps, null));
        }
        Node node = behindLinear.producer().orElse(null);
        Linear linear = node == null ? null : linear(node);
        if (node == null || linear == null) {
            return Optional.empty();
        }
        return pooled(ClassScore.withoutReshaping(node.input(0)))
                .filter(activations -> linear.weights.shape().size()
                        == classes * activations.shape().dimension(1))
                .map(activations -> new GlobalPoolHead(activations, linear));
    }

    /** The same head in a copy of its graph. */
    GlobalPoolHead in(GraphCopy copy) {
        return new GlobalPoolHead(
                copy.of(activations),
                linear == null ? null : new Linear(copy.of(linear.weights), linear.isTransposed, linear.factor));
    }

    /**
     * Writes the maps of all classes into the graph: one matrix product, sum over c of weight[k, c] activations[c].
     *
     * @return [N, classes, h, w]
     */
    Value classMaps(Ops ops) {
        if (linear == null) {
            return activations;
        }
        int channels = activations.shape().dimension(1);
        Value weights = linear.isTransposed ? ops.transpose(linear.weights, 1, 0) : linear.weights;
        boolean isKernel = !linear.isTransposed && linear.weights.shape().rank() == 4;
        if (!isKernel) {
            weights = ops.reshape(weights, -1, channels, 1, 1);
        }
        Value maps = ops.pointwiseConv(activations, weights);
        return linear.factor == 1 ? maps : ops.mul(maps, ops.constant(linear.factor));
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

    /** What a pool takes the mean of, where it does so over all of height and width and nothing else. */
    private static Optional<Value> pooled(Value value) {
        Node pool = value.producer().orElse(null);
        if (pool == null || pool.inputs().isEmpty() || pool.input(0).shape().rank() != 4) {
            return Optional.empty();
        }
        Value input = pool.input(0);
        Node before = input.producer().orElse(null);
        if (before != null && before.is("Transpose") && pool.is("ReduceMean")) {
            long[] permutation = before.integers("perm").orElse(new long[] {3, 2, 1, 0});
            long[] axes = LongStream.of(reducedAxes(pool))
                    .map(axis -> permutation[(int) axis])
                    .sorted()
                    .toArray();
            return Arrays.equals(axes, new long[] {2, 3}) ? Optional.of(before.input(0)) : Optional.empty();
        }
        boolean global = pool.is("GlobalAveragePool")
                || (pool.is("AveragePool") && coversAll(pool))
                || (pool.is("ReduceMean") && Arrays.equals(reducedAxes(pool), new long[] {2, 3}));
        return global ? Optional.of(input) : Optional.empty();
    }

    private static long[] reducedAxes(Node node) {
        return node.integers("axes", 1).stream()
                .flatMapToLong(Arrays::stream)
                .map(axis -> axis < 0 ? axis + 4 : axis)
                .sorted()
                .toArray();
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
