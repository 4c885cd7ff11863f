package dev.regard.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** BMP. Pictures of another format wrapped in a BMP are refused: their size would not be known from this header. */
@SuppressWarnings("ArrayRecordComponent") // megabytes, never written to
record EncodedBmp(ImageHeader header, byte[] bytes) implements Encoded {

    private static final int OS2_HEADER_BYTES = 12;
    private static final int EMBEDDED_JPEG = 4;
    private static final int EMBEDDED_PNG = 5;

    static Encoded open(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (buffer.getInt(14) == OS2_HEADER_BYTES) {
            int width = Short.toUnsignedInt(buffer.getShort(18));
            int height = Short.toUnsignedInt(buffer.getShort(20));
            return new EncodedBmp(new ImageHeader(width, height, "BMP"), bytes);
        }
        int compression = buffer.getInt(30);
        if (compression == EMBEDDED_JPEG || compression == EMBEDDED_PNG) {
            throw ImageException.unreadable("This BMP wraps a JPEG or PNG. Send the picture as JPEG or PNG instead.");
        }
        // A negative height says that the rows run from top to bottom.
        return new EncodedBmp(new ImageHeader(buffer.getInt(18), Math.absExact(buffer.getInt(22)), "BMP"), bytes);
    }

    @Override
    public Orientation orientation() {
        return Orientation.UPRIGHT;
    }

    @Override
    public StoredImage decode() throws IOException {
        return StoredImage.opaque(Rgb.of(JdkReaders.read("bmp", bytes, reader -> reader.read(0))));
    }

    /** Browsers disagree on the fourth byte of a pixel, and on headers of rare kinds. */
    @Override
    public boolean isDrawnAlike() {
        return false;
    }

    @Override
    public Optional<byte[]> plain() {
        return Optional.empty();
    }
}
