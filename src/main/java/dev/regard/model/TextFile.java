package dev.regard.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the text files of a model folder: UTF-8, with or without a byte order mark. */
final class TextFile {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private TextFile() {}

    /**
     * The text of a file of a model, without a byte order mark.
     *
     * @throws InvalidModelFolderException where it cannot be read, has more bytes than that, or is not UTF-8
     */
    static String read(Path file, int maxBytes) {
        String name = file.getFileName().toString();
        try (InputStream input = Files.newInputStream(file)) {
            byte[] bytes = input.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new InvalidModelFolderException(
                        "%s takes more than %d MB, as no such file does".formatted(name, maxBytes >> 20));
            }
            return decode(bytes, name);
        } catch (IOException e) {
            throw new InvalidModelFolderException(name + " cannot be read", e);
        }
    }

    /** Removes the mark that Windows programs put before a text. */
    static String withoutMark(String text) {
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private static String decode(byte[] bytes, String name) {
        if (isUtf16(bytes)) {
            throw new InvalidModelFolderException("%s is UTF-16: save it as UTF-8".formatted(name));
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer input = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult outcome = decoder.decode(input, text, true);
        if (outcome.isError()) {
            throw new InvalidModelFolderException(
                    "%s is not UTF-8 (line %d), but Latin-1 or another encoding: save it as UTF-8"
                            .formatted(name, line(bytes, input.position())));
        }
        return withoutMark(text.flip().toString());
    }

    /** True for a text that begins with UTF-16's mark, or has the zero bytes that UTF-8 never has. */
    private static boolean isUtf16(byte[] bytes) {
        if (bytes.length < 2) {
            return false;
        }
        int first = (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
        return first == 0xFEFF || first == 0xFFFE || bytes[0] == 0 || bytes[1] == 0;
    }

    /** Number of the line, from 1, in which a byte lies; lines end with LF, CR LF or CR. */
    private static int line(byte[] bytes, int position) {
        int line = 1;
        for (int at = 0; at < position; at++) {
            boolean isBreak = bytes[at] == '\n' || (bytes[at] == '\r' && (at + 1 == position || bytes[at + 1] != '\n'));
            line += isBreak ? 1 : 0;
        }
        return line;
    }
}
