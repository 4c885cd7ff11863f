package dev.regard.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Walks the markers of a JPEG. Keeps aside what carries pixels, so that the reader never sees colour profiles,
 * thumbnails and other metadata: they slow it down, and broken ones make it fail where the pixels are intact.
 */
final class JpegStructure {

    private static final int SOF0 = 0xc0;
    private static final int SOF2 = 0xc2;
    private static final int DHT = 0xc4;
    private static final int SOF15 = 0xcf;
    private static final int JPG = 0xc8;
    private static final int DAC = 0xcc;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP2 = 0xe2;
    private static final int APP14 = 0xee;
    private static final int COMMENT = 0xfe;

    /** A progressive picture has about ten. Each costs a pass over all pixels, so a file of thousands is an attack. */
    private static final int MOST_SCANS = 100;

    private final byte[] bytes;
    private final ByteArrayOutputStream essentials;
    private final List<int[]> profile = new ArrayList<>();
    private int position = 2;
    private int scans;
    private int frame = -1;
    private boolean complete;
    private boolean progressive;
    private boolean hasJfif;
    private int adobeTransform = -1;
    private Orientation orientation = Orientation.UPRIGHT;

    private JpegStructure(byte[] bytes) {
        this.bytes = bytes;
        this.essentials = new ByteArrayOutputStream(bytes.length);
    }

    static JpegStructure read(byte[] bytes) {
        JpegStructure structure = new JpegStructure(bytes);
        structure.walk();
        return structure;
    }

    /** Whether there is at least one scan, and the end of the picture behind it. */
    boolean isComplete() {
        return complete && scans > 0;
    }

    boolean hasFrame() {
        return frame >= 0;
    }

    /** Whether {@link #essentials()} have a component more than the picture, see {@link ProgressiveJpeg}. */
    boolean hasPhantom() {
        return progressive && bytes[frame + 5] < 4;
    }

    /** The same pixels without metadata. */
    byte[] essentials() {
        return essentials.toByteArray();
    }

    /** The file without its colour profile, which the numbers do not follow. */
    byte[] withoutProfile() {
        if (profile.isEmpty()) {
            return bytes;
        }
        ByteArrayOutputStream rest = new ByteArrayOutputStream(bytes.length);
        int from = 0;
        for (int[] part : profile) {
            rest.write(bytes, from, part[0] - from);
            from = part[1];
        }
        rest.write(bytes, from, bytes.length - from);
        return rest.toByteArray();
    }

    Orientation orientation() {
        return orientation;
    }

    int height() {
        return unsignedShort(frame + 1);
    }

    int width() {
        return unsignedShort(frame + 3);
    }

    /** By libjpeg's rules, which the JDK's reader does not follow where markers are missing. */
    JpegColors colors() {
        return switch (unsignedByte(frame + 5)) {
            case 1 -> JpegColors.GREY;
            case 3 -> isRgb() ? JpegColors.RGB : JpegColors.YCC;
            case 4 -> adobeTransform > 0 ? JpegColors.YCCK : JpegColors.CMYK;
            default -> throw new IllegalArgumentException("a JPEG has 1, 3 or 4 components");
        };
    }

    private boolean isRgb() {
        if (hasJfif || adobeTransform >= 0) {
            return !hasJfif && adobeTransform == 0;
        }
        return bytes[frame + 6] == 'R' && bytes[frame + 9] == 'G' && bytes[frame + 12] == 'B';
    }

    private void walk() {
        essentials.write(bytes, 0, 2);
        while (!complete && skipToMarker()) {
            int marker = unsignedByte(position + 1);
            if (marker == EOI) {
                essentials.write(bytes, position, 2);
                complete = true;
            } else if (!readSegment(marker)) {
                return;
            }
        }
    }

    /** False at the end of the bytes. Garbage before a marker is skipped, as libjpeg does. */
    private boolean skipToMarker() {
        while (position + 1 < bytes.length) {
            int second = unsignedByte(position + 1);
            if (bytes[position] == (byte) 0xff && second != 0 && second != 0xff && !isStandalone(second)) {
                return true;
            }
            position++;
        }
        return false;
    }

    /** False where the segment reaches beyond the bytes. */
    private boolean readSegment(int marker) {
        int start = position;
        if (start + 4 > bytes.length || start + 2 + unsignedShort(start + 2) > bytes.length) {
            return false;
        }
        position = start + 2 + Math.max(2, unsignedShort(start + 2));
        note(marker, start + 4, position - start - 4);
        if (marker == SOS) {
            skipEntropyCodedData();
        }
        if (marker < APP0 || marker > COMMENT) {
            byte[] segment = Arrays.copyOfRange(bytes, start, position);
            essentials.writeBytes(start + 4 == frame && hasPhantom() ? ProgressiveJpeg.withPhantom(segment) : segment);
        }
        return true;
    }

    private void note(int marker, int offset, int length) {
        if (marker == SOS && ++scans > MOST_SCANS) {
            throw new IllegalArgumentException("more than " + MOST_SCANS + " scans");
        } else if (marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC) {
            noteFrame(marker, offset);
        } else if (marker == APP0 && startsWith("JFIF\0", offset, length)) {
            hasJfif = true;
        } else if (marker == APP2 && startsWith("ICC_PROFILE\0", offset, length)) {
            profile.add(new int[] {offset - 4, offset + length});
        } else if (marker == APP14 && length >= 12 && startsWith("Adobe", offset, length)) {
            adobeTransform = unsignedByte(offset + 11);
        } else if (marker == APP1 && startsWith("Exif\0\0", offset, length)) {
            orientation = Exif.orientation(bytes, offset + 6, length - 6);
        }
    }

    private void noteFrame(int marker, int offset) {
        if (marker > SOF2 || bytes[offset] != 8 || hasFrame()) {
            throw ImageException.unreadable(
                    "This JPEG is of a rare kind (lossless, arithmetic coding or 12 bit). Save the picture as an ordinary JPEG or as PNG.");
        }
        frame = offset;
        progressive = marker == SOF2;
    }

    private void skipEntropyCodedData() {
        while (position + 1 < bytes.length) {
            int second = unsignedByte(position + 1);
            if (bytes[position] == (byte) 0xff && second != 0 && !isStandalone(second)) {
                return;
            }
            position++;
        }
        position = bytes.length;
    }

    /** Restart markers and TEM have no length, and stand within the data. */
    private static boolean isStandalone(int marker) {
        return (marker >= 0xd0 && marker <= 0xd8) || marker == 1;
    }

    private boolean startsWith(String text, int offset, int length) {
        byte[] expected = text.getBytes(StandardCharsets.ISO_8859_1);
        return length >= expected.length
                && Arrays.equals(bytes, offset, offset + expected.length, expected, 0, expected.length);
    }

    private int unsignedByte(int offset) {
        return bytes[offset] & 0xff;
    }

    private int unsignedShort(int offset) {
        return unsignedByte(offset) << 8 | unsignedByte(offset + 1);
    }
}
