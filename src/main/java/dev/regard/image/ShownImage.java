package dev.regard.image;

/** Files for browsers to draw: without loss where that is not too large. */
final class ShownImage {

    private static final int MAX_LOSSLESS_PIXELS = 1 << 20;

    private ShownImage() {}

    /**
     * A PNG or JPEG.
     *
     * @param longest how many pixels its longer side has at most; what is larger is scaled down
     */
    static byte[] encode(Pixels pixels, int longest) {
        Pixels scaled = Resampler.within(pixels, longest);
        return scaled.width() * scaled.height() <= MAX_LOSSLESS_PIXELS
                ? PngEncoder.encode(scaled)
                : JpegEncoder.encode(scaled);
    }
}
