package dev.regard.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Small pictures for tests, made on the spot; what the JDK cannot write was written by Pillow. */
final class Pictures {

    /** 4 x 3; pixel i is (20 i, 255 - 20 i, 7 i). */
    static final byte[] LOSSLESS_WEBP =
            decode("UklGRjQAAABXRUJQVlA4TCcAAAAvA4AAAF8gFkz8XefQF8NQzMH8Z7QDQQCJQiyxzDLLLJNG9D8w3QEA");

    /** Its first frame is {@link #LOSSLESS_WEBP}. */
    static final byte[] ANIMATED_WEBP = decode(
            "UklGRrQAAABXRUJQVlA4WAoAAAACAAAAAwAAAgAAQU5JTQYAAAAAAAAAAABBTk1GQAAAAAAAAAAAAAMAAAIAAAAAAAJWUDhMJwAAAC8D"
                    + "gAAAXyAWTPxd59AXw1DMwfxntANBAIlCLLHMMsssk0b0PzDdAQBBTk1GQAAAAAAAAAAAAAMAAAIAAAAAAABWUDhMJwAAAC8DgAAAXyAWTPxd59AXw1DM"
                    + "wfxntANBtk3GMpaznOUsF47of0jzAQA=");

    /** 16 x 16 of (200, 100, 50), which comes back within 3, also from libwebp. */
    static final byte[] LOSSY_WEBP =
            decode("UklGRj4AAABXRUJQVlA4IDIAAADQAQCdASoQABAAAMASJaACdLoB+AADsAD+2ib/7vN+09e09f1M//jKnyA/4yp/xcwAAA==");

    /** 8 x 8 of ink (0, 128, 255, 51), which is (204, 102, 0) to Pillow. */
    static final byte[] CMYK_JPEG = decode(
            "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAWEBETFBUVFQwPFxgWFBgSFBUU/8AAFAgA"
                    + "CAAIBEMRAE0RAFkRAEsRAP/EABYAAQEBAAAAAAAAAAAAAAAAAAkCCP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAOBEMATQBZAEsAAD8AVNAqmy3/2Q==");

    private Pictures() {}

    /** As {@link #LOSSLESS_WEBP}, at any size. */
    static BufferedImage ramp(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int i = 0; i < width * height; i++) {
            int color = 0xff000000 | ((20 * i & 0xff) << 16) | (((255 - 20 * i) & 0xff) << 8) | (7 * i & 0xff);
            image.setRGB(i % width, i / width, color);
        }
        return image;
    }

    /** The pixels of {@link #ramp}. */
    static Pixels rampPixels(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < width * height; i++) {
            rgb[3 * i] = (byte) (20 * i);
            rgb[3 * i + 1] = (byte) (255 - 20 * i);
            rgb[3 * i + 2] = (byte) (7 * i);
        }
        return new Pixels(width, height, rgb);
    }

    /** Every sample is the high byte of a hash of where it stands: nothing that a filter could get right by chance. */
    static Pixels hashed(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) (((i + 1) * (i + 1) * 0x9e3779b1) >>> 24);
        }
        return new Pixels(width, height, rgb);
    }

    static BufferedImage image(Pixels pixels) {
        BufferedImage image = new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] bgr = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < bgr.length; i++) {
            bgr[i] = pixels.rgb()[i - i % 3 + 2 - i % 3];
        }
        return image;
    }

    /** Encodes with the JDK's writer, colours with chroma of half the size. */
    static byte[] jpeg(BufferedImage image, float quality, boolean progressive) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality);
            parameters.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** Encodes with the JDK's writer. */
    static byte[] encode(BufferedImage image, String format) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException("no writer for " + format);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A grey JPEG of 3 x 2 flat blocks of 8 x 8 pixels, named A to F: A has the brightness 20, each next one 40 more. */
    static byte[] blocks() {
        BufferedImage image = new BufferedImage(24, 16, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 24; x++) {
                image.getRaster().setSample(x, y, 0, 20 + 40 * (x / 8 + y / 8 * 3));
            }
        }
        return encode(image, "jpeg");
    }

    /** The same JPEG with an EXIF segment, little endian, of nothing but the orientation. */
    static byte[] withOrientation(byte[] jpeg, int orientation) {
        byte[] exif = {
            (byte) 0xff,
            (byte) 0xe1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'I',
            'I',
            42,
            0,
            8,
            0,
            0,
            0,
            1,
            0,
            0x12,
            1,
            3,
            0,
            1,
            0,
            0,
            0,
            (byte) orientation,
            0,
            0,
            0,
            0,
            0,
            0,
            0
        };
        return ByteBuffer.allocate(jpeg.length + exif.length)
                .put(jpeg, 0, 2)
                .put(exif)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    /** A PNG, not interlaced, from its filtered rows. */
    static byte[] png(int width, int height, int depth, int colorType, byte[] rows) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) depth)
                .put((byte) colorType)
                .array();
        byte[] compressed = new byte[rows.length + 100];
        Deflater deflater = new Deflater();
        deflater.setInput(rows);
        deflater.finish();
        int length = deflater.deflate(compressed);
        deflater.end();
        ByteBuffer file =
                ByteBuffer.allocate(length + 100).put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        putChunk(file, "IHDR", header);
        putChunk(file, "IDAT", Arrays.copyOf(compressed, length));
        putChunk(file, "IEND", new byte[0]);
        return Arrays.copyOf(file.array(), file.position());
    }

    /** A WebP of nothing but animation frames, each within the one before. */
    static byte[] nestedWebp(int depth) {
        int frameBytes = 24;
        byte[] bytes = new byte[12 + depth * frameBytes];
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(file.capacity() - 8).put(ascii("WEBP"));
        while (file.hasRemaining()) {
            file.put(ascii("ANMF")).putInt(file.remaining() - 4).position(file.position() + frameBytes - 8);
        }
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void putChunk(ByteBuffer file, String type, byte[] data) {
        file.putInt(data.length);
        int start = file.position();
        file.put(ascii(type)).put(data);
        CRC32 crc = new CRC32();
        crc.update(file.duplicate().flip().position(start));
        file.putInt((int) crc.getValue());
    }

    private static byte[] decode(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
