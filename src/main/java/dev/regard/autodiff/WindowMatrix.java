package dev.regard.autodiff;

import dev.regard.onnx.Value;
import dev.regard.onnx.Window;
import dev.regard.tensor.Shape;

/**
 * The windows of a pool along one axis, as the matrix [elements, windows] that spreads a number for each window over the
 * elements in it. Pools are separable, so one such matrix for each axis is the whole backward pass.
 *
 * @param window   its size and steps
 * @param end      padding behind the last element
 * @param elements extent of the axis before the pool
 * @param windows  extent behind it
 */
record WindowMatrix(Window.Axis window, long end, int elements, int windows) {

    /** Spreads a tensor of the output's shape over the elements of each window, as sums or as means. */
    static Value spread(DifferentiatedNode node, Value perWindow, Weighting weighting) {
        Window window = Window.of(node.node());
        AxisWise spread = new AxisWise(node.ops(), perWindow, DifferentiatedNode.freeExtents(node.output()));
        for (int axis = 2; axis < node.shape(0).rank(); axis++) {
            int elements = node.shape(0).dimension(axis);
            int windows = node.output().shape().dimension(axis);
            WindowMatrix matrix = new WindowMatrix(window.axis(axis - 2), window.ends()[axis - 2], elements, windows);
            if (!matrix.isIdentity()) {
                Value numbers = node.ops().constant(Shape.of(elements, windows), matrix.numbers(weighting));
                spread.multiply(axis, numbers, elements);
            }
        }
        return spread.value();
    }

    /** What an element of a window weighs. */
    enum Weighting {
        /** 1. */
        SUM,
        /** One over the number of elements that are not padding. */
        MEAN,
        /** One over the number of elements, padding included. */
        MEAN_WITH_PADDING
    }

    private boolean isIdentity() {
        return window.kernel() == 1 && window.stride() == 1 && window.begin() == 0 && end == 0;
    }

    private float[] numbers(Weighting weighting) {
        float[] numbers = new float[elements * windows];
        for (int at = 0; at < windows; at++) {
            for (long step = 0; step < window.kernel(); step++) {
                long element = element(at, step);
                if (element >= 0 && element < elements) {
                    numbers[(int) element * windows + at] = 1f / count(at, weighting);
                }
            }
        }
        return numbers;
    }

    private long element(int at, long step) {
        return at * window.stride() - window.begin() + step * window.dilation();
    }

    private long count(int at, Weighting weighting) {
        // With rounding up the last window may reach beyond the padding: what lies there never counts.
        long low = weighting == Weighting.MEAN ? 0 : -window.begin();
        long high = weighting == Weighting.MEAN ? elements : elements + end;
        long count = 0;
        for (long step = 0; step < window.kernel(); step++) {
            count += element(at, step) >= low && element(at, step) < high ? 1 : 0;
        }
        return weighting == Weighting.SUM ? 1 : count;
    }
}
