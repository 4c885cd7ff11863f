package dev.regard.autodiff;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import dev.regard.onnx.Window;
import dev.regard.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Rules of convolutions: the cotangent of one is given by the other, with the same weights. */
final class ConvolutionVjps {

    private ConvolutionVjps() {}

    static Value conv(DifferentiatedNode node, int input) {
        Window window = Window.of(node.node());
        return switch (input) {
            case 0 -> turned(node, window);
            case 1 -> KernelVjp.kernel(node, window, node.input(0), node.cotangent());
            default -> node.sumByChannel(node.cotangent());
        };
    }

    /** The transposed convolution; in steps of one it is a convolution with the kernel turned round, which runs faster. */
    private static Value turned(DifferentiatedNode node, Window window) {
        long[] begins = turnedPads(window, window.begins());
        long[] ends = turnedPads(window, window.ends());
        boolean isStepwise = LongStream.of(window.strides()).allMatch(stride -> stride == 1)
                && LongStream.concat(LongStream.of(begins), LongStream.of(ends)).allMatch(pad -> pad >= 0);
        if (!isStepwise) {
            return transposed(node, window);
        }
        Window turned = new Window(window.kernel(), window.strides(), begins, ends, window.dilation());
        return node.ops().node("Conv", List.of(node.cotangent(), turnedKernel(node)), attributes(node, turned));
    }

    /** What a kernel that looks back needs in front to reach the first element, and behind the last one. */
    private static long[] turnedPads(Window window, long[] pads) {
        return IntStream.range(0, pads.length)
                .mapToLong(axis -> (window.kernel()[axis] - 1) * window.dilation()[axis] - pads[axis])
                .toArray();
    }

    /**
     * The weights [M, C / groups, kernel] as [C, M / groups, kernel], each kernel turned round. Where they are constants the
     * runtime does this once, while it loads.
     */
    private static Value turnedKernel(DifferentiatedNode node) {
        Ops ops = node.ops();
        long[] extents = node.shape(1).toLongs();
        long groups = node.node().integer("group", 1);
        long[] grouped = new long[extents.length + 1];
        grouped[0] = groups;
        grouped[1] = extents[0] / groups;
        System.arraycopy(extents, 1, grouped, 2, extents.length - 1);
        long[] swapped = LongStream.range(0, grouped.length).toArray();
        swapped[1] = 2;
        swapped[2] = 1;
        long[] joined = extents.clone();
        joined[0] = groups * extents[1];
        joined[1] = extents[0] / groups;
        Value kernel = ops.reshape(ops.transpose(ops.reshape(node.input(1), grouped), swapped), joined);
        AxisWise turned = new AxisWise(ops, kernel, joined);
        for (int axis = 2; axis < extents.length; axis++) {
            if (extents[axis] > 1) {
                turned.flip(axis);
            }
        }
        return turned.value();
    }

    private static Value transposed(DifferentiatedNode node, Window window) {
        Map<String, Attribute> attributes = attributes(node, window);
        attributes.put("output_padding", Attribute.Ints.of(leftOver(node, window)));
        return node.ops().node("ConvTranspose", List.of(node.cotangent(), node.input(1)), attributes);
    }

    /** What the last window did not reach, behind a stride: the transposed convolution has to be told of it. */
    private static long[] leftOver(DifferentiatedNode node, Window window) {
        Shape from = node.shape(0);
        Shape to = node.output().shape();
        long[] leftOver = new long[window.kernel().length];
        for (int axis = 0; axis < leftOver.length; axis++) {
            leftOver[axis] = from.dimension(axis + 2)
                    + window.begins()[axis]
                    + window.ends()[axis]
                    - window.reach(axis, to.dimension(axis + 2));
        }
        return leftOver;
    }

    /** The convolution that it is the transposed one of. */
    static Value convTranspose(DifferentiatedNode node, int input) {
        Window window = Window.ofTransposed(node.node());
        return switch (input) {
            case 0 -> node.ops().node("Conv", List.of(node.cotangent(), node.input(1)), attributes(node, window));
            case 1 -> KernelVjp.kernel(node, window, node.cotangent(), node.input(0));
            default -> node.sumByChannel(node.cotangent());
        };
    }

    private static Map<String, Attribute> attributes(DifferentiatedNode node, Window window) {
        long[] pads = LongStream.concat(Arrays.stream(window.begins()), Arrays.stream(window.ends()))
                .toArray();
        return new HashMap<>(Map.of(
                "kernel_shape", Attribute.Ints.of(window.kernel()),
                "strides", Attribute.Ints.of(window.strides()),
                "dilations", Attribute.Ints.of(window.dilation()),
                "pads", Attribute.Ints.of(pads),
                "group", new Attribute.Int(node.node().integer("group", 1))));
    }
}
