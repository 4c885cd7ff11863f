package dev.regard.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes large images as JPEG, for eyes. */
final class JpegEncoder {

    private static final float QUALITY = 0.92f;

    private JpegEncoder() {}

    static byte[] encode(Pixels pixels) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = Objects.requireNonNull(writer.getDefaultWriteParam());
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(QUALITY);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(PngEncoder.image(pixels), null, null), parameters);
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array takes every byte", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
