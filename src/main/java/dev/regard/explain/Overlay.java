package dev.regard.explain;

import dev.regard.cam.ActivationMap;
import dev.regard.cam.CamMethod.Kind;
import dev.regard.cam.PlacedMap;
import dev.regard.image.Box;
import dev.regard.image.Pixels;

/**
 * Draws a heatmap over a picture as the page does. The scale is linear, and where there is no evidence the picture stays
 * as it is. Between the centres of a class activation map's cells values are interpolated; a saliency map's pixels are
 * drawn as they are, over a darkened picture.
 */
final class Overlay {

    /** Of the hottest place. The page begins with the same. */
    private static final double OPACITY = 0.85;

    /** How much of the picture's colour and of its light is left under a saliency map. */
    private static final double COLOUR_LEFT = 0.2;

    private static final double LIGHT_LEFT = 0.5;

    /** How bright red, green and blue are to the eye; with these the browsers' filter {@code grayscale} works too. */
    private static final double[] LUMINANCE = {0.2126, 0.7152, 0.0722};

    private final PlacedMap placed;
    private final Box seen;
    private final boolean smooth;
    private final HeatScale scale;

    private Overlay(PlacedMap placed, Box seen, Kind kind) {
        this.placed = placed;
        this.seen = seen;
        this.smooth = kind == Kind.CLASS_ACTIVATION_MAP;
        this.scale = HeatScale.of(placed.map(), kind);
    }

    /** The picture with the heat over it; nothing is drawn outside what the model saw. */
    static Pixels draw(Pixels picture, PlacedMap placed, Box seen, Kind kind) {
        Overlay overlay = new Overlay(placed, seen, kind);
        return overlay.scale.isEmpty() ? picture : overlay.over(picture);
    }

    private Pixels over(Pixels picture) {
        byte[] drawn = smooth ? picture.rgb().clone() : darkened(picture.rgb());
        Neighbours[] columns = neighbours(picture.width(), seen.x(), seen.width(), true);
        Neighbours[] rows = neighbours(picture.height(), seen.y(), seen.height(), false);
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                if (rows[y].isSeen && columns[x].isSeen) {
                    double place = scale.place(value(placed.map(), columns[x], rows[y]));
                    blend(drawn, 3 * (y * picture.width() + x), place);
                }
            }
        }
        return new Pixels(picture.width(), picture.height(), drawn);
    }

    private static byte[] darkened(byte[] rgb) {
        byte[] dark = new byte[rgb.length];
        for (int pixel = 0; pixel < rgb.length; pixel += 3) {
            double grey = 0;
            for (int channel = 0; channel < 3; channel++) {
                grey += LUMINANCE[channel] * (rgb[pixel + channel] & 0xff);
            }
            for (int channel = 0; channel < 3; channel++) {
                double colour = grey + COLOUR_LEFT * ((rgb[pixel + channel] & 0xff) - grey);
                dark[pixel + channel] = (byte) Math.round(LIGHT_LEFT * colour);
            }
        }
        return dark;
    }

    /** The two cells that a pixel lies between along one axis, and how far it is on the way to the second. */
    private record Neighbours(boolean isSeen, int first, int second, double share) {}

    private Neighbours[] neighbours(int length, double seenStart, double seenLength, boolean across) {
        double start = across ? placed.geometry().x() : placed.geometry().y();
        double step = across ? placed.geometry().stepX() : placed.geometry().stepY();
        int cells = across ? placed.map().width() : placed.map().height();
        Neighbours[] neighbours = new Neighbours[length];
        for (int pixel = 0; pixel < length; pixel++) {
            double at = pixel + 0.5;
            boolean isSeen = at >= seenStart && at < seenStart + seenLength;
            neighbours[pixel] = between(isSeen, (at - start) / step, cells);
        }
        return neighbours;
    }

    private Neighbours between(boolean isSeen, double place, int cells) {
        double cell = Math.clamp(smooth ? place : Math.floor(place + 0.5), 0, cells - 1);
        int first = (int) cell;
        return new Neighbours(isSeen, first, Math.min(first + 1, cells - 1), cell - first);
    }

    private static double value(ActivationMap map, Neighbours column, Neighbours row) {
        double upper = between(map, row.first * map.width(), column);
        double lower = between(map, row.second * map.width(), column);
        return upper + (lower - upper) * row.share;
    }

    private static double between(ActivationMap map, int rowStart, Neighbours column) {
        float left = map.values()[rowStart + column.first];
        float right = map.values()[rowStart + column.second];
        return left + (right - left) * column.share;
    }

    private void blend(byte[] rgb, int at, double place) {
        double cover = OPACITY * scale.ramp().cover(place);
        for (int channel = 0; channel < 3; channel++) {
            int below = rgb[at + channel] & 0xff;
            rgb[at + channel] = (byte) Math.round(below + (scale.ramp().channel(place, channel) - below) * cover);
        }
    }
}
