package dev.regard.autodiff;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Node;
import dev.regard.onnx.Value;
import dev.regard.onnx.Window;
import dev.regard.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Rules of convolutions. */
final class ConvolutionVjps {

    private ConvolutionVjps() {}

    /** The transposed convolution with the same weights. */
    static Value conv(DifferentiatedNode node, int input) {
        long groups = node.node().integer("group", 1);
        return transposed(node, node.cotangent(), node.input(1), groups);
    }

    /** Spreads a cotangent over the windows it came from, each element weighted by {@code weights}. */
    static Value transposed(DifferentiatedNode node, Value cotangent, Value weights, long groups) {
        Node forward = node.node();
        Window window = Window.of(forward);
        Map<String, Attribute> attributes = Map.of(
                "kernel_shape", Attribute.Ints.of(window.kernel()),
                "strides", Attribute.Ints.of(window.strides()),
                "dilations", Attribute.Ints.of(window.dilation()),
                "group", new Attribute.Int(groups),
                "pads", Attribute.Ints.of(concatenated(window.begins(), window.ends())),
                "output_padding", Attribute.Ints.of(leftOver(forward, window)));
        return node.ops().node("ConvTranspose", List.of(cotangent, weights), attributes);
    }

    /** What the last window did not reach, behind a stride: the transposed convolution has to be told of it. */
    private static long[] leftOver(Node forward, Window window) {
        Shape from = forward.input(0).shape();
        Shape to = forward.output().shape();
        long[] leftOver = new long[window.kernel().length];
        for (int axis = 0; axis < leftOver.length; axis++) {
            long reached = (to.dimension(axis + 2) - 1) * window.strides()[axis]
                    + (window.kernel()[axis] - 1) * window.dilation()[axis]
                    + 1;
            leftOver[axis] = from.dimension(axis + 2) + window.begins()[axis] + window.ends()[axis] - reached;
        }
        return leftOver;
    }

    private static long[] concatenated(long[] a, long[] b) {
        return LongStream.concat(Arrays.stream(a), Arrays.stream(b)).toArray();
    }
}
