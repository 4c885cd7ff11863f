package dev.regard.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The first directory of a TIFF, and what keeps a reader of it within bounds: the reader allocates what the directory says,
 * so nothing there may be larger than the file, or than the image.
 */
final class TiffStructure {

    private static final int ENTRY_BYTES = 12;
    private static final int VERSION = 42;

    private static final int SUBFILE_TYPE = 254;
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int COLOURS = 262;
    private static final int STRIP_OFFSETS = 273;
    private static final int ORIENTATION = 274;
    private static final int CHANNELS = 277;
    private static final int ROWS_PER_STRIP = 278;
    private static final int STRIP_LENGTHS = 279;
    private static final int PREDICTOR = 317;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_LENGTHS = 325;
    private static final int SAMPLE_FORMAT = 339;

    private static final int BYTE = 1;
    private static final int SHORT = 3;
    private static final int LONG = 4;

    /** None, LZW, Deflate by its two numbers, PackBits. Others would need bounds of their own. */
    private static final int[] COMPRESSIONS = {1, 5, 8, 32_773, 32_946};

    private static final int[] DEPTHS = {1, 4, 8, 16};
    /** White is 0, black is 0, RGB, palette. */
    private static final int MAX_COLOURS = 3;
    /** Colours and one for transparency. */
    private static final int MAX_CHANNELS = 4;
    /** Horizontal differences; what comes behind is for floating-point numbers. */
    private static final int MAX_PREDICTOR = 2;
    /** Pixels of a tile, which has a size of its own, also where the image is small. */
    private static final long MAX_TILE_PIXELS = 1 << 22;

    /** Bytes of one number, by its type. */
    private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

    private final ByteBuffer bytes;
    private final int directory;

    private TiffStructure(ByteBuffer bytes) {
        this.bytes = bytes;
        this.directory = bytes.getInt(4);
    }

