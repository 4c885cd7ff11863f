package dev.regard.worker;

import dev.regard.cam.ActivationMap;
import dev.regard.cam.MapGeometry;
import dev.regard.explain.ClassMap;
import dev.regard.explain.Explanation;
import dev.regard.image.Box;
import dev.regard.image.ImageDecoder;
import dev.regard.image.ImageLimits;
import dev.regard.image.Pixels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * Draws the first map of an explanation over its picture, as the page does: positive values in the colours of turbo,
 * between the true centres of the cells, covering the picture in proportion to the value.
 */
final class Overlay {

    private static final double OPACITY = 0.85;
    private static final ImageDecoder DECODER = new ImageDecoder(ImageLimits.DEFAULT);

    private final Pixels picture;
    private final Box seen;
    private final ActivationMap map;
    private final MapGeometry geometry;

    private Overlay(Pixels picture, Box seen, ClassMap map) {
        this.picture = picture;
        this.seen = seen;
        this.map = map.map();
        this.geometry = map.geometry();
    }

    /** The drawing as a PNG of the picture's own size. */
    static byte[] png(byte[] picture, Explanation explanation) {
        Overlay overlay = new Overlay(
                DECODER.decode(picture), explanation.seen(), explanation.maps().getFirst());
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageIO.write(overlay.draw(), "png", bytes);
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory does not fail to be written", impossible);
        }
    }

    private BufferedImage draw() {
        BufferedImage drawing = new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_INT_RGB);
        int[] line = new int[picture.width()];
        float high = Math.max(map.max(), 0);
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                line[x] = blend(3 * (y * picture.width() + x), high == 0 ? 0 : valueAt(x + 0.5, y + 0.5) / high);
            }
            drawing.setRGB(0, y, line.length, 1, line, 0, line.length);
        }
        return drawing;
    }

    /** Between the four centres around; beyond the outermost the edge value goes on. 0 outside of what the model saw. */
    private double valueAt(double x, double y) {
        if (x < seen.x() || y < seen.y() || x >= seen.x() + seen.width() || y >= seen.y() + seen.height()) {
            return 0;
        }
        double column = Math.clamp((x - geometry.x()) / geometry.stepX(), 0, map.width() - 1);
        double row = Math.clamp((y - geometry.y()) / geometry.stepY(), 0, map.height() - 1);
        double upper = between((int) row, column);
        double lower = between(Math.min((int) row + 1, map.height() - 1), column);
        return upper + (lower - upper) * (row - (int) row);
    }

    private double between(int row, double column) {
        int left = (int) column;
        float first = map.values()[row * map.width() + left];
        float second = map.values()[row * map.width() + Math.min(left + 1, map.width() - 1)];
        return first + (second - first) * (column - left);
    }

    private int blend(int pixel, double place) {
        double cover = OPACITY * Math.clamp(place, 0, 1);
        int colour = 0;
        for (int channel = 0; channel < 3; channel++) {
            int below = picture.rgb()[pixel + channel] & 0xff;
            long mixed = Math.round(below + (Turbo.channelAt(place, channel) - below) * cover);
            colour = colour << 8 | (int) mixed;
        }
        return colour;
    }
}
