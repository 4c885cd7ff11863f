package dev.regard.image;

import java.io.IOException;

/**
 * A picture file whose structure was read, but none of its pixels. Malformed bytes may surface from any method as any
 * {@link RuntimeException} or {@link IOException}; {@link ImageDecoder} turns them into one {@link ImageException}.
 */
sealed interface Encoded permits EncodedJpeg, EncodedPng, EncodedWebp, EncodedGif, EncodedBmp {

    ImageHeader header();

    Orientation orientation();

    /** The pixels as stored, not yet upright. */
    Pixels decode() throws IOException;

    /** As stored, where black means that there is nothing; a format that has transparency may say it by that. */
    default Pixels stencil() throws IOException {
        return decode();
    }
}
