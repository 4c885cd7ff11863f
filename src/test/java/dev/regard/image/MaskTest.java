package dev.regard.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import org.junit.jupiter.api.Test;

/** Which pixels of a picture are taken for the object. */
class MaskTest {

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);

    @Test
    void whatIsNotBlackIsTheObject() {
        // Given
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(1, 0, 0x000001);
        image.setRGB(2, 0, 0xffffff);
        // When, then
        assertThat(inside(Pictures.encode(image, "png"))).isEqualTo("{1, 2}");
        assertThat(inside(Pictures.encode(image, "bmp"))).isEqualTo("{1, 2}");
    }

    @Test
    void whereSomeIsTransparentTheRestIsTheObject() {
        // Given black upon nothing
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_4BYTE_ABGR);
        image.setRGB(0, 0, 0xff000000);
        image.setRGB(1, 0, 0x01000000);
        image.setRGB(2, 0, 0x00ffffff);
        // When, then
        assertThat(inside(Pictures.encode(image, "png"))).isEqualTo("{0, 1}");
        // Given all of it opaque
        image.setRGB(1, 0, 0xff000000);
        image.setRGB(2, 0, 0xffffffff);
        // When, then
        assertThat(inside(Pictures.encode(image, "png"))).isEqualTo("{2}");
    }

    @Test
    void aPaletteMayHaveATransparentColour() {
        // Given
        byte[] white = {(byte) 255, (byte) 255};
        IndexColorModel palette = new IndexColorModel(8, 2, white, white, white, 0);
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
        image.getRaster().setSample(1, 0, 0, 1);
        // When, then
        assertThat(inside(Pictures.encode(image, "png"))).isEqualTo("{1}");
    }

    @Test
    void sixteenBitsMayNumberObjectsFromOne() {
        // Given
        byte[] grey = Pictures.png(2, 1, 16, 0, new byte[] {0, 0, 0, 0, 1});
        // When, then
        assertThat(inside(grey)).isEqualTo("{1}");
        assertThat(decoder.mask(Pictures.png(2, 1, 16, 0, new byte[5])).isEmpty())
                .isTrue();
    }

    @Test
    void aMaskIsTurnedUprightByExif() {
        // When
        Mask mask = decoder.mask(Pictures.withOrientation(Pictures.blocks(), 6));
        // Then
        assertThat(mask.width()).isEqualTo(16);
        assertThat(mask.height()).isEqualTo(24);
        assertThat(mask.holds(15, 23)).isTrue();
        assertThat(mask.holds(23, 15)).isFalse();
    }

    private String inside(byte[] picture) {
        return decoder.mask(picture).inside().toString();
    }
}
