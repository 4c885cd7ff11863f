package dev.regard.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Image files to which something was added. */
final class Chunks {

    /** TIFF, big endian, of nothing but the orientation: as PNG and WebP embed EXIF. */
    static byte[] exif(int orientation) {
        return ByteBuffer.allocate(26)
                .put(new byte[] {'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1})
                .put(new byte[] {1, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte) orientation, 0, 0})
                .array();
    }

    private Chunks() {}

    /** A PNG with a chunk more, in front of its pixels. */
    static byte[] inPng(byte[] png, String type, byte[] data) {
        int headerEnd = 33;
        CRC32 crc = new CRC32();
        crc.update(type.getBytes(StandardCharsets.US_ASCII));
        crc.update(data);
        return ByteBuffer.allocate(png.length + data.length + 12)
                .put(png, 0, headerEnd)
                .putInt(data.length)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .put(data)
                .putInt((int) crc.getValue())
                .put(png, headerEnd, png.length - headerEnd)
                .array();
    }

    /** A WebP of one chunk of pixels, in the extended form with a chunk more. */
    static byte[] inWebp(byte[] webp, int flags, String type, byte[] data) {
        Pixels size = new ImageDecoder(ImageLimits.DEFAULT).decode(webp);
        byte[] features = ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(flags)
                .putShort((short) (size.width() - 1))
                .put((byte) 0)
                .putShort((short) (size.height() - 1))
                .array();
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        chunks.writeBytes(riff("VP8X", features));
        chunks.write(webp, 12, webp.length - 12);
        chunks.writeBytes(riff(type, data));
        ByteBuffer all = ByteBuffer.allocate(chunks.size() + 4).put("WEBP".getBytes(StandardCharsets.US_ASCII));
        return riff("RIFF", all.put(chunks.toByteArray()).array());
    }

    /** A JPEG with a segment more, right at its beginning. */
    static byte[] inJpeg(byte[] jpeg, int marker, byte[] data) {
        return ByteBuffer.allocate(jpeg.length + data.length + 4)
                .put(jpeg, 0, 2)
                .put((byte) 0xff)
                .put((byte) marker)
                .putShort((short) (data.length + 2))
                .put(data)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    private static byte[] riff(String type, byte[] data) {
        byte[] padded = Arrays.copyOf(data, data.length + (data.length & 1));
        return ByteBuffer.allocate(padded.length + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(type.getBytes(StandardCharsets.US_ASCII))
                .putInt(data.length)
                .put(padded)
                .array();
    }
}
