package dev.regard.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TIFF: what is read of it, and that nothing which its directory says makes a reader take more than there is. */
class TiffTest {

    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int COMPRESSION = 259;
    private static final int ORIENTATION = 274;
    private static final int ROWS_PER_STRIP = 278;
    private static final int STRIP_LENGTHS = 279;

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);

    @Test
    void whatTheJdkWritesComesBack() {
        // Given
        byte[] tiff = Pictures.encode(Pictures.ramp(13, 7, BufferedImage.TYPE_3BYTE_BGR), "tiff");
        // When, then
        assertThat(decoder.decode(tiff)).usingRecursiveComparison().isEqualTo(Pictures.rampPixels(13, 7));
        assertThat(decoder.read(tiff).appearance().isRedrawn()).isTrue();
        assertThat(decoder.header(decoder.show(tiff, 4096))).isEqualTo(new ImageHeader(13, 7, "PNG"));
    }

    @Test
    void bothByteOrdersAreReadAndTurnedUpright() {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            // When
            Pixels picture =
                    decoder.decode(grey(order, 8, Map.of(ORIENTATION, 6), new byte[] {10, 20, 30, 40, 50, 60}));
            // Then
            assertThat(picture.width()).isEqualTo(2);
            assertThat(picture.rgb())
                    .containsExactly(40, 40, 40, 10, 10, 10, 50, 50, 50, 20, 20, 20, 60, 60, 60, 30, 30, 30);
        }
    }

    @Test
    void aScanOfTwelveBitsIsSaidToBeDark() {
        // Given
        ByteBuffer samples = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        for (int sample = 0; sample < 6; sample++) {
            samples.putShort((short) (sample * 800));
        }
        // When
        DecodedImage scan = decoder.read(grey(ByteOrder.LITTLE_ENDIAN, 16, Map.of(), samples.array()));
        // Then
        assertThat(scan.appearance().notes())
                .singleElement()
                .satisfies(note -> assertThat(note.text()).contains("12 bits"));
        assertThat(scan.pixels().rgb()[15]).isEqualTo((byte) (4000 >> 8));
    }

    @Test
    void aStripThatIsSaidToBeEndlessHasTheRowsOfTheImage() {
        for (int rows : new int[] {-1, Integer.MAX_VALUE, 1_000_000}) {
            byte[] tiff = grey(ByteOrder.LITTLE_ENDIAN, 8, Map.of(ROWS_PER_STRIP, rows), new byte[] {1, 2, 3, 4, 5, 6});
            assertThat(decoder.decode(tiff).rgb()).startsWith(1, 1, 1).endsWith(6, 6, 6);
        }
    }

    @ParameterizedTest
    @CsvSource({
        COMPRESSION + ", 7, Compression 7",
        "258, 32, BitsPerSample 32",
        "262, 5, PhotometricInterpretation 5",
        "277, 60000, SamplesPerPixel 60000",
        "339, 3, SampleFormat 3",
        "254, 1, the raw file of a camera"
    })
    void rareKindsAreNamed(int tag, int value, String what) {
        byte[] tiff = grey(ByteOrder.LITTLE_ENDIAN, 8, Map.of(tag, value), new byte[6]);
        assertThatThrownBy(() -> decoder.decode(tiff))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(what)
                .hasMessageEndingWith("Save the image as PNG.");
    }

    @Test
    void aStripBeyondTheFileAndTilesBeyondTheImageAreRefused() {
        // Given
        byte[] cut = grey(ByteOrder.LITTLE_ENDIAN, 8, Map.of(STRIP_LENGTHS, 2_000_000_000), new byte[6]);
        byte[] tiles = grey(ByteOrder.LITTLE_ENDIAN, 8, Map.of(322, 60_000, 323, 60_000, 324, 8, 325, 6), new byte[6]);
        byte[] large = grey(ByteOrder.LITTLE_ENDIAN, 8, Map.of(WIDTH, 60_000, HEIGHT, 60_000), new byte[6]);
        // When, then
        assertThatThrownBy(() -> decoder.decode(cut)).hasMessageContaining("cut off");
        assertThatThrownBy(() -> decoder.decode(tiles)).hasMessageContaining("tiles of 60000 x 60000");
        assertThatThrownBy(() -> decoder.decode(large)).hasMessageContaining("megapixels");
    }

    @Test
    void whateverTheBytesThereIsAnImageOrARefusal() {
        byte[] intact = grey(ByteOrder.LITTLE_ENDIAN, 8, Map.of(COMPRESSION, 5), new byte[6]);
        Random random = new Random(5);
        for (int trial = 0; trial < 3000; trial++) {
            byte[] broken = intact.clone();
            for (int change = 0; change < 3; change++) {
                broken[4 + random.nextInt(broken.length - 4)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(decoder.decode(broken)).isNotNull();
            } catch (ImageException refused) {
                assertThat(refused.kind()).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'....ftypheic....', HEIC",
        "'....ftypmif1....', HEIC",
        "'....ftypavif....', AVIF",
        "'<?xml version=\"1.0\"?><svg xmlns=\"x\">', SVG",
        "'%PDF-1.7', PDF",
        "'8BPS..', Photoshop",
        "'P6 3 2 255', Netpbm"
    })
    void aFormatThatIsNotReadIsNamed(String start, String format) {
        byte[] bytes = start.getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> decoder.decode(bytes))
                .isInstanceOf(ImageException.class)
                .hasMessage(
                        "This is a file in the format %s, which is not supported. Accepted formats: JPEG, PNG, WebP, GIF, BMP and TIFF."
                                        .formatted(format)
                                + " Save the picture as one of these.");
    }

    @Test
    void tagsThatAllNameTheSameBytesAreRefused() {
        // Given
        Map<Integer, Integer> tags = new TreeMap<>();
        IntStream.range(40_000, 40_200).forEach(tag -> tags.put(tag, 1));
        ByteBuffer file = ByteBuffer.wrap(grey(ByteOrder.LITTLE_ENDIAN, 8, tags, new byte[6]))
                .order(ByteOrder.LITTLE_ENDIAN);
        // When
        for (int entry = file.capacity() - 4 - 200 * 12; entry < file.capacity() - 4; entry += 12) {
            file.putShort(entry + 2, (short) 1)
                    .putInt(entry + 4, file.capacity())
                    .putInt(entry + 8, 0);
        }
        // Then
        assertThatThrownBy(() -> decoder.decode(file.array())).isInstanceOf(ImageException.class);
    }

    /** 3 x 2 in one strip; other tags take the place of what would stand there. */
    private static byte[] grey(ByteOrder order, int bits, Map<Integer, Integer> tags, byte[] samples) {
        Map<Integer, Integer> all = new TreeMap<>(Map.of(
                WIDTH,
                3,
                HEIGHT,
                2,
                258,
                bits,
                COMPRESSION,
                1,
                262,
                1,
                273,
                8,
                277,
                1,
                ROWS_PER_STRIP,
                2,
                STRIP_LENGTHS,
                samples.length));
        all.putAll(tags);
        ByteBuffer file = ByteBuffer.allocate(8 + samples.length + 2 + all.size() * 12 + 4)
                .order(order);
        file.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII));
        file.putShort((short) 42).putInt(8 + samples.length).put(samples);
        file.putShort((short) all.size());
        all.forEach((tag, value) -> {
            boolean isShort = value >= 0 && value < 65_536;
            file.putShort(tag.shortValue()).putShort((short) (isShort ? 3 : 4)).putInt(1);
            if (isShort) {
                file.putShort(value.shortValue()).putShort((short) 0);
            } else {
                file.putInt(value);
            }
        });
        return file.putInt(0).array();
    }
}
