package dev.regard.web;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file of the pages as it is sent: read, and packed as small as it gets, once and not for each visit.
 *
 * @param packed with gzip; null where that gains nothing
 */
record StaticFile(String type, Buffer plain, @Nullable Buffer packed) {

    /** By the end of the file's name; what packs itself is not packed again. */
    private static final Map<String, Kind> KINDS = Map.of(
            "js", new Kind("text/javascript; charset=utf-8", true),
            "css", new Kind("text/css; charset=utf-8", true),
            "json", new Kind("application/json", true),
            "svg", new Kind("image/svg+xml", true),
            "jpg", new Kind("image/jpeg", false),
            "webp", new Kind("image/webp", false));

    private record Kind(String type, boolean shrinks) {}

    /** A file that is of the pages; null for any other. */
    static @Nullable StaticFile of(String name, byte[] bytes) throws IOException {
        Kind kind = KINDS.get(name.substring(name.lastIndexOf('.') + 1));
        return kind == null
                ? null
                : new StaticFile(kind.type, Buffer.buffer(bytes), kind.shrinks ? Buffer.buffer(pack(bytes)) : null);
    }

    private static byte[] pack(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(bytes.length);
        try (GZIPOutputStream gzip = new Tightest(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    private static final class Tightest extends GZIPOutputStream {

        Tightest(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
