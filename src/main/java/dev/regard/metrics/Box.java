package dev.regard.metrics;

/**
 * A box in pixels of the map, whose upper left corner is (0, 0).
 *
 * @param left   its first column, at least 0
 * @param top    its first row, at least 0
 * @param width  columns, at least 1
 * @param height rows, at least 1
 */
public record Box(int left, int top, int width, int height) {

    public Box {
        Finite.atLeast(left, 0, "the left side of a box");
        Finite.atLeast(top, 0, "the upper side of a box");
        Finite.atLeast(width, 1, "the width of a box");
        Finite.atLeast(height, 1, "the height of a box");
    }

    /** How many pixels it has. */
    public long area() {
        return (long) width * height;
    }

    /** Intersection over union, from 0 where they do not touch to 1 where they are the same. */
    public double iou(Box other) {
        long common = overlap(left, width, other.left, other.width) * overlap(top, height, other.top, other.height);
        return (double) common / (area() + other.area() - common);
    }

    private static long overlap(long from, long length, long otherFrom, long otherLength) {
        return Math.max(0, Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom));
    }

    void refuseOutsideOf(int pictureHeight, int pictureWidth) {
        if ((long) left + width > pictureWidth || (long) top + height > pictureHeight) {
            throw new IllegalArgumentException(
                    "the box of %d x %d pixels at (%d, %d) does not lie in a picture of %d x %d"
                            .formatted(width, height, left, top, pictureWidth, pictureHeight));
        }
    }
}
