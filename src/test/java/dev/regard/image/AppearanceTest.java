package dev.regard.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests what a person is shown of an image, and told of it. */
class AppearanceTest {

    private static final int RGB = 0xc86432;

    /** 8 x 8 of (200, 100, 50), written by Pillow; the right half is transparent. */
    private static final byte[] LOSSLESS_WEBP =
            Base64.getDecoder().decode("UklGRiAAAABXRUJQVlA4TBMAAAAvB8ABEA8wZIM8MvMfh+hDRP8DAA==");

    /** Scales the same image to 16 x 16. */
    private static final byte[] LOSSY_WEBP = Base64.getDecoder()
            .decode(
                    "UklGRmYAAABXRUJQVlA4WAoAAAAQAAAADwAADwAAQUxQSBIAAAABDzD/ERFCLJjMX7o7g4j+Ry5WUDggLgAAAPABAJ0BKhAAEAABQCYloAJ0ugH4"
                            + "AATIAAD+rhf/NgQM0Ppg/9Js8TZ4mz45gAA=");

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);

    @Test
    void whatIsTransparentIsDrawnOnWhiteAndTheModelGetsTheColoursBeneath() {
        // Given
        Map<String, byte[]> halfTransparent = Map.of(
                "alpha channel", halfTransparent(0),
                "colour of a PNG", Chunks.inPng(twoColours(), "tRNS", new byte[] {0, (byte) 200, 0, 100, 0, 50}),
                "palette of a PNG", Pictures.encode(paletted(), "png"),
                "palette of a GIF", Pictures.encode(paletted(), "gif"),
                "lossless WebP", LOSSLESS_WEBP,
                "lossy WebP", LOSSY_WEBP);
        halfTransparent.forEach((name, bytes) -> {
            // When
            DecodedImage decoded = decoder.read(bytes);
            Pixels drawn = decoder.draw(bytes);
            // Then
            int last = drawn.width() - 1;
            assertColour(name, decoded.pixels(), last, RGB);
            assertColour(name, drawn, last, 0xffffff);
            assertThat(drawn.rgb()[0]).as(name).isEqualTo(decoded.pixels().rgb()[0]);
            assertThat(decoded.appearance().notes())
                    .as(name)
                    .extracting(ImageNote::kind)
                    .containsExactly(ImageNote.Kind.HIDDEN_COLOURS);
            assertThat(decoded.appearance().notes().getFirst().text()).as(name).startsWith("50 % of this image");
        });
    }

    @Test
    void halfOpaqueIsHalfWhite() {
        assertColour("half", decoder.draw(halfTransparent(0x80)), 3, 0xe3b098);
    }

    @Test
    void whiteBeneathWhatIsTransparentIsNotHidden() {
        // Given
        BufferedImage image = new BufferedImage(4, 3, BufferedImage.TYPE_4BYTE_ABGR);
        for (int pixel = 0; pixel < 12; pixel++) {
            image.setRGB(pixel % 4, pixel / 4, 0x00fefefe);
        }
        // When, then
        assertThat(decoder.read(Pictures.encode(image, "png")).appearance().notes())
                .isEmpty();
    }

    @Test
    void aFrameBesideWhichACanvasIsEmptyIsDrawnOnWhite() {
        // Given a canvas of 8 x 3, its first frame at the left
        byte[] gif = Pictures.encode(Pictures.ramp(4, 3, BufferedImage.TYPE_BYTE_BINARY), "gif");
        gif[6] = 8;
        // When, then
        assertColour("canvas", decoder.draw(gif), 7, 0xffffff);
        assertThat(decoder.read(gif).appearance().isRedrawn()).isTrue();
    }

    @Test
    void filesThatBrowsersDrawDifferentlyAreTold() {
        byte[] png = Pictures.encode(Pictures.ramp(4, 3, BufferedImage.TYPE_3BYTE_BGR), "png");
        assertRedrawn("turned PNG", Chunks.inPng(png, "eXIf", Chunks.exif(6)));
        assertRedrawn("turned WebP", Chunks.inWebp(Pictures.LOSSLESS_WEBP, 8, "EXIF", Chunks.exif(6)));
        assertRedrawn("animated PNG", Chunks.inPng(png, "acTL", new byte[8]));
        assertRedrawn("animated WebP", Pictures.ANIMATED_WEBP);
        assertRedrawn("lossy WebP", Pictures.LOSSY_WEBP);
        assertRedrawn("inks", Pictures.CMYK_JPEG);
        assertRedrawn("16 bit", Pictures.png(2, 1, 16, 0, new byte[5]));
        assertRedrawn("GIF", Pictures.encode(Pictures.ramp(4, 3, BufferedImage.TYPE_BYTE_BINARY), "gif"));
        assertRedrawn("BMP", Pictures.encode(Pictures.ramp(4, 3, BufferedImage.TYPE_3BYTE_BGR), "bmp"));
    }

    @Test
    void theUsualFilesAreDrawnAsTheyAre() {
        for (byte[] plain : new byte[][] {
            Pictures.blocks(),
            Pictures.withOrientation(Pictures.blocks(), 6),
            Pictures.jpeg(Pictures.ramp(16, 16, BufferedImage.TYPE_3BYTE_BGR), 0.8f, true),
            Pictures.encode(Pictures.ramp(4, 3, BufferedImage.TYPE_3BYTE_BGR), "png"),
            Pictures.LOSSLESS_WEBP
        }) {
            assertThat(decoder.read(plain).appearance()).isEqualTo(Appearance.PLAIN);
            assertThat(decoder.show(plain, 1)).isSameAs(plain);
        }
    }

    @Test
    void aTurnedWebpIsShownUpright() {
        // Given
        byte[] webp = Chunks.inWebp(Pictures.LOSSLESS_WEBP, 8, "EXIF", Chunks.exif(6));
        // When
        Pixels shown = decoder.decode(decoder.show(webp, 4096));
        // Then
        assertThat(shown).usingRecursiveComparison().isEqualTo(decoder.decode(webp));
        assertThat(shown.width()).isEqualTo(3);
    }

    @Test
    void aColourProfileIsLeftOutOfWhatIsShown() {
        // Given
        byte[] jpeg = Pictures.blocks();
        byte[] png = Pictures.encode(Pictures.ramp(4, 3, BufferedImage.TYPE_3BYTE_BGR), "png");
        byte[] gamma = ByteBuffer.allocate(4).putInt(100_000).array();
        // When, then
        assertThat(decoder.show(Chunks.inJpeg(jpeg, 0xe2, "ICC_PROFILE\0\1\1profile".getBytes()), 4096))
                .isEqualTo(jpeg);
        assertThat(new String(decoder.show(Chunks.inPng(png, "gAMA", gamma), 4096)))
                .doesNotContain("gAMA");
    }

    @Test
    void whatIsLargeIsShownSmallerWhereThatIsAskedFor() {
        // Given
        byte[] bmp = Pictures.encode(Pictures.ramp(1200, 900, BufferedImage.TYPE_3BYTE_BGR), "bmp");
        // When, then
        assertThat(decoder.header(decoder.show(bmp, 4096))).isEqualTo(new ImageHeader(1200, 900, "JPEG"));
        assertThat(decoder.header(decoder.show(bmp, 100))).isEqualTo(new ImageHeader(100, 75, "PNG"));
    }

    @Test
    void aScanOfTwelveBitsInSixteenIsSaidToBeDark() {
        assertThat(notes(sixteenBits(4095))).singleElement().satisfies(note -> {
            assertThat(note.kind()).isEqualTo(ImageNote.Kind.DARK);
            assertThat(note.text()).contains("below 4096 of 65536").contains("12 bits");
        });
        assertThat(notes(sixteenBits(900)))
                .singleElement()
                .satisfies(note -> assertThat(note.text()).contains("10 bits"));
        assertThat(notes(sixteenBits(65_535))).isEmpty();
        assertThat(notes(sixteenBits(0))).isEmpty();
    }

    @Test
    void aFewBrightSamplesDoNotLightenAScan() {
        // Given
        ByteBuffer row = ByteBuffer.allocate(1 + 2 * 1000);
        row.put((byte) 0).putShort((short) 65_535);
        while (row.hasRemaining()) {
            row.putShort((short) 4000);
        }
        // When, then
        assertThat(notes(Pictures.png(1000, 1, 16, 0, row.array()))).hasSize(1);
    }

    private Iterable<ImageNote> notes(byte[] bytes) {
        return decoder.read(bytes).appearance().notes();
    }

    private void assertRedrawn(String name, byte[] bytes) {
        assertThat(decoder.read(bytes).appearance().isRedrawn()).as(name).isTrue();
        assertThat(decoder.decode(decoder.show(bytes, 4096)))
                .as(name)
                .usingRecursiveComparison()
                .isEqualTo(decoder.draw(bytes));
    }

    private static void assertColour(String name, Pixels picture, int pixel, int colour) {
        for (int channel = 0; channel < 3; channel++) {
            assertThat(picture.rgb()[3 * pixel + channel] & 0xff)
                    .as(name)
                    .isCloseTo(colour >> (16 - 8 * channel) & 0xff, within(3));
        }
    }

    /** A ramp from black to the sample, two rows of it. */
    private static byte[] sixteenBits(int sample) {
        ByteBuffer rows = ByteBuffer.allocate(2 * (1 + 2 * 64));
        for (int y = 0; y < 2; y++) {
            rows.put((byte) 0);
            for (int x = 0; x < 64; x++) {
                rows.putShort((short) (sample * x / 63));
            }
        }
        return Pictures.png(64, 2, 16, 0, rows.array());
    }

    private static byte[] halfTransparent(int alpha) {
        BufferedImage image = new BufferedImage(4, 3, BufferedImage.TYPE_4BYTE_ABGR);
        for (int pixel = 0; pixel < 12; pixel++) {
            image.setRGB(pixel % 4, pixel / 4, (pixel % 4 < 2 ? 0xff : alpha) << 24 | RGB);
        }
        return Pictures.encode(image, "png");
    }

    private static byte[] twoColours() {
        BufferedImage image = new BufferedImage(4, 3, BufferedImage.TYPE_3BYTE_BGR);
        for (int pixel = 0; pixel < 12; pixel++) {
            image.setRGB(pixel % 4, pixel / 4, pixel % 4 < 2 ? 0x0a0b0c : RGB);
        }
        return Pictures.encode(image, "png");
    }

    private static BufferedImage paletted() {
        byte[] red = {0, (byte) 200};
        byte[] green = {0, 100};
        byte[] blue = {0, 50};
        BufferedImage image = new BufferedImage(
                4, 8, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 2, red, green, blue, 1));
        for (int pixel = 0; pixel < 32; pixel++) {
            image.getRaster().setSample(pixel % 4, pixel / 4, 0, pixel % 4 < 2 ? 0 : 1);
        }
        return image;
    }
}
