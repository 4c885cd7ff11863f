package dev.regard.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * GIF: the first frame, on the canvas of the whole animation.
 *
 * @param header      size of the canvas
 * @param left        of the frame on the canvas, in pixels
 * @param top         of the frame on the canvas, in pixels
 * @param transparent index of the transparent colour; negative where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes, never written to
record EncodedGif(ImageHeader header, int left, int top, int transparent, byte[] bytes) implements Encoded {

    private static final int GLOBAL_TABLE_FLAG = 0x80;
    private static final int EXTENSION = 0x21;
    private static final int GRAPHIC_CONTROL = 0xf9;
    private static final int IMAGE = 0x2c;
    private static final int NONE = -1;

    static Encoded open(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int flags = bytes[10];
        int position = 13 + ((flags & GLOBAL_TABLE_FLAG) == 0 ? 0 : 3 << ((flags & 7) + 1));
        int transparent = NONE;
        while (bytes[position] == EXTENSION) {
            if ((bytes[position + 1] & 0xff) == GRAPHIC_CONTROL && (bytes[position + 3] & 1) == 1) {
                transparent = bytes[position + 6] & 0xff;
            }
            position = skipBlocks(bytes, position + 2);
        }
        if (bytes[position] != IMAGE) {
            throw new IllegalArgumentException("a GIF without a frame");
        }
        return atFrame(bytes, buffer, position + 1, transparent);
    }

    private static Encoded atFrame(byte[] bytes, ByteBuffer buffer, int frame, int transparent) {
        int left = unsignedShort(buffer, frame);
        int top = unsignedShort(buffer, frame + 2);
        // Some files draw beyond their canvas; the canvas grows, as it does in Pillow.
        int width = Math.max(unsignedShort(buffer, 6), left + unsignedShort(buffer, frame + 4));
        int height = Math.max(unsignedShort(buffer, 8), top + unsignedShort(buffer, frame + 6));
        return new EncodedGif(new ImageHeader(width, height, "GIF"), left, top, transparent, bytes);
    }

    @Override
    public Orientation orientation() {
        return Orientation.UPRIGHT;
    }

    @Override
    public StoredImage decode() throws IOException {
        BufferedImage image = JdkReaders.read("gif", bytes, reader -> reader.read(0));
        Pixels frame = Rgb.of(image);
        byte[] alpha = transparent == NONE ? new byte[0] : Alpha.ofColour(image, new int[] {transparent});
        if (frame.width() == header.width() && frame.height() == header.height()) {
            return new StoredImage(frame, alpha, Optional.empty());
        }
        int shown = Math.max(0, transparent);
        int color = image.getColorModel() instanceof IndexColorModel palette ? palette.getRGB(shown) : 0;
        return Canvas.filled(header, color).with(frame, alpha, left, top);
    }

    /** Browsers move what can move. */
    @Override
    public boolean isDrawnAlike() {
        return false;
    }

    @Override
    public Optional<byte[]> plain() {
        return Optional.empty();
    }

    private static int skipBlocks(byte[] bytes, int position) {
        int at = position;
        while (bytes[at] != 0) {
            at += 1 + (bytes[at] & 0xff);
        }
        return at + 1;
    }

    private static int unsignedShort(ByteBuffer buffer, int offset) {
        return Short.toUnsignedInt(buffer.getShort(offset));
    }
}
