package dev.regard.hub;

import dev.regard.hub.HubException.Kind;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What comes in place of a file, told by its first bytes: the usual two are worth a sentence of their own. */
final class Impostor {

    static final int HEAD_BYTES = 256;

    private static final String LARGE_FILE_POINTER = "version https://git-lfs";

    private Impostor() {}

    /** Whether it is clear that this is not the beginning of a model or of its description. */
    static boolean isOne(Buffer head) {
        String text = text(head);
        return isPointer(text) || isPage(text);
    }

    /**
     * The failure.
     *
     * @param bytes that came, or were about to come
     */
    static HubException failure(Download download, String host, long bytes, Buffer head) {
        String text = text(head);
        String given = isPointer(text)
                ? "only the pointer that git keeps in place of a large file"
                : isPage(text) ? "a web page" : "%d bytes".formatted(bytes);
        return new HubException(
                Kind.WRONG_CONTENT,
                "%s gives %s instead of %s, which has %d bytes."
                        .formatted(host, given, download.fileName(), download.bytes()));
    }

    /** The failure of what does not end. */
    static HubException tooLong(Download download) {
        return new HubException(
                Kind.WRONG_CONTENT,
                "More comes than the %d bytes that %s has.".formatted(download.bytes(), download.fileName()));
    }

    /** The failure of what has the right size only. */
    static HubException wrongChecksum(Download download, String host) {
        return new HubException(
                Kind.WRONG_CONTENT,
                "What %s gives as %s is not what was announced: its checksum is another."
                        .formatted(host, download.fileName()));
    }

    private static boolean isPointer(String head) {
        return head.startsWith(LARGE_FILE_POINTER);
    }

    private static boolean isPage(String head) {
        String start = head.stripLeading().toLowerCase(Locale.ROOT);
        return start.startsWith("<!doctype html") || start.startsWith("<html");
    }

    private static String text(Buffer head) {
        return head.getString(0, Math.min(head.length(), HEAD_BYTES), StandardCharsets.ISO_8859_1.name());
    }
}
