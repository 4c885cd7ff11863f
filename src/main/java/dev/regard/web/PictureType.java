package dev.regard.web;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** The media type of a picture by its first bytes; what the client claimed when sending it counts for nothing. */
final class PictureType {

    private PictureType() {}

    static String of(Buffer picture) {
        int length = Math.min(12, picture.length());
        String start = picture.getString(0, length, StandardCharsets.ISO_8859_1.name());
        if (start.startsWith("\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        } else if (start.startsWith("\u0089PNG\r\n")) {
            return "image/png";
        } else if (start.startsWith("GIF8")) {
            return "image/gif";
        } else if (start.startsWith("RIFF") && start.endsWith("WEBP")) {
            return "image/webp";
        } else if (start.startsWith("BM")) {
            return "image/bmp";
        } else if (start.startsWith("II*\0") || start.startsWith("MM\0*")) {
            return "image/tiff";
        }
        return "application/octet-stream";
    }
}
