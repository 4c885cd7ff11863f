package dev.regard.image;

/**
 * What the first bytes of a picture say.
 *
 * @param width  in pixels
 * @param height in pixels
 * @param format its name as people know it, such as {@code JPEG}
 */
public record ImageHeader(int width, int height, String format) {

    public ImageHeader {
        if (width < 1 || height < 1) {
            throw ImageException.unreadable("The %s picture says it is %d x %d pixels; send one that is not empty."
                    .formatted(format, width, height));
        }
    }

    long pixels() {
        return (long) width * height;
    }
}
