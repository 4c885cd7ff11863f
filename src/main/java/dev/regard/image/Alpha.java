package dev.regard.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/** Reads the opacity of pixels, one byte each; no bytes where all of them are opaque. */
final class Alpha {

    static final byte OPAQUE = (byte) 255;

    private Alpha() {}

    /** The last channel of an image that has one for it. */
    static byte[] ofChannel(BufferedImage image) {
        if (!image.getColorModel().hasAlpha() || image.getColorModel() instanceof IndexColorModel) {
            return new byte[0];
        }
        int band = image.getRaster().getNumBands() - 1;
        int shift = image.getColorModel().getComponentSize(band) - 8;
        return of(image.getRaster(), (row, at) -> (byte) (row[at + band] >> shift));
    }

    /**
     * A palette's.
     *
     * @param alphas of its first colours; the others are opaque
     */
    static byte[] ofPalette(BufferedImage image, byte[] alphas) {
        return of(image.getRaster(), (row, at) -> row[at] < alphas.length ? alphas[row[at]] : OPAQUE);
    }

    /** Pixels of one colour are transparent: these samples. */
    static byte[] ofColour(BufferedImage image, int[] colour) {
        return of(
                image.getRaster(),
                (row, at) -> Arrays.equals(row, at, at + colour.length, colour, 0, colour.length) ? 0 : OPAQUE);
    }

    private interface Reading {
        byte alpha(int[] row, int at);
    }

    private static byte[] of(Raster raster, Reading reading) {
        int bands = raster.getNumBands();
        byte[] alpha = new byte[raster.getWidth() * raster.getHeight()];
        int[] row = new int[raster.getWidth() * bands];
        byte all = OPAQUE;
        for (int pixel = 0; pixel < alpha.length; pixel++) {
            int column = pixel % raster.getWidth();
            if (column == 0) {
                raster.getPixels(
                        raster.getMinX(), raster.getMinY() + pixel / raster.getWidth(), raster.getWidth(), 1, row);
            }
            alpha[pixel] = reading.alpha(row, column * bands);
            all &= alpha[pixel];
        }
        return all == OPAQUE ? new byte[0] : alpha;
    }
}
