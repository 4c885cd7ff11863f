package dev.regard.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp"})
    void losslessFormatsGiveTheVeryPixels(String format) {
        // Given
        byte[] bytes = Pictures.encode(Pictures.ramp(13, 7, BufferedImage.TYPE_3BYTE_BGR), format);

        // When
        Pixels picture = decoder.decode(bytes);

        // Then
        assertSame(picture, Pictures.rampPixels(13, 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "gif", "bmp"})
    void palettesAreExpanded(String format) {
        // Given
        byte[] bytes = Pictures.encode(Pictures.ramp(4, 3, BufferedImage.TYPE_BYTE_BINARY), format);

        // When
        Pixels picture = decoder.decode(bytes);

        // Then
        assertThat(picture.rgb()).hasSize(36).containsOnly(0, 255);
    }

    @Test
    void webpGivesItsPixelsAndOfAnAnimationTheFirstFrame() {
        // Given
        List<byte[]> files = List.of(Pictures.LOSSLESS_WEBP, Pictures.ANIMATED_WEBP);

        // When
        List<Pixels> pictures = files.stream().map(decoder::decode).toList();

        // Then
        assertThat(pictures).allSatisfy(picture -> assertSame(picture, Pictures.rampPixels(4, 3)));
    }

    @Test
    void lossyWebpComesCloseToItsColour() {
        // Given
        byte[] bytes = Pictures.LOSSY_WEBP;

        // When
        Pixels picture = decoder.decode(bytes);

        // Then
        assertColor(picture, 200, 100, 50);
    }

    @Test
    void inkOfACmykJpegBecomesLight() {
        // Given
        byte[] bytes = Pictures.CMYK_JPEG;

        // When
        Pixels picture = decoder.decode(bytes);

        // Then
        assertColor(picture, 204, 102, 0);
    }

    /** Both hold the same coefficients, so that every sample must be the same. */
    @ParameterizedTest
    @ValueSource(ints = {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_BYTE_GRAY})
    void aProgressiveJpegGivesTheVeryPixelsOfABaselineOne(int type) {
        // Given
        BufferedImage image = Pictures.ramp(75, 50, type);

        // When
        Pixels progressive = decoder.decode(Pictures.jpeg(image, 0.8f, true));

        // Then
        assertSame(progressive, decoder.decode(Pictures.jpeg(image, 0.8f, false)));
    }

    @Test
    void transparencyIsDroppedAndNotBlended() {
        // Given
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_4BYTE_ABGR);
        image.setRGB(0, 0, 0x00c86432);

        // When
        Pixels picture = decoder.decode(Pictures.encode(image, "png"));

        // Then
        assertThat(picture.rgb()).containsExactly(200, 100, 50);
    }

    @Test
    void sixteenBitsKeepTheirHighByte() {
        // Given
        byte[] grey = Pictures.png(2, 1, 16, 0, new byte[] {0, 0x12, (byte) 0xff, (byte) 0xfe, 0x01});

        // When
        Pixels picture = decoder.decode(grey);

        // Then
        assertThat(picture.rgb()).containsExactly(0x12, 0x12, 0x12, 0xfe, 0xfe, 0xfe);
    }

    @ParameterizedTest
    @CsvSource({
        "0, ABC/DEF",
        "1, ABC/DEF",
        "2, CBA/FED",
        "3, FED/CBA",
        "4, DEF/ABC",
        "5, AD/BE/CF",
        "6, DA/EB/FC",
        "7, FC/EB/DA",
        "8, CF/BE/AD",
        "9, ABC/DEF"
    })
    void picturesAreTurnedUprightByExif(int orientation, String expected) {
        // Given
        byte[] bytes = Pictures.withOrientation(Pictures.blocks(), orientation);

        // When
        Pixels picture = decoder.decode(bytes);

        // Then
        assertThat(blockNames(picture)).isEqualTo(expected);
    }

    @Test
    void headerTellsTheUprightSizeAndTheFormat() {
        // Given
        byte[] bytes = Pictures.withOrientation(Pictures.blocks(), 6);

        // When
        ImageHeader header = decoder.header(bytes);

        // Then
        assertThat(header).isEqualTo(new ImageHeader(16, 24, "JPEG"));
    }

    @Test
    void onePictureDecodesOnManyThreadsAtOnce() {
        // Given
        byte[] bytes = Pictures.LOSSLESS_WEBP;

        // When
        List<Pixels> pictures = IntStream.range(0, 200)
                .parallel()
                .mapToObj(i -> decoder.decode(bytes))
                .toList();

        // Then
        assertThat(pictures).allSatisfy(picture -> assertSame(picture, Pictures.rampPixels(4, 3)));
    }

    /** A to F, row by row, from the middle of each block; see {@link Pictures#blocks()}. */
    private static String blockNames(Pixels picture) {
        StringBuilder names = new StringBuilder();
        for (int y = 4; y < picture.height(); y += 8) {
            names.append(y == 4 ? "" : "/");
            for (int x = 4; x < picture.width(); x += 8) {
                names.append((char) ('A' + (picture.rgb()[3 * (y * picture.width() + x)] & 0xff) / 40));
            }
        }
        return names.toString();
    }

    private static void assertSame(Pixels actual, Pixels expected) {
        assertThat(actual.width()).isEqualTo(expected.width());
        assertThat(actual.height()).isEqualTo(expected.height());
        assertThat(actual.rgb()).isEqualTo(expected.rgb());
    }

    private static void assertColor(Pixels picture, int... color) {
        for (int i = 0; i < picture.rgb().length; i++) {
            assertThat(picture.rgb()[i] & 0xff).isCloseTo(color[i % 3], within(3));
        }
    }
}
