package dev.regard.metrics;

import java.util.Arrays;
import java.util.List;

/**
 * Where an object is, pixel by pixel. The array is shared, not copied.
 *
 * @param height pixels
 * @param width  pixels
 * @param inside {@code height * width} answers, row by row, of which at least one is true
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never written to
public record Region(int height, int width, boolean[] inside) {

    public Region {
        if (height < 1 || width < 1 || inside.length != (long) height * width) {
            throw new IllegalArgumentException("a region in a picture of %d x %d has as many pixels, given %d"
                    .formatted(height, width, inside.length));
        }
        boolean isEmpty = true;
        for (boolean isInside : inside) {
            isEmpty &= !isInside;
        }
        if (isEmpty) {
            throw new IllegalArgumentException("the region is empty: no pixel lies inside");
        }
    }

    /** All that lies in one of the boxes, at least one, in a picture of that size. */
    public static Region of(List<Box> boxes, int height, int width) {
        boolean[] inside = new boolean[Math.multiplyExact(height, width)];
        for (Box box : boxes) {
            box.refuseOutsideOf(height, width);
            for (int row = box.top(); row < box.top() + box.height(); row++) {
                int from = row * width + box.left();
                Arrays.fill(inside, from, from + box.width(), true);
            }
        }
        return new Region(height, width, inside);
    }

    void refuseOtherSize(Relevance map) {
        if (height != map.height() || width != map.width()) {
            throw new IllegalArgumentException("a region in a picture of %d x %d does not fit a map of %d x %d"
                    .formatted(height, width, map.height(), map.width()));
        }
    }
}
