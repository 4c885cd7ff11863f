package dev.regard.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Walks the chunks of a PNG. Keeps aside what carries pixels, so that the reader sees neither compressed text of
 * unbounded size nor gamma, profiles and transparency, which the numbers must not follow.
 */
final class PngStructure {

    private static final int SIGNATURE_BYTES = 8;
    /** Length and type before the data, checksum behind them. */
    private static final int CHUNK_OVERHEAD = 12;

    private static final int IHDR = 0x49484452;
    private static final int PLTE = 0x504c5445;
    private static final int IDAT = 0x49444154;
    private static final int IEND = 0x49454e44;
    private static final int TRNS = 0x74524e53;
    private static final int EXIF = 0x65584966;
    private static final int ACTL = 0x6163544c;
    private static final int ICCP = 0x69434350;
    private static final int CICP = 0x63494350;
    private static final int GAMA = 0x67414d41;
    private static final int CHRM = 0x6348524d;
    private static final int SRGB = 0x73524742;

    private static final int PALETTE = 3;
    private static final int ALPHA_CHANNEL = 4;
    private static final int COLOURS = 2;
    /** As sRGB has it, in 100,000ths. */
    private static final int DEFAULT_GAMMA = 45_455;

    private final ByteBuffer bytes;
    private final ByteArrayOutputStream essentials;
    private Orientation orientation = Orientation.UPRIGHT;
    private byte[] transparency = new byte[0];
    private boolean animated;
    private boolean standard;
    private boolean profiled;
    private boolean measured;
    private boolean complete;

    private PngStructure(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
        this.essentials = new ByteArrayOutputStream(bytes.length);
    }

    static PngStructure read(byte[] bytes) {
        PngStructure structure = new PngStructure(bytes);
        if (structure.bytes.getInt(SIGNATURE_BYTES + 4) != IHDR) {
            throw new IllegalArgumentException("a PNG begins with IHDR");
        }
        structure.walk();
        return structure;
    }

    int width() {
        return bytes.getInt(16);
    }

    int height() {
        return bytes.getInt(20);
    }

    Orientation orientation() {
        return orientation;
    }

    /** Bits of a sample. */
    int depth() {
        return bytes.get(24);
    }

    boolean isGrey() {
        return (colourType() & COLOURS) == 0;
    }

    boolean isAnimated() {
        return animated;
    }

    /** True where samples may be transparent. */
    boolean hasTransparency() {
        return transparency.length > 0 || (colourType() & ALPHA_CHANNEL) != 0;
    }

    /** True where the file says that samples mean other colours than those of sRGB. */
    boolean hasProfile() {
        return profiled || (measured && !standard);
    }

    /** Of the first colours of the palette, where some are transparent. */
    byte[] alphas() {
        return colourType() == PALETTE ? transparency : new byte[0];
    }

    /** Samples of the one colour that is transparent, in an image without palette; empty where none is. */
    int[] transparentColour() {
        int wanted = colourType() == 0 ? 1 : colourType() == COLOURS ? 3 : 0;
        int[] samples = new int[transparency.length == 2 * wanted ? wanted : 0];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (transparency[2 * i] & 0xff) << 8 | transparency[2 * i + 1] & 0xff;
        }
        return samples;
    }

    private int colourType() {
        return bytes.get(25);
    }

    /** All of it. */
    byte[] file() {
        return bytes.array();
    }

    /** Whether every chunk up to the last is there. */
    boolean isComplete() {
        return complete;
    }

    /** The same pixels without metadata. */
    byte[] essentials() {
        return essentials.toByteArray();
    }

    private void walk() {
        essentials.write(bytes.array(), 0, SIGNATURE_BYTES);
        int position = SIGNATURE_BYTES;
        while (!complete && position + CHUNK_OVERHEAD <= bytes.limit()) {
            int length = bytes.getInt(position);
            if (length < 0 || length > bytes.limit() - position - CHUNK_OVERHEAD) {
                return;
            }
            note(bytes.getInt(position + 4), position, length);
            position += CHUNK_OVERHEAD + length;
        }
    }

    private void note(int type, int position, int length) {
        switch (type) {
            case IHDR, PLTE, IDAT -> essentials.write(bytes.array(), position, CHUNK_OVERHEAD + length);
            case IEND -> {
                essentials.write(bytes.array(), position, CHUNK_OVERHEAD + length);
                complete = true;
            }
            case TRNS -> transparency = Arrays.copyOfRange(bytes.array(), position + 8, position + 8 + length);
            case EXIF -> orientation = Exif.orientation(bytes.array(), position + 8, length);
            case ACTL -> animated = true;
            case SRGB -> standard = true;
            case ICCP, CICP -> profiled = true;
            case CHRM -> measured = true;
            case GAMA -> measured |= bytes.getInt(position + 8) != DEFAULT_GAMMA;
            default -> {}
        }
    }
}
