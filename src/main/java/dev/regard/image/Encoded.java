package dev.regard.image;

import java.io.IOException;
import java.util.Optional;

/**
 * A picture file whose structure was read, but none of its pixels. Malformed bytes may surface from any method as any
 * {@link RuntimeException} or {@link IOException}; {@link ImageDecoder} turns them into one {@link ImageException}.
 */
sealed interface Encoded permits EncodedJpeg, EncodedPng, EncodedWebp, EncodedGif, EncodedBmp, EncodedTiff {

    ImageHeader header();

    Orientation orientation();

    /** The image as stored, not yet upright. */
    StoredImage decode() throws IOException;

    /** As stored, where black means that there is nothing; a format that has transparency may say it by that. */
    default Pixels stencil() throws IOException {
        return decode().pixels();
    }

    /** True where browsers decode the file to the same pixels, if they are told to leave its colour profile aside. */
    boolean isDrawnAlike();

    /** A file of the same pixels that every browser draws alike, where that takes no encoding anew. */
    Optional<byte[]> plain();
}
