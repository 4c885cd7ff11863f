package dev.regard.image;

/**
 * The middle of the resized picture; where the picture is smaller it is padded on both sides.
 *
 * @param height in pixels
 * @param width  in pixels
 * @param fill   colour of the padding as {@code 0xRRGGBB}; it is normalized as the picture is
 */
public record CentreCrop(int height, int width, int fill) {

    public CentreCrop {
        if (height < 1 || width < 1 || Math.max(height, width) > ResizeTarget.LONGEST) {
            throw new IllegalArgumentException("a crop has 1 to %,d pixels to each side, given %d x %d"
                    .formatted(ResizeTarget.LONGEST, height, width));
        }
        if (fill < 0 || fill > 0xffffff) {
            throw new IllegalArgumentException("a fill is 0x000000 to 0xffffff, given %#x".formatted(fill));
        }
    }

    /** Padded with zeros (black). */
    public CentreCrop(int height, int width) {
        this(height, width, 0);
    }
}
