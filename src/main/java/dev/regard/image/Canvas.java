package dev.regard.image;

import java.util.Arrays;
import java.util.Optional;

/** What an animation is drawn on: its first frame may cover only a part. */
record Canvas(Pixels pixels) {

    /** A canvas of one colour, given as {@code 0xRRGGBB}. */
    static Canvas filled(ImageHeader size, int color) {
        byte[] rgb = new byte[Math.toIntExact(3 * size.pixels())];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = (byte) (color >> 16);
            rgb[i + 1] = (byte) (color >> 8);
            rgb[i + 2] = (byte) color;
        }
        return new Canvas(new Pixels(size.width(), size.height(), rgb));
    }

    /**
     * Draws a frame that lies within the canvas. Beside it the canvas is transparent.
     *
     * @param alpha of the frame, see {@link StoredImage}
     */
    StoredImage with(Pixels frame, byte[] alpha, int left, int top) {
        byte[] whole = new byte[pixels.width() * pixels.height()];
        for (int y = 0; y < frame.height(); y++) {
            int to = 3 * ((top + y) * pixels.width() + left);
            System.arraycopy(frame.rgb(), 3 * y * frame.width(), pixels.rgb(), to, 3 * frame.width());
            if (alpha.length == 0) {
                Arrays.fill(whole, to / 3, to / 3 + frame.width(), Alpha.OPAQUE);
            } else {
                System.arraycopy(alpha, y * frame.width(), whole, to / 3, frame.width());
            }
        }
        return new StoredImage(pixels, whole, Optional.empty());
    }
}
