package dev.regard.intake;

import dev.regard.intake.IntakeException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The directory at the end of a zip. The JDK reads it into memory as a whole, so a file that is little else would take as much
 * memory as the largest model.
 */
final class ZipDirectory {

    /** Of a hundred thousand entries. */
    private static final long MOST_BYTES = 16 << 20;

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int END_SIZE = 12;
    private static final int LONGEST_COMMENT = 0xffff;

    /** Where sizes beyond 32 bits are found: it stands before the end, and says where the record with the sizes begins. */
    private static final int LOCATOR = 0x07064b50;

    private static final int LOCATOR_BYTES = 20;
    private static final int LOCATOR_OFFSET = 8;
    private static final int RECORD_BYTES = 56;
    private static final int RECORD_SIZE = 40;

    private ZipDirectory() {}

    /** Throws an {@link IntakeException} where it is larger than that of any model. */
    static void check(Path zip) throws IOException {
        try (FileChannel channel = FileChannel.open(zip)) {
            int length = (int) Math.min(channel.size(), LOCATOR_BYTES + END_BYTES + LONGEST_COMMENT);
            ByteBuffer tail = read(channel, channel.size() - length, length);
            // Which of several ends counts is the reader's choice.
            for (int at = 0; at <= length - END_BYTES; at++) {
                if (tail.getInt(at) == END && size(channel, tail, at) > MOST_BYTES) {
                    throw new IntakeException(
                            Kind.TOO_LARGE,
                            "The names in the zip take more than %d MB, as no model's do.".formatted(MOST_BYTES >> 20));
                }
            }
        }
    }

    private static long size(FileChannel channel, ByteBuffer tail, int end) throws IOException {
        long size = Integer.toUnsignedLong(tail.getInt(end + END_SIZE));
        int locator = end - LOCATOR_BYTES;
        if (locator < 0 || tail.getInt(locator) != LOCATOR) {
            return size;
        }
        long record = tail.getLong(locator + LOCATOR_OFFSET);
        if (record < 0 || record > channel.size() - RECORD_BYTES) {
            return size;
        }
        return Math.max(
                size == 0xffff_ffffL ? 0 : size,
                read(channel, record, RECORD_BYTES).getLong(RECORD_SIZE));
    }

    private static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) >= 0) {
            // One call may read a part only.
        }
        return bytes;
    }
}
