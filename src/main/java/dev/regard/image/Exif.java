package dev.regard.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The one tag of EXIF that changes what a model sees. */
final class Exif {

    private static final int ORIENTATION_TAG = 0x0112;
    private static final int ENTRY_BYTES = 12;

    private Exif() {}

    /**
     * The orientation in a TIFF structure, as JPEG (behind {@code Exif\0\0}), PNG and WebP embed it. Broken EXIF does
     * not make a picture unreadable: it counts as upright.
     */
    static Orientation orientation(byte[] bytes, int offset, int length) {
        try {
            ByteBuffer tiff = ByteBuffer.wrap(bytes, offset, length).slice();
            tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            return orientation(tiff, tiff.getInt(4));
        } catch (IndexOutOfBoundsException broken) {
            return Orientation.UPRIGHT;
        }
    }

    private static Orientation orientation(ByteBuffer tiff, int directory) {
        int entries = Short.toUnsignedInt(tiff.getShort(directory));
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + i * ENTRY_BYTES;
            if (Short.toUnsignedInt(tiff.getShort(entry)) == ORIENTATION_TAG) {
                return Orientation.of(tiff.getShort(entry + 8));
            }
        }
        return Orientation.UPRIGHT;
    }
}
