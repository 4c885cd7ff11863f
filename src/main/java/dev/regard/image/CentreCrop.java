package dev.regard.image;

/** The middle of the resized picture, of this size in pixels; where the picture is smaller it is padded with zeros (black). */
public record CentreCrop(int height, int width) {

    public CentreCrop {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("a crop is at least 1 x 1, given %d x %d".formatted(height, width));
        }
    }
}
