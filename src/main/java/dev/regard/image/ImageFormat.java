package dev.regard.image;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The formats that are accepted, each known by its first bytes. */
@SuppressWarnings("ImmutableEnumChecker") // the openers are static methods, without state
enum ImageFormat {
    JPEG("JPEG", EncodedJpeg::open, "\u00ff\u00d8\u00ff"),
    PNG("PNG", EncodedPng::open, "\u0089PNG\r\n\u001a\n"),
    WEBP("WebP", EncodedWebp::open, "RIFF....WEBP"),
    GIF("GIF", EncodedGif::open, "GIF8"),
    BMP("BMP", EncodedBmp::open, "BM"),
    TIFF("TIFF", EncodedTiff::open, "II*\0", "MM\0*", "II+\0", "MM\0+");

    private static final char ANY = '.';

    private final String title;
    private final List<String> signatures;
    private final Function<byte[], Encoded> opener;

    ImageFormat(String title, Function<byte[], Encoded> opener, String... signatures) {
        this.title = title;
        this.signatures = List.of(signatures);
        this.opener = opener;
    }

    static Optional<ImageFormat> of(byte[] bytes) {
        return Arrays.stream(values())
                .filter(format -> format.signatures.stream().anyMatch(start -> startsWith(bytes, start)))
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

    private static boolean startsWith(byte[] bytes, String signature) {
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
