package dev.regard.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Optional;

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
    public StoredImage decode() throws IOException {
        BufferedImage image = read();
        int colours = structure.isGrey() ? 1 : 3;
        return new StoredImage(Rgb.of(image), alpha(image), SampleRange.note(image.getRaster(), colours));
    }

    private byte[] alpha(BufferedImage image) {
        if (structure.alphas().length > 0) {
            return Alpha.ofPalette(image, structure.alphas());
        }
        int[] colour = structure.transparentColour();
        return colour.length > 0 ? Alpha.ofColour(image, colour) : Alpha.ofChannel(image);
    }

    /** Browsers do not turn it, animate it, and each has its own way from 16 bits to 8. */
    @Override
    public boolean isDrawnAlike() {
        return structure.orientation() == Orientation.UPRIGHT && !structure.isAnimated() && structure.depth() <= 8;
    }

    @Override
    public Optional<byte[]> plain() {
        boolean isPlain = isDrawnAlike() && !structure.hasProfile() && !structure.hasTransparency();
        return isPlain ? Optional.of(structure.file()) : Optional.empty();
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
