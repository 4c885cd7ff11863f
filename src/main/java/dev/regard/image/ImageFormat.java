package dev.regard.image;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

/** The formats that are accepted, each known by its first bytes. */
@SuppressWarnings("ImmutableEnumChecker") // the openers are static methods, without state
enum ImageFormat {
    JPEG("JPEG", "\u00ff\u00d8\u00ff", EncodedJpeg::open),
    PNG("PNG", "\u0089PNG\r\n\u001a\n", EncodedPng::open),
    WEBP("WebP", "RIFF....WEBP", EncodedWebp::open),
    GIF("GIF", "GIF8", EncodedGif::open),
    BMP("BMP", "BM", EncodedBmp::open);

    private static final char ANY = '.';

    private final String title;
    private final String signature;
    private final Function<byte[], Encoded> opener;

    ImageFormat(String title, String signature, Function<byte[], Encoded> opener) {
        this.title = title;
        this.signature = signature;
        this.opener = opener;
    }

    static Optional<ImageFormat> of(byte[] bytes) {
        return Arrays.stream(values())
                .filter(format -> format.recognizes(bytes))
                .findFirst();
    }

    /** Its name as people know it. */
    String title() {
        return title;
    }

    /** Reads the structure, not the pixels. */
    Encoded open(byte[] bytes) {
        return opener.apply(bytes);
    }

    private boolean recognizes(byte[] bytes) {
        if (bytes.length < signature.length()) {
            return false;
        }
        for (int i = 0; i < signature.length(); i++) {
            char expected = signature.charAt(i);
            if (expected != ANY && expected != (bytes[i] & 0xff)) {
                return false;
            }
        }
        return true;
    }
}
