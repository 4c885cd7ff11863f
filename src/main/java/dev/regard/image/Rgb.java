package dev.regard.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;

/**
 * What a reader decoded, as 8-bit RGB with the numbers of Pillow's {@code convert("RGB")}: samples are taken as they are,
 * without colour management; transparency is dropped.
 */
final class Rgb {

    private Rgb() {}

    static Pixels of(BufferedImage image) {
        Raster raster = image.getRaster();
        byte[] rgb = new byte[3 * image.getWidth() * image.getHeight()];
        if (image.getColorModel() instanceof IndexColorModel palette) {
            ofPalette(raster, palette, rgb);
        } else if (raster.getSampleModel() instanceof PixelInterleavedSampleModel layout
                && raster.getDataBuffer() instanceof DataBufferByte buffer) {
            ofBytes(raster, layout, buffer.getData(), rgb);
        } else {
            ofSamples(raster, image.getColorModel(), rgb);
        }
        return new Pixels(image.getWidth(), image.getHeight(), rgb);
    }

    /** One grey sample a pixel, three times. */
    static byte[] ofGrey(byte[] grey) {
        byte[] rgb = new byte[3 * grey.length];
        for (int i = 0; i < grey.length; i++) {
            rgb[3 * i] = grey[i];
            rgb[3 * i + 1] = grey[i];
            rgb[3 * i + 2] = grey[i];
        }
        return rgb;
    }

    private static void ofPalette(Raster raster, IndexColorModel palette, byte[] rgb) {
        int[] colors = new int[256];
        palette.getRGBs(colors);
        int[] row = new int[raster.getWidth()];
        int out = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, row.length, 1, row);
            for (int index : row) {
                int color = colors[index];
                rgb[out++] = (byte) (color >> 16);
                rgb[out++] = (byte) (color >> 8);
                rgb[out++] = (byte) color;
            }
        }
    }

    private static void ofBytes(Raster raster, PixelInterleavedSampleModel layout, byte[] samples, byte[] rgb) {
        int[] offsets = layout.getBandOffsets();
        int green = offsets.length < 3 ? offsets[0] : offsets[1];
        int blue = offsets.length < 3 ? offsets[0] : offsets[2];
        int pixelStride = layout.getPixelStride();
        int out = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            int in = y * layout.getScanlineStride();
            for (int x = 0; x < raster.getWidth(); x++, in += pixelStride) {
                rgb[out++] = samples[in + offsets[0]];
                rgb[out++] = samples[in + green];
                rgb[out++] = samples[in + blue];
            }
        }
    }

    /** Packed and 16-bit samples. */
    private static void ofSamples(Raster raster, ColorModel model, byte[] rgb) {
        int bands = raster.getNumBands();
        int[] row = new int[raster.getWidth() * bands];
        int out = 0;
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, raster.getWidth(), 1, row);
            for (int in = 0; in < row.length; in += bands) {
                for (int color = 0; color < 3; color++) {
                    int band = bands < 3 ? 0 : color;
                    rgb[out++] = toByte(row[in + band], model.getComponentSize(band));
                }
            }
        }
    }

    /** Pillow keeps the high byte of 16 bits, and stretches fewer than 8. */
    private static byte toByte(int sample, int bits) {
        return (byte) (bits == 16 ? sample >> 8 : sample * 255 / ((1 << bits) - 1));
    }
}
