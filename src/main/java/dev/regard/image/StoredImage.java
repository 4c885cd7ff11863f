package dev.regard.image;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The pixels of a file as stored, not yet upright.
 *
 * @param pixels colours, whether they can be seen or not
 * @param alpha  opacity of each pixel, 0 to 255; empty where all are opaque
 * @param depth  note about its bits, where there is one
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes, handed on
record StoredImage(Pixels pixels, byte[] alpha, Optional<ImageNote> depth) {

    /** An image without transparency. */
    static StoredImage opaque(Pixels pixels) {
        return new StoredImage(pixels, new byte[0], Optional.empty());
    }

    /** The image as it looks on white paper. */
    Pixels onWhite() {
        return alpha.length == 0 ? pixels : Transparency.onWhite(pixels, alpha);
    }

    List<ImageNote> notes() {
        Optional<ImageNote> hidden = alpha.length == 0 ? Optional.empty() : Transparency.note(pixels, alpha);
        return Stream.of(hidden, depth).flatMap(Optional::stream).toList();
    }
}
