package dev.regard.web;

import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import javax.imageio.ImageIO;

/** Pictures that no sample is. */
final class Pictures {

    private Pictures() {}

    /** A file of one colour. */
    static FilePayload plain(String name, int red, int green, int blue) {
        BufferedImage picture = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
        int[] colours = new int[320 * 240];
        Arrays.fill(colours, red << 16 | green << 8 | blue);
        picture.setRGB(0, 0, 320, 240, colours, 0, 320);
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageIO.write(picture, "png", bytes);
            return new FilePayload(name, "image/png", bytes.toByteArray());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
