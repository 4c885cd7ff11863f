package dev.regard.image;

import java.awt.image.BufferedImage;
import java.io.IOException;

/** PNG of every colour type, depth and interlacing. */
record EncodedPng(ImageHeader header, PngStructure structure) implements Encoded {

    static Encoded open(byte[] bytes) {
        PngStructure structure = PngStructure.read(bytes);
        return new EncodedPng(new ImageHeader(structure.width(), structure.height(), "PNG"), structure);
    }

    @Override
    public Orientation orientation() {
        return structure.orientation();
    }

    @Override
    public Pixels decode() throws IOException {
        return Rgb.of(read());
    }

    @Override
    public Pixels stencil() throws IOException {
        return Stencil.of(read(), structure.alphas());
    }

    private BufferedImage read() throws IOException {
        if (!structure.isComplete()) {
            throw ImageException.unreadable(
                    "The PNG picture is cut off: its end is missing. Send the whole file again.");
        }
        return JdkReaders.read("png", structure.essentials(), reader -> reader.read(0));
    }
}
