package dev.regard.image;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.util.Optional;

/** Finds 16 bit images that use only the lowest of their bits, as scans of 10 or 12 bits do: they are nearly black. */
final class SampleRange {

    private static final int BITS = 16;

    /** With 12 bits the brightest sample is a sixteenth of white. */
    private static final int MAX_DARK_BITS = 12;

    /** A few bright samples, such as dead pixels or a caption, do not lighten an image. */
    private static final double MIN_SHARE = 0.99;

    private SampleRange() {}

    static Optional<ImageNote> note(Raster raster, int colours) {
        if (raster.getTransferType() != DataBuffer.TYPE_USHORT) {
            return Optional.empty();
        }
        int bits = usedBits(raster, colours);
        return bits == 0 || bits > MAX_DARK_BITS ? Optional.empty() : Optional.of(dark(bits));
    }

    private static ImageNote dark(int bits) {
        return new ImageNote(
                ImageNote.Kind.DARK,
                ("Nearly all values of this 16 bit image are below %d of 65536, as in a scan of %d bits. The model is given it"
                                + " as it is: nearly black. Stretch its values to the full range, or save it with 8 bits.")
                        .formatted(1 << bits, bits));
    }

    /** The bits that nearly all samples get by with; 0 where all are black. */
    private static int usedBits(Raster raster, int colours) {
        long[] counts = new long[BITS + 1];
        int[] row = new int[raster.getWidth() * raster.getNumBands()];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
            for (int at = 0; at < row.length; at += raster.getNumBands()) {
                for (int colour = 0; colour < colours; colour++) {
                    counts[Integer.SIZE - Integer.numberOfLeadingZeros(row[at + colour])]++;
                }
            }
        }
        long wanted = (long) Math.ceil(MIN_SHARE * colours * raster.getWidth() * raster.getHeight());
        int bits = 0;
        for (long sum = counts[0]; sum < wanted; sum += counts[bits]) {
            bits++;
        }
        return bits;
    }
}
