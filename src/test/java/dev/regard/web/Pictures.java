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
        return sized(name, 320, 240, red << 16 | green << 8 | blue);
    }

    /** The same, of another size. */
    static FilePayload sized(String name, int width, int height, int colour) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        int[] colours = new int[width * height];
        Arrays.fill(colours, colour);
        picture.setRGB(0, 0, width, height, colours, 0, width);
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageIO.write(picture, "png", bytes);
            return new FilePayload(name, "image/png", bytes.toByteArray());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
