package dev.regard.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** WebP, lossy and lossless; of an animation the first frame. */
record EncodedWebp(ImageHeader header, WebpStructure structure) implements Encoded {

    private static final int CONTAINER_BYTES = 12;
    private static final int CHUNK_HEADER_BYTES = 8;

    static Encoded open(byte[] bytes) {
        WebpStructure structure = WebpStructure.read(bytes);
        return new EncodedWebp(new ImageHeader(structure.width(), structure.height(), "WebP"), structure);
    }

    @Override
    public Orientation orientation() {
        return structure.orientation();
    }

    @Override
    public Pixels decode() throws IOException {
        byte[] still = container(structure.bitstream(), structure.isLossless() ? "VP8L" : "VP8 ");
        Pixels decoded = Rgb.of(
                JdkReaders.read(new WebPImageReaderSpi().createReaderInstance(), still, reader -> reader.read(0)));
        Pixels frame = structure.isLossless() ? decoded : WebpChroma.smooth(decoded);
        if (frame.width() == header.width() && frame.height() == header.height()) {
            return frame;
        }
        return Canvas.filled(header, 0).with(frame, structure.left(), structure.top());
    }

    /** A file of nothing but the coded pixels: no colour profile to be applied, no alpha to be decoded and dropped. */
    private static byte[] container(byte[] bitstream, String chunk) {
        int padded = bitstream.length + (bitstream.length & 1);
        ByteBuffer file = ByteBuffer.allocate(CONTAINER_BYTES + CHUNK_HEADER_BYTES + padded)
                .order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(file.capacity() - CHUNK_HEADER_BYTES).put(ascii("WEBP"));
        file.put(ascii(chunk)).putInt(bitstream.length).put(bitstream);
        return file.array();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
