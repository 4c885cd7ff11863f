package dev.regard.image;

import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Optional;

/**
 * JPEG: baseline and progressive; grey, RGB, YCbCr, CMYK and YCCK. The JDK's reader gives the components as stored and
 * {@link JpegColors} converts them, because its own conversion guesses differently from libjpeg and refuses CMYK.
 */
record EncodedJpeg(ImageHeader header, JpegStructure structure) implements Encoded {

    static Encoded open(byte[] bytes) {
        JpegStructure structure = JpegStructure.read(bytes);
        if (!structure.hasFrame()) {
            throw new IllegalArgumentException("a JPEG without a frame");
        }
        return new EncodedJpeg(new ImageHeader(structure.width(), structure.height(), "JPEG"), structure);
    }

    @Override
    public Orientation orientation() {
        return structure.orientation();
    }

    @Override
    public StoredImage decode() throws IOException {
        if (!structure.isComplete()) {
            throw ImageException.unreadable(
                    "The JPEG picture is cut off: its end is missing. Send the whole file again.");
        }
        JpegColors colors = structure.colors();
        byte[] samples = samples(colors.components());
        if (samples.length != colors.components() * (int) header.pixels()) {
            throw new IOException("the reader gave " + samples.length + " samples");
        }
        return StoredImage.opaque(new Pixels(header.width(), header.height(), colors.toRgb(samples)));
    }

    /** Browsers have formulas of their own for inks. */
    @Override
    public boolean isDrawnAlike() {
        return structure.colors().components() < 4;
    }

    @Override
    public Optional<byte[]> plain() {
        return isDrawnAlike() ? Optional.of(structure.withoutProfile()) : Optional.empty();
    }

    private byte[] samples(int components) throws IOException {
        boolean hasPhantom = structure.hasPhantom();
        Raster raster = JdkReaders.read(
                "jpeg",
                structure.essentials(),
                reader -> reader.readRaster(0, hasPhantom ? ProgressiveJpeg.drawnOnce(reader) : null));
        byte[] samples = ((DataBufferByte) raster.getDataBuffer()).getData();
        return hasPhantom ? ProgressiveJpeg.withoutPhantom(samples, components) : samples;
    }
}
