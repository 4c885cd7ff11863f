package dev.regard.autodiff;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import dev.regard.onnx.Window;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The rule of a convolution's weights, which may be computed from the image. Each weight meets its cotangents as often as
 * there are windows, so this is a convolution again: of what the windows move over, images as channels, with the cotangent
 * of the windows as the kernel. Strides and dilations change places.
 */
final class KernelVjp {

    private KernelVjp() {}

    /**
     * The cotangent of the weights, [M, C / groups, kernel].
     *
     * @param whole   what the windows move over, [N, C, ...]
     * @param windows one number for each window, [N, M, ...]
     */
    static Value kernel(DifferentiatedNode node, Window window, Value whole, Value windows) {
        Ops ops = node.ops();
        Value channelsFirst = ops.transpose(windows, swapped(node));
        Value sums = ops.node("Conv", List.of(byGroup(node, whole), channelsFirst), attributes(node, window));
        for (int axis = 0; axis < window.kernel().length; axis++) {
            // Where no window reached the last elements, there is room for a kernel that is larger.
            sums = ops.slice(sums, axis + 2, 0, window.kernel()[axis]);
        }
        return ops.transpose(sums, swapped(node));
    }

    private static long[] swapped(DifferentiatedNode node) {
        long[] axes = LongStream.range(0, node.shape(1).rank()).toArray();
        axes[0] = 1;
        axes[1] = 0;
        return axes;
    }

    /** From [N, groups x c, ...] to [c, groups x N, ...]. */
    private static Value byGroup(DifferentiatedNode node, Value whole) {
        Ops ops = node.ops();
        long groups = groups(node);
        long[] extents = DifferentiatedNode.freeExtents(wholeLike(node));
        long channels = extents[1] / groups;
        long[] apart = new long[extents.length + 1];
        System.arraycopy(extents, 1, apart, 2, extents.length - 1);
        apart[0] = extents[0];
        apart[1] = groups;
        apart[2] = channels;
        long[] order = LongStream.range(0, apart.length).toArray();
        order[0] = 2;
        order[2] = 0;
        long[] together = extents.clone();
        together[0] = channels;
        together[1] = extents[0] < 0 ? -1 : groups * extents[0];
        return ops.reshape(ops.transpose(ops.reshape(whole, apart), order), together);
    }

    /** The value whose shape the windows move over: the input of a Conv, the output of a ConvTranspose. */
    private static Value wholeLike(DifferentiatedNode node) {
        return node.node().is("Conv") ? node.input(0) : node.output();
    }

    private static long groups(DifferentiatedNode node) {
        return node.node().integer("group", 1);
    }

    private static Map<String, Attribute> attributes(DifferentiatedNode node, Window window) {
        long[] pads = LongStream.concat(Arrays.stream(window.begins()), Arrays.stream(window.ends()))
                .toArray();
        return new HashMap<>(Map.of(
                "strides", Attribute.Ints.of(window.dilation()),
                "dilations", Attribute.Ints.of(window.strides()),
                "pads", Attribute.Ints.of(pads),
                "group", new Attribute.Int(groups(node))));
    }
}
