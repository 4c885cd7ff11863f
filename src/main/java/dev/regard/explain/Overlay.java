package dev.regard.explain;

import dev.regard.cam.ActivationMap;
import dev.regard.image.Box;
import dev.regard.image.Pixels;
import dev.regard.image.Turbo;

/**
 * Draws a heatmap over a picture as the page does: values between the centres of cells are interpolated, the scale is
 * linear from 0 to the map's maximum, and where there is no evidence the picture stays as it is.
 */
final class Overlay {

    /** Of the hottest place. The page begins with the same. */
    private static final double OPACITY = 0.85;

    private Overlay() {}

    /** The picture with the heat over it; nothing is drawn outside what the model saw. */
    static Pixels draw(Pixels picture, ClassMap classMap, Box seen) {
        byte[] drawn = picture.rgb().clone();
        double max = classMap.map().max();
        if (max <= 0) {
            return picture;
        }
        Neighbours[] columns = neighbours(picture.width(), seen.x(), seen.width(), classMap, true);
        Neighbours[] rows = neighbours(picture.height(), seen.y(), seen.height(), classMap, false);
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                if (rows[y].isSeen && columns[x].isSeen) {
                    double place = Math.max(0, value(classMap.map(), columns[x], rows[y]) / max);
                    blend(drawn, 3 * (y * picture.width() + x), Math.min(1, place));
                }
            }
        }
        return new Pixels(picture.width(), picture.height(), drawn);
    }

    /** The two cells that a pixel lies between along one axis, and how far it is on the way to the second. */
    private record Neighbours(boolean isSeen, int first, int second, double share) {}

    private static Neighbours[] neighbours(
            int length, double seenStart, double seenLength, ClassMap classMap, boolean across) {
        double start = across ? classMap.geometry().x() : classMap.geometry().y();
        double step = across ? classMap.geometry().stepX() : classMap.geometry().stepY();
        int cells = across ? classMap.map().width() : classMap.map().height();
        Neighbours[] neighbours = new Neighbours[length];
        for (int pixel = 0; pixel < length; pixel++) {
            double at = pixel + 0.5;
            double cell = Math.clamp((at - start) / step, 0, cells - 1);
            int first = (int) cell;
            boolean isSeen = at >= seenStart && at < seenStart + seenLength;
            neighbours[pixel] = new Neighbours(isSeen, first, Math.min(first + 1, cells - 1), cell - first);
        }
        return neighbours;
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

    private static void blend(byte[] rgb, int at, double place) {
        double cover = OPACITY * place;
        for (int channel = 0; channel < 3; channel++) {
            int below = rgb[at + channel] & 0xff;
            rgb[at + channel] = (byte) Math.round(below + (Turbo.channel(place, channel) - below) * cover);
        }
    }
}
