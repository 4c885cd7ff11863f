package dev.regard.image;

/** The size that a picture gets before it is cropped. */
public sealed interface ResizeTarget {

    /** The width that a picture gets, in pixels. Long, because a thread-like picture may get any. */
    long widthFor(Pixels picture);

    /** The height that a picture gets, in pixels. */
    long heightFor(Pixels picture);

    /** The picture keeps its size. */
    record Unchanged() implements ResizeTarget {
        @Override
        public long widthFor(Pixels picture) {
            return picture.width();
        }

        @Override
        public long heightFor(Pixels picture) {
            return picture.height();
        }
    }

    /** This size in pixels, whatever the picture's proportions. */
    record Exact(int height, int width) implements ResizeTarget {
        public Exact {
            if (height < 1 || width < 1) {
                throw new IllegalArgumentException("a size is at least 1 x 1, given %d x %d".formatted(height, width));
            }
        }

        @Override
        public long widthFor(Pixels picture) {
            return width;
        }

        @Override
        public long heightFor(Pixels picture) {
            return height;
        }
    }

    /** The shorter side gets this many pixels, the other follows the proportions, rounded down. */
    record ShortestEdge(int pixels) implements ResizeTarget {
        public ShortestEdge {
            if (pixels < 1) {
                throw new IllegalArgumentException("the shortest edge is at least 1 pixel, given " + pixels);
            }
        }

        @Override
        public long widthFor(Pixels picture) {
            return side(picture.width(), picture.height());
        }

        @Override
        public long heightFor(Pixels picture) {
            return side(picture.height(), picture.width());
        }

        private long side(int side, int other) {
            return side <= other ? pixels : (long) pixels * side / other;
        }
    }
}
