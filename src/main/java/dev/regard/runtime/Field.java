package dev.regard.runtime;

import dev.regard.onnx.Window;
import org.jspecify.annotations.Nullable;

/**
 * The receptive field of a value along one axis of the picture. Cell i looks at the pixels from {@code first + i * step}
 * to {@code last + i * step}, counted from 0; padding may lie below 0.
 */
record Field(double first, double last, double step) {

    /** Of the picture itself. */
    static final Field PIXEL = new Field(0, 0, 1);

    /** Centre of cell 0, where the first pixel reaches from 0 to 1. */
    double centre() {
        return (first + last) / 2 + 0.5;
    }

    /** True where the centres of the cells are the same. */
    boolean isAt(Field other) {
        return step == other.step && centre() == other.centre();
    }

    /** Of what a sliding window makes of it. */
    Field through(Window.Axis window) {
        double start = -window.begin() * step;
        double reach = (window.kernel() - 1) * window.dilation() * step;
        return new Field(first + start, last + start + reach, step * window.stride());
    }

    /** Of every {@code stride}-th cell, from cell {@code start} on, which may lie before the first. */
    Field from(double start, double stride) {
        return new Field(first + start * step, last + start * step, step * stride);
    }

    /** The field of pieces of so many cells. */
    Field pieces(int cells) {
        return new Field(first, last + (cells - 1) * step, step * cells);
    }

    /** Of what looks at both; null where the cells do not match. */
    @Nullable
    Field union(Field other) {
        return step != other.step ? null : new Field(Math.min(first, other.first), Math.max(last, other.last), step);
    }
}
