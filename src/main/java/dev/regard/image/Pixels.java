package dev.regard.image;

/**
 * A decoded, upright picture: 8-bit RGB, row by row, three bytes a pixel. The array is shared, not copied.
 *
 * @param width  in pixels
 * @param height in pixels
 * @param rgb    {@code 3 * width * height} bytes
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes, read by one thread after another
public record Pixels(int width, int height, byte[] rgb) {

    public Pixels {
        if (rgb.length != 3 * width * height) {
            throw new IllegalArgumentException(
                    "%d x %d pixels are %d bytes, given %d".formatted(width, height, 3 * width * height, rgb.length));
        }
    }
}
