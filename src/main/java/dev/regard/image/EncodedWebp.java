package dev.regard.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** WebP, lossy and lossless; of an animation the first frame. */
record EncodedWebp(ImageHeader header, WebpStructure structure) implements Encoded {

    private static final int LENGTH_AT = 4;
    private static final int CHUNK_HEADER_BYTES = 8;
    private static final int HAS_ALPHA = 0x10;

    static Encoded open(byte[] bytes) {
        WebpStructure structure = WebpStructure.read(bytes);
        return new EncodedWebp(new ImageHeader(structure.width(), structure.height(), "WebP"), structure);
    }

    @Override
    public Orientation orientation() {
        return structure.orientation();
    }

    @Override
    public StoredImage decode() throws IOException {
        BufferedImage image =
                JdkReaders.read(new WebPImageReaderSpi().createReaderInstance(), still(), reader -> reader.read(0));
        Pixels decoded = Rgb.of(image);
        Pixels frame = structure.isLossless() ? decoded : WebpChroma.smooth(decoded);
        byte[] alpha = structure.isTransparent() ? Alpha.ofChannel(image) : new byte[0];
        if (frame.width() == header.width() && frame.height() == header.height()) {
            return new StoredImage(frame, alpha, Optional.empty());
        }
        return Canvas.filled(header, 0).with(frame, alpha, structure.left(), structure.top());
    }

    /** Browsers do not turn it, move what can move, and decode lossy frames to other pixels than TwelveMonkeys does. */
    @Override
    public boolean isDrawnAlike() {
        return structure.orientation() == Orientation.UPRIGHT && !structure.isAnimated() && structure.isLossless();
    }

    @Override
    public Optional<byte[]> plain() {
        boolean isPlain = isDrawnAlike() && !structure.hasProfile() && !structure.isTransparent();
        return isPlain ? Optional.of(structure.file()) : Optional.empty();
    }

    /** A file of nothing but the first frame: no colour profile to be applied. */
    private byte[] still() {
        byte[] opacity = structure.opacity();
        ByteBuffer file = ByteBuffer.allocate(opacity.length + structure.bitstream().length + 64)
                .order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(0).put(ascii("WEBP"));
        if (opacity.length > 0 && !structure.isLossless()) {
            putChunk(file, "VP8X", features());
            putChunk(file, "ALPH", opacity);
        }
        putChunk(file, structure.isLossless() ? "VP8L" : "VP8 ", structure.bitstream());
        file.putInt(LENGTH_AT, file.position() - CHUNK_HEADER_BYTES);
        return Arrays.copyOf(file.array(), file.position());
    }

    private byte[] features() {
        int width = structure.frameWidth() - 1;
        int height = structure.frameHeight() - 1;
        ByteBuffer features = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        return features.putInt(HAS_ALPHA)
                .putShort((short) width)
                .put((byte) (width >> 16))
                .putShort((short) height)
                .put((byte) (height >> 16))
                .array();
    }

    private static void putChunk(ByteBuffer file, String name, byte[] content) {
        file.put(ascii(name)).putInt(content.length).put(content);
        if ((content.length & 1) == 1) {
            file.put((byte) 0);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
