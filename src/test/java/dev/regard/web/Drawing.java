package dev.regard.web;

import com.microsoft.playwright.Locator;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Objects;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * The pixels of a canvas.
 *
 * @param pixels with their opacity
 */
record Drawing(BufferedImage pixels) {

    static Drawing of(Locator canvas) {
        String url = (String) canvas.evaluate("canvas => canvas.toDataURL('image/png')");
        return of(Base64.getDecoder().decode(url.substring(url.indexOf(',') + 1)));
    }

    static Drawing of(byte[] encoded) {
        try {
            return new Drawing(Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(encoded)), "no picture"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    int width() {
        return pixels.getWidth();
    }

    int height() {
        return pixels.getHeight();
    }

    int alpha(Point point) {
        return pixels.getRGB(point.x, point.y) >>> 24;
    }

    /** Red, green and blue in one number. */
    int colour(Point point) {
        return pixels.getRGB(point.x, point.y) & 0xffffff;
    }

    /** The pixel that covers the picture most; of several, the one in their middle. */
    Point hottest() {
        int most = strongest();
        Rectangle around = new Rectangle(-1, -1);
        each().filter(at -> alpha(at) == most).forEach(at -> around.add(point(at)));
        return new Point((int) around.getCenterX(), (int) around.getCenterY());
    }

    /** The largest opacity anywhere, 0 to 255. */
    int strongest() {
        return each().map(this::alpha).max().orElse(0);
    }

    /** The share of the pixels that cover the picture so that one may see it. */
    double shareCovered() {
        return (double) each().filter(at -> alpha(at) > 12).count() / (width() * height());
    }

    /** How many colours there are: a picture has many, a blank one has one. */
    long colours() {
        return each().map(this::argb).distinct().count();
    }

    /** The largest difference in how two drawings of one size cover the picture. */
    int differenceInCover(Drawing other) {
        return each().map(at -> Math.abs(alpha(at) - other.alpha(at))).max().orElse(0);
    }

    /** The share of the pixels whose colour or opacity is another one. */
    double shareThatDiffersFrom(Drawing other) {
        long differing = each().filter(at -> argb(at) != other.argb(at)).count();
        return (double) differing / (width() * height());
    }

    /** How far apart the colours of two drawings are on average, 0 to 255; where one is larger, its upper left counts. */
    double distanceFrom(Drawing other) {
        int width = Math.min(width(), other.width());
        int height = Math.min(height(), other.height());
        return IntStream.range(0, width * height)
                .mapToObj(at -> new Point(at % width, at / width))
                .mapToInt(at -> distance(colour(at), other.colour(at)))
                .average()
                .orElseThrow();
    }

    private static int distance(int colour, int other) {
        int sum = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            sum += Math.abs((colour >> shift & 255) - (other >> shift & 255));
        }
        return sum / 3;
    }

    private IntStream each() {
        return IntStream.range(0, width() * height());
    }

    private Point point(int at) {
        return new Point(at % width(), at / width());
    }

    private int alpha(int at) {
        return argb(at) >>> 24;
    }

    private int argb(int at) {
        return pixels.getRGB(at % width(), at / width());
    }
}
