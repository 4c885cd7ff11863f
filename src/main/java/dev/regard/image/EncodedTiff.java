package dev.regard.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Optional;

/** TIFF: of many pages the first. */
record EncodedTiff(ImageHeader header, TiffStructure structure) implements Encoded {

    static Encoded open(byte[] bytes) {
        TiffStructure structure = TiffStructure.read(bytes);
        return new EncodedTiff(new ImageHeader(structure.width(), structure.height(), "TIFF"), structure);
    }

    @Override
    public Orientation orientation() {
        return structure.orientation();
    }

    @Override
    public StoredImage decode() throws IOException {
        BufferedImage image = JdkReaders.read("tiff", structure.file(), reader -> reader.read(0));
        int colours = structure.isGrey() ? 1 : 3;
        return new StoredImage(Rgb.of(image), Alpha.ofChannel(image), SampleRange.note(image.getRaster(), colours));
    }

    /** Few browsers know the format. */
    @Override
    public boolean isDrawnAlike() {
        return false;
    }

    @Override
    public Optional<byte[]> plain() {
        return Optional.empty();
    }
}
