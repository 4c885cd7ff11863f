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

    /** As stored, and black where nothing is: what is transparent shows nothing. */
    default Pixels stencil() throws IOException {
        return decode();
    }
}
