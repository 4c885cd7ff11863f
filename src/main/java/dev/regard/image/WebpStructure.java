package dev.regard.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Walks the chunks of a WebP: the size of the canvas, the coded pixels of the first frame and where they go. */
final class WebpStructure {

    private static final int VP8 = fourCc("VP8 ");
    private static final int VP8L = fourCc("VP8L");
    private static final int VP8X = fourCc("VP8X");
    private static final int ANMF = fourCc("ANMF");
    private static final int EXIF = fourCc("EXIF");
    private static final int ICCP = fourCc("ICCP");
    private static final int ALPH = fourCc("ALPH");

    private static final int FIRST_CHUNK = 12;
    private static final int CHUNK_HEADER_BYTES = 8;
    private static final int FRAME_HEADER_BYTES = 16;

    private final ByteBuffer bytes;
    private int canvasWidth;
    private int canvasHeight;
    private int frameWidth;
    private int frameHeight;
    private int left;
    private int top;
    private boolean lossless;
    private boolean transparent;
    private boolean profiled;
    private int alphaStart;
    private int alphaEnd;
    private int bitstreamStart;
    private int bitstreamEnd;
    private boolean inFrame;
    private Orientation orientation = Orientation.UPRIGHT;

    private WebpStructure(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static WebpStructure read(byte[] bytes) {
        WebpStructure structure = new WebpStructure(bytes);
        structure.walk(FIRST_CHUNK, bytes.length);
        if (structure.bitstreamEnd == 0) {
            throw new IllegalArgumentException("a WebP without pixels");
        }
        return structure;
    }

    int width() {
        return Math.max(canvasWidth, left + frameWidth);
    }

    int height() {
        return Math.max(canvasHeight, top + frameHeight);
    }

    int left() {
        return left;
    }

    int top() {
        return top;
    }

    boolean isLossless() {
        return lossless;
    }

    /** True where pixels of the first frame may be transparent. */
    boolean isTransparent() {
        return transparent;
    }

    boolean hasProfile() {
        return profiled;
    }

    boolean isAnimated() {
        return inFrame;
    }

    int frameWidth() {
        return frameWidth;
    }

    int frameHeight() {
        return frameHeight;
    }

    /** All of it. */
    byte[] file() {
        return bytes.array();
    }

    /** The coded opacity of a lossy first frame, without chunk header; empty where all of it is opaque. */
    byte[] opacity() {
        return Arrays.copyOfRange(bytes.array(), alphaStart, alphaEnd);
    }

    Orientation orientation() {
        return orientation;
    }

    /** The coded pixels of the first frame, without chunk header. */
    byte[] bitstream() {
        return Arrays.copyOfRange(bytes.array(), bitstreamStart, bitstreamEnd);
    }

    private void walk(int from, int end) {
        int position = from;
        while (position + CHUNK_HEADER_BYTES <= end) {
            int length = bytes.getInt(position + 4);
            int start = position + CHUNK_HEADER_BYTES;
            if (length < 0 || length > end - start) {
                throw ImageException.unreadable(
                        "The WebP picture is cut off: its end is missing. Send the whole file again.");
            }
            note(bytes.getInt(position), start, length);
            // Chunks of odd length are followed by a byte of padding.
            position = start + length + (length & 1);
        }
    }

    private void note(int type, int start, int length) {
        if (type == VP8X) {
            canvasWidth = 1 + unsigned24(start + 4);
            canvasHeight = 1 + unsigned24(start + 7);
        } else if (type == EXIF && length > 0) {
            int prefix = bytes.get(start) == 'E' ? "Exif\0\0".length() : 0;
            orientation = Exif.orientation(bytes.array(), start + prefix, length - prefix);
        } else if (type == ICCP) {
            profiled = true;
        } else if (bitstreamEnd == 0) {
            noteFrame(type, start, length);
        }
    }

    private void noteFrame(int type, int start, int length) {
        if (type == ANMF && !inFrame) {
            inFrame = true;
            left = 2 * unsigned24(start);
            top = 2 * unsigned24(start + 3);
            walk(start + FRAME_HEADER_BYTES, start + length);
        } else if (type == ALPH) {
            transparent = true;
            alphaStart = start;
            alphaEnd = start + length;
        } else if (type == VP8) {
            frameWidth = bytes.getShort(start + 6) & 0x3fff;
            frameHeight = bytes.getShort(start + 8) & 0x3fff;
            noteBitstream(start, length);
        } else if (type == VP8L) {
            int sizes = bytes.getInt(start + 1);
            frameWidth = 1 + (sizes & 0x3fff);
            frameHeight = 1 + (sizes >> 14 & 0x3fff);
            lossless = true;
            transparent = (sizes >> 28 & 1) == 1;
            noteBitstream(start, length);
        }
    }

    private void noteBitstream(int start, int length) {
        bitstreamStart = start;
        bitstreamEnd = start + length;
    }

    private int unsigned24(int offset) {
        return bytes.getInt(offset - 1) >>> 8;
    }

    private static int fourCc(String name) {
        return ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
    }
}
