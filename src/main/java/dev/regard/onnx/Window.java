package dev.regard.onnx;

import dev.regard.tensor.Shape;
import java.util.Arrays;

/**
 * How the sliding window of a convolution or a pool moves over the spatial axes (the third axis of the tensor and all
 * after it), with automatic padding resolved.
 *
 * @param kernel   extents of the window
 * @param strides  steps
 * @param begins   padding before the first element
 * @param ends     padding behind the last element that a window reaches
 * @param dilation distance between the elements of a window
 */
@SuppressWarnings("ArrayRecordComponent") // a view of one node, read at once
public record Window(long[] kernel, long[] strides, long[] begins, long[] ends, long[] dilation) {

    /** The window of a Conv, whose kernel may follow from its weights, or of a pool. */
    public static Window of(Node node) {
        Shape input = node.input(0).shape();
        int axes = input.rank() - 2;
        long[] kernel = node.integers("kernel_shape")
                .orElseGet(() -> kernelOf(node.input(1).shape()));
        long[] strides = node.integers("strides").orElseGet(() -> filled(axes, 1));
        long[] dilation = node.integers("dilations").orElseGet(() -> filled(axes, 1));
        long[] pads = node.integers("pads").orElseGet(() -> filled(2 * axes, 0));
        long[] begins = new long[axes];
        long[] ends = new long[axes];
        Window window = new Window(kernel, strides, begins, ends, dilation);
        String autoPad = node.text("auto_pad", "NOTSET");
        for (int axis = 0; axis < axes; axis++) {
            if (autoPad.startsWith("SAME")) {
                long reach = window.reach(axis, node.output().shape().dimension(axis + 2));
                long total = Math.max(0, reach - input.dimension(axis + 2));
                begins[axis] = autoPad.equals("SAME_LOWER") ? (total + 1) / 2 : total / 2;
                ends[axis] = total - begins[axis];
            } else if (!autoPad.equals("VALID")) {
                begins[axis] = pads[axis];
                ends[axis] = pads[axis + axes];
            }
        }
        return window;
    }

    /** The window of a ConvTranspose, which moves over its output. Padding that is not given follows from the extents. */
    public static Window ofTransposed(Node node) {
        Shape to = node.output().shape();
        int axes = to.rank() - 2;
        long[] kernel = node.integers("kernel_shape")
                .orElseGet(() -> kernelOf(node.input(1).shape()));
        long[] strides = node.integers("strides").orElseGet(() -> filled(axes, 1));
        long[] dilation = node.integers("dilations").orElseGet(() -> filled(axes, 1));
        long[] pads = node.integers("pads").orElseGet(() -> filled(2 * axes, 0));
        Window window = new Window(
                kernel, strides, Arrays.copyOf(pads, axes), Arrays.copyOfRange(pads, axes, 2 * axes), dilation);
        String autoPad = node.text("auto_pad", "NOTSET");
        if (autoPad.equals("NOTSET") && node.integers("output_shape").isEmpty()) {
            return window;
        }
        long[] more = node.integers("output_padding").orElseGet(() -> filled(axes, 0));
        for (int axis = 0; axis < axes; axis++) {
            long reach = window.reach(axis, node.input(0).shape().dimension(axis + 2));
            long total = Math.max(0, reach + more[axis] - to.dimension(axis + 2));
            window.begins[axis] = autoPad.equals("SAME_UPPER") ? total / 2 : (total + 1) / 2;
            window.ends[axis] = total - window.begins[axis];
        }
        return window;
    }

    /** How many elements of a spatial axis this many windows cover, padding included. */
    public long reach(int axis, long windows) {
        return (windows - 1) * strides[axis] + (kernel[axis] - 1) * dilation[axis] + 1;
    }

    /** The same window along one spatial axis, 0 for the height. */
    public Axis axis(int axis) {
        return new Axis(kernel[axis], strides[axis], begins[axis], dilation[axis]);
    }

    /**
     * A window along one axis.
     *
     * @param kernel   extent
     * @param stride   step
     * @param begin    padding before the first element
     * @param dilation distance between elements
     */
    public record Axis(long kernel, long stride, long begin, long dilation) {}

    private static long[] kernelOf(Shape weights) {
        long[] extents = weights.toLongs();
        return Arrays.copyOfRange(extents, 2, extents.length);
    }

    private static long[] filled(int length, long value) {
        long[] values = new long[length];
        Arrays.fill(values, value);
        return values;
    }
}