    /** @throws ImageException where the TIFF is of a kind that is not read */
    static TiffStructure read(byte[] file) {
        // A copy: a height of strips may be set right in it.
        ByteBuffer bytes = ByteBuffer.wrap(file.clone());
        bytes.order(bytes.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        if (bytes.getShort(2) != VERSION) {
            throw rare("BigTIFF");
        }
        TiffStructure structure = new TiffStructure(bytes);
        structure.checkEntries();
        structure.checkKind();
        structure.checkParts();
        return structure;
    }

    int width() {
        return first(WIDTH, 0);
    }

    int height() {
        return first(HEIGHT, 0);
    }

    boolean isGrey() {
        return first(COLOURS, 0) < 2;
    }

    Orientation orientation() {
        return Orientation.of(first(ORIENTATION, 1));
    }

    byte[] file() {
        return bytes.array();
    }

    /** A reader reads every entry, also where a thousand of them name the same megabytes. */
    private void checkEntries() {
        long sum = 0;
        for (int i = 0; i < entries(); i++) {
            int entry = directory + 2 + i * ENTRY_BYTES;
            int type = Short.toUnsignedInt(bytes.getShort(entry + 2));
            sum += Integer.toUnsignedLong(bytes.getInt(entry + 4)) * (type < TYPE_BYTES.length ? TYPE_BYTES[type] : 0);
        }
        if (sum > bytes.limit()) {
            throw new IllegalArgumentException("tags of %d bytes in a file of %d".formatted(sum, bytes.limit()));
        }
    }

    private void checkKind() {
        int[] depths = values(BITS, 1);
        if ((first(SUBFILE_TYPE, 0) & 1) == 1) {
            throw rare("the raw file of a camera");
        } else if (first(SAMPLE_FORMAT, 1) != 1) {
            throw rare("SampleFormat " + first(SAMPLE_FORMAT, 1));
        } else if (!isOneOf(DEPTHS, depths[0]) || Arrays.stream(depths).anyMatch(depth -> depth != depths[0])) {
            throw rare("BitsPerSample " + depths[0]);
        } else if (!isOneOf(COMPRESSIONS, first(COMPRESSION, 1))) {
            throw rare("Compression " + first(COMPRESSION, 1));
        } else if (first(COLOURS, 0) > MAX_COLOURS) {
            throw rare("PhotometricInterpretation " + first(COLOURS, 0));
        } else if (first(CHANNELS, 1) > MAX_CHANNELS) {
            throw rare("SamplesPerPixel " + first(CHANNELS, 1));
        } else if (first(PREDICTOR, 1) > MAX_PREDICTOR || (first(PREDICTOR, 1) > 1 && depths[0] != 8)) {
            throw rare("Predictor %d of %d bits".formatted(first(PREDICTOR, 1), depths[0]));
        }
    }

    private void checkParts() {
        boolean isTiled = entry(TILE_OFFSETS) >= 0;
        int[] offsets = values(isTiled ? TILE_OFFSETS : STRIP_OFFSETS, 0);
        int[] lengths = values(isTiled ? TILE_LENGTHS : STRIP_LENGTHS, 0);
        for (int part = 0; part < lengths.length; part++) {
            if (lengths[part] < 0 || offsets[part] < 0 || lengths[part] > bytes.limit() - offsets[part]) {
                throw ImageException.unreadable(
                        "The TIFF picture is cut off: its end is missing. Send the whole file again.");
            }
        }
        if (!isTiled) {
            limitStrips();
        } else if ((long) first(TILE_WIDTH, 0) * first(TILE_HEIGHT, 0) > MAX_TILE_PIXELS + 2L * width() * height()) {
            throw rare("tiles of %d x %d".formatted(first(TILE_WIDTH, 0), first(TILE_HEIGHT, 0)));
        }
    }

    /** A strip may be said to be as high as anybody likes; no more rows are read than the image has. */
    private void limitStrips() {
        int entry = entry(ROWS_PER_STRIP);
        if (entry >= 0 && (first(ROWS_PER_STRIP, 0) < 0 || first(ROWS_PER_STRIP, 0) > height())) {
            bytes.putShort(entry + 2, (short) LONG).putInt(entry + 4, 1).putInt(entry + 8, height());
        }
    }

    private int first(int tag, int otherwise) {
        return entry(tag) < 0 ? otherwise : values(tag, otherwise)[0];
    }

    private int[] values(int tag, int otherwise) {
        int entry = entry(tag);
        if (entry < 0) {
            return new int[] {otherwise};
        }
        int type = bytes.getShort(entry + 2);
        int size = type == LONG || type == SHORT || type == BYTE ? TYPE_BYTES[type] : 0;
        int count = bytes.getInt(entry + 4);
        if (size == 0 || count < 1 || count > bytes.limit() / size) {
            throw new IllegalArgumentException("a tag of type %d with %d values".formatted(type, count));
        }
        int at = count * size <= 4 ? entry + 8 : bytes.getInt(entry + 8);
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = value(at + i * size, size);
        }
        return values;
    }

    private int value(int at, int size) {
        return switch (size) {
            case 4 -> bytes.getInt(at);
            case 2 -> Short.toUnsignedInt(bytes.getShort(at));
            default -> bytes.get(at) & 0xff;
        };
    }

    private int entries() {
        return Short.toUnsignedInt(bytes.getShort(directory));
    }

    /** Offset of a tag's entry; negative where there is none. */
    private int entry(int tag) {
        for (int i = 0; i < entries(); i++) {
            int entry = directory + 2 + i * ENTRY_BYTES;
            if (Short.toUnsignedInt(bytes.getShort(entry)) == tag) {
                return entry;
            }
        }
        return -1;
    }

    private static boolean isOneOf(int[] values, int value) {
        return Arrays.stream(values).anyMatch(each -> each == value);
    }

    private static ImageException rare(String what) {
        return ImageException.unreadable(
                ("This kind of TIFF is not supported (%s). Grey, palette and RGB images of up to 16 bits are read, uncompressed or by"
                                + " LZW, Deflate or PackBits. Save the image as PNG.")
                        .formatted(what));
    }
}
