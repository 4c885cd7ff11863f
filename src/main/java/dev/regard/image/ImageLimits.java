package dev.regard.image;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How large a picture may be. Both are checked before a pixel is decoded.
 *
 * @param maxBytes  of the encoded picture
 * @param maxPixels width times height
 */
public record ImageLimits(long maxBytes, long maxPixels) {

    /** 20 MB and 40 megapixels: every camera and phone in common use, and about 120 MB of memory while decoding. */
    public static final ImageLimits DEFAULT = new ImageLimits(20 << 20, 40_000_000);

    /** Decoding holds up to four bytes a pixel in one array, whose length is an int. */
    private static final long MOST_PIXELS = Integer.MAX_VALUE / 4;

    /** What JPEG can hold. The kernels of a resize grow with the side, so that a thread-like picture would exhaust memory. */
    private static final int LONGEST_SIDE = 65_535;

    public ImageLimits {
        if (maxBytes < 1 || maxPixels < 1 || maxPixels > MOST_PIXELS) {
            throw new IllegalArgumentException(
                    "limits are at least 1 byte and 1 to %d pixels, given %d bytes and %d pixels"
                            .formatted(MOST_PIXELS, maxBytes, maxPixels));
        }
    }

    void checkBytes(long bytes) {
        if (bytes > maxBytes) {
            throw ImageException.tooLarge(
                    "The picture has %s; at most %s are accepted. Send it smaller or more compressed."
                            .formatted(megabytes(bytes), megabytes(maxBytes)));
        }
    }

    void checkPixels(ImageHeader header) {
        if (Math.max(header.width(), header.height()) > LONGEST_SIDE) {
            throw ImageException.tooLarge(
                    "The picture is %d x %d pixels; a side has at most %d. Crop it to what it should show."
                            .formatted(header.width(), header.height(), LONGEST_SIDE));
        }
        if (header.pixels() > maxPixels) {
            throw ImageException.tooLarge(
                    "The picture is %d x %d pixels, %s; at most %s are accepted. Send it at a smaller size."
                            .formatted(
                                    header.width(),
                                    header.height(),
                                    megapixels(header.pixels()),
                                    megapixels(maxPixels)));
        }
    }

    private static String megabytes(long bytes) {
        return quantity(bytes / (double) (1 << 20)) + " MB";
    }

    private static String megapixels(long pixels) {
        return quantity(pixels / 1e6) + " megapixels";
    }

    /** At most three decimals, and only as many as it takes: 20, 0.5, 20.001. */
    private static String quantity(double value) {
        return BigDecimal.valueOf(value)
                .setScale(3, RoundingMode.UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
