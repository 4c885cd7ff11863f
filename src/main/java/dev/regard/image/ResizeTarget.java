package dev.regard.image;

/** The size that a picture gets before it is cropped. */
public sealed interface ResizeTarget {

    /** Pixels that a model's files may ask for to one side: sixteen times what the largest classifiers take. */
    int LONGEST = 16_384;

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

    /** This size in pixels, whatever the picture's proportions: the picture is squashed. */
    record Exact(int height, int width) implements ResizeTarget {
        public Exact {
            checkSize(height, width);
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
            if (pixels < 1 || pixels > LONGEST) {
                throw new IllegalArgumentException(
                        "the shortest edge has 1 to %,d pixels, given %d".formatted(LONGEST, pixels));
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

    /**
     * As {@link ShortestEdge}, but the longer side gets no more than {@code longest} pixels; rounded as Hugging Face's
     * {@code get_resize_output_image_size} does.
     */
    record BoundedEdges(int shortest, int longest) implements ResizeTarget {
        public BoundedEdges {
            if (shortest < 1 || shortest > LONGEST || longest < shortest) {
                throw new IllegalArgumentException(
                        "the shortest edge has 1 to %,d pixels and is no longer than the longest, given %d and %d"
                                .formatted(LONGEST, shortest, longest));
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
            long longSide = (long) shortest * Math.max(side, other) / Math.min(side, other);
            long shortSide = longSide > longest ? Math.max(1, (long) longest * shortest / longSide) : shortest;
            return side <= other ? shortSide : Math.min(longSide, longest);
        }
    }

    /**
     * The smallest size in the picture's proportions that covers this one: what timm's {@code ResizeKeepRatio} gives, and
     * rounded as there. For a square it may differ by a pixel from {@link ShortestEdge}, which rounds down.
     */
    record Cover(int height, int width) implements ResizeTarget {
        public Cover {
            checkSize(height, width);
        }

        @Override
        public long widthFor(Pixels picture) {
            return scaled(picture.width(), ratio(picture));
        }

        @Override
        public long heightFor(Pixels picture) {
            return scaled(picture.height(), ratio(picture));
        }

        private double ratio(Pixels picture) {
            return Math.min((double) picture.height() / height, (double) picture.width() / width);
        }
    }

    /**
     * The largest size in the picture's proportions that fits into this one, to be padded by a {@link CentreCrop}: a
     * letterbox, as timm's {@code crop_mode} "border" makes it, and rounded as there.
     */
    record Fit(int height, int width) implements ResizeTarget {
        public Fit {
            checkSize(height, width);
        }

        @Override
        public long widthFor(Pixels picture) {
            return scaled(picture.width(), ratio(picture));
        }

        @Override
        public long heightFor(Pixels picture) {
            return scaled(picture.height(), ratio(picture));
        }

        private double ratio(Pixels picture) {
            return Math.max((double) picture.height() / height, (double) picture.width() / width);
        }
    }

    /** Python's {@code round}: half a pixel goes to the even side. A thread-like picture keeps one pixel. */
    private static long scaled(int side, double ratio) {
        return Math.max(1, (long) Math.rint(side / ratio));
    }

    private static void checkSize(int height, int width) {
        if (height < 1 || width < 1 || Math.max(height, width) > LONGEST) {
            throw new IllegalArgumentException(
                    "a size has 1 to %,d pixels to each side, given %d x %d".formatted(LONGEST, height, width));
        }
    }
}
