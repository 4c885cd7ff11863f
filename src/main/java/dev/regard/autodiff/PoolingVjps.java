package dev.regard.autodiff;

import dev.regard.onnx.Value;
import dev.regard.onnx.Window;
import dev.regard.tensor.Shape;

/** Rules of pools. */
final class PoolingVjps {

    private PoolingVjps() {}

    /** Each window spreads its cotangent evenly over the elements that it counted. */
    static Value averagePool(DifferentiatedNode node, int input) {
        Window window = Window.of(node.node());
        int channels = node.input(0).shape().dimension(1);
        int[] kernel = new int[window.kernel().length + 2];
        kernel[0] = channels;
        kernel[1] = 1;
        for (int axis = 0; axis < window.kernel().length; axis++) {
            kernel[axis + 2] = Math.toIntExact(window.kernel()[axis]);
        }
        Value perElement = node.ops().mul(node.cotangent(), counts(node, window));
        Value ones = node.ops().filled(Shape.of(kernel), 1);
        return ConvolutionVjps.transposed(node, perElement, ones, channels);
    }

    /** One over the number of elements in each window, [1, 1, spatial axes of the output]. */
    private static Value counts(DifferentiatedNode node, Window window) {
        int[] extents = node.output().shape().dimensions();
        extents[0] = 1;
        extents[1] = 1;
        Shape shape = Shape.of(extents);
        float[] inverse = new float[shape.size()];
        boolean countPadding = node.node().integer("count_include_pad", 0) != 0;
        for (int position = 0; position < inverse.length; position++) {
            inverse[position] = 1f / count(node, window, position, extents, countPadding);
        }
        return node.ops().constant(shape, inverse);
    }

    private static long count(
            DifferentiatedNode node, Window window, int position, int[] extents, boolean countPadding) {
        Shape from = node.input(0).shape();
        long count = 1;
        int rest = position;
        for (int axis = extents.length - 1; axis >= 2; axis--) {
            int spatial = axis - 2;
            long start = (rest % extents[axis]) * window.strides()[spatial] - window.begins()[spatial];
            rest /= extents[axis];
            long low = countPadding ? -window.begins()[spatial] : 0;
            long high = from.dimension(axis) + (countPadding ? window.ends()[spatial] : 0);
            long inside = 0;
            for (long element = 0; element < window.kernel()[spatial]; element++) {
                long at = start + element * window.dilation()[spatial];
                inside += at >= low && at < high ? 1 : 0;
            }
            count *= inside;
        }
        return count;
    }
}
