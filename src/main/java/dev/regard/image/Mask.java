package dev.regard.image;

import java.util.BitSet;

/**
 * Which pixels of an upright picture belong to an object. The bits are shared, not copied.
 *
 * @param width  in pixels
 * @param height in pixels
 * @param inside a bit for each pixel, row by row
 */
public record Mask(int width, int height, BitSet inside) {

    /** All pixels that are not black. */
    static Mask of(Pixels pixels) {
        int count = pixels.width() * pixels.height();
        byte[] rgb = pixels.rgb();
        BitSet inside = new BitSet(count);
        for (int pixel = 0; pixel < count; pixel++) {
            inside.set(pixel, (rgb[3 * pixel] | rgb[3 * pixel + 1] | rgb[3 * pixel + 2]) != 0);
        }
        return new Mask(pixels.width(), pixels.height(), inside);
    }

    /** Whether a point belongs to the object; outside of the picture nothing does. */
    public boolean holds(double x, double y) {
        return x >= 0 && y >= 0 && x < width && y < height && inside.get((int) y * width + (int) x);
    }

    /** True where no pixel does. */
    public boolean isEmpty() {
        return inside.isEmpty();
    }
}
