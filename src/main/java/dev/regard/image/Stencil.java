package dev.regard.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import org.jspecify.annotations.Nullable;

/**
 * Tells the pixels of a decoded PNG that show something from the others: where some are transparent, those that are not; else
 * those that are not black. Samples are taken as they are, so that a mask of 16 bits may number its objects from 1.
 */
final class Stencil {

    private static final int OPAQUE = 255;

    private final Raster raster;
    private final @Nullable IndexColorModel palette;
    private final byte[] alphas;
    private final int bands;
    private final int colours;

    private Stencil(BufferedImage image, byte[] alphas) {
        this.raster = image.getRaster();
        this.palette = image.getColorModel() instanceof IndexColorModel indexed ? indexed : null;
        this.alphas = alphas;
        this.bands = raster.getNumBands();
        this.colours = bands - (image.getColorModel().hasAlpha() && palette == null ? 1 : 0);
    }

    /**
     * White where something is shown, black elsewhere.
     *
     * @param alphas of the first colours of the palette; may be empty
     */
    static Pixels of(BufferedImage image, byte[] alphas) {
        return new Stencil(image, alphas).cut(image.getWidth(), image.getHeight());
    }

    private Pixels cut(int width, int height) {
        byte[] coloured = new byte[width * height];
        byte[] visible = new byte[width * height];
        boolean isSeenThrough = false;
        int[] row = new int[width * bands];
        for (int pixel = 0; pixel < coloured.length; pixel++) {
            if (pixel % width == 0) {
                raster.getPixels(0, pixel / width, width, 1, row);
            }
            int in = pixel % width * bands;
            int alpha = alpha(row, in);
            isSeenThrough |= alpha == 0;
            coloured[pixel] = (byte) (isColoured(row, in) ? OPAQUE : 0);
            visible[pixel] = (byte) (alpha > 0 ? OPAQUE : 0);
        }
        return new Pixels(width, height, Rgb.ofGrey(isSeenThrough ? visible : coloured));
    }

    private int alpha(int[] row, int in) {
        if (palette != null) {
            return row[in] < alphas.length ? alphas[row[in]] & 0xff : OPAQUE;
        }
        return colours < bands ? row[in + colours] : OPAQUE;
    }

    private boolean isColoured(int[] row, int in) {
        if (palette != null) {
            return (palette.getRGB(row[in]) & 0xffffff) != 0;
        }
        for (int band = 0; band < colours; band++) {
            if (row[in + band] != 0) {
                return true;
            }
        }
        return false;
    }
}
