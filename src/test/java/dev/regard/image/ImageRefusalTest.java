package dev.regard.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImageRefusalTest {

    private static final int MUTATIONS = 350;
    private static final ImageLimits SMALL = new ImageLimits(2 << 20, 100_000);

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);

    static Stream<byte[]> pictures() {
        BufferedImage color = Pictures.ramp(20, 15, BufferedImage.TYPE_3BYTE_BGR);
        return Stream.of(
                Pictures.withOrientation(Pictures.encode(color, "jpeg"), 6),
                Pictures.CMYK_JPEG,
                Pictures.encode(color, "png"),
                Pictures.encode(Pictures.ramp(20, 15, BufferedImage.TYPE_BYTE_INDEXED), "gif"),
                Pictures.encode(color, "bmp"),
                Pictures.LOSSLESS_WEBP,
                Pictures.LOSSY_WEBP,
                Pictures.ANIMATED_WEBP);
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void halfAPictureIsRefused(byte[] bytes) {
        // Given
        byte[] half = Arrays.copyOf(bytes, bytes.length / 2);

        // When
        ImageException refusal = refusal(decoder, half);

        // Then
        assertThat(refusal.kind()).isEqualTo(ImageException.Kind.UNREADABLE);
        assertThat(refusal).hasMessageContainingAll("picture", "Send");
    }

    @Test
    void aJpegIsRefusedWhereverItIsCutOff() {
        // Given
        byte[] bytes = Pictures.blocks();

        // When
        List<ImageException.Kind> kinds = IntStream.range(4, bytes.length)
                .mapToObj(
                        length -> refusal(decoder, Arrays.copyOf(bytes, length)).kind())
                .distinct()
                .toList();

        // Then
        assertThat(kinds).containsExactly(ImageException.Kind.UNREADABLE);
    }

    @Test
    void aJpegWithoutItsMiddleIsRefusedAlthoughItsEndIsThere() {
        // Given
        byte[] bytes = Pictures.encode(Pictures.ramp(200, 150, BufferedImage.TYPE_3BYTE_BGR), "jpeg");
        byte[] gutted = Arrays.copyOf(bytes, bytes.length / 2);
        gutted[gutted.length - 2] = (byte) 0xff;
        gutted[gutted.length - 1] = (byte) 0xd9;

        // When
        ImageException refusal = refusal(decoder, gutted);

        // Then
        assertThat(refusal.kind()).isEqualTo(ImageException.Kind.UNREADABLE);
    }

    @Test
    void textIsRefusedWithTheFormatsThatAreAccepted() {
        // Given
        byte[] text = "<html>not found</html>".getBytes(StandardCharsets.UTF_8);

        // When
        ImageException refusal = refusal(decoder, text);

        // Then
        assertThat(refusal.kind()).isEqualTo(ImageException.Kind.UNREADABLE);
        assertThat(refusal)
                .hasMessage(
                        "This is not a picture in a format that can be read. Accepted formats: JPEG, PNG, WebP, GIF, BMP and TIFF. Save the picture as one of these.");
    }

    @Test
    void nothingIsRefused() {
        // Given
        byte[] empty = {};

        // When
        ImageException refusal = refusal(decoder, empty);

        // Then
        assertThat(refusal.kind()).isEqualTo(ImageException.Kind.UNREADABLE);
        assertThat(refusal).hasMessageStartingWith("The picture is empty");
    }

    @Test
    void aSmallFileOfManyPixelsIsRefusedAtOnce() {
        // Given
        byte[] bomb = Pictures.png(30_000, 30_000, 8, 2, new byte[1 << 20]);

        // When
        ImageException refusal = assertTimeout(Duration.ofMillis(500), () -> refusal(decoder, bomb));

        // Then
        assertThat(refusal.kind()).isEqualTo(ImageException.Kind.TOO_LARGE);
        assertThat(refusal)
                .hasMessage(
                        "The picture is 30000 x 30000 pixels, 900 megapixels; at most 40 megapixels are accepted. Send it at a smaller size.");
    }

    @Test
    void aPictureOfOneEndlessRowIsRefused() {
        // Given
        byte[] thread = Pictures.png(30_000_000, 1, 8, 2, new byte[1]);

        // When
        ImageException refusal = refusal(decoder, thread);

        // Then
        assertThat(refusal.kind()).isEqualTo(ImageException.Kind.TOO_LARGE);
        assertThat(refusal)
                .hasMessage(
                        "The picture is 30000000 x 1 pixels; a side has at most 65535. Crop it to what it should show.");
    }

    @Test
    void framesWithinFramesDoNotExhaustTheStack() {
        // Given
        byte[] bytes = Pictures.nestedWebp(100_000);

        // When
        ImageException refusal = refusal(decoder, bytes);

        // Then
        assertThat(refusal.kind()).isEqualTo(ImageException.Kind.UNREADABLE);
    }

    @Test
    void aFileOfManyBytesIsRefused() {
        // Given
        byte[] bytes = new byte[(20 << 20) + 1];

        // When
        ImageException refusal = refusal(decoder, bytes);

        // Then
        assertThat(refusal.kind()).isEqualTo(ImageException.Kind.TOO_LARGE);
        assertThat(refusal)
                .hasMessage(
                        "The picture has 20.001 MB; at most 20 MB are accepted. Send it smaller or more compressed.");
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void whateverTheBytesThereIsAPictureOrARefusal(byte[] bytes) {
        // Given
        ImageDecoder small = new ImageDecoder(SMALL);
        Random random = new Random(20260101);

        // When
        List<String> messages = Stream.generate(() -> outcome(small, mutate(bytes, random)))
                .limit(MUTATIONS)
                .toList();

        // Then
        assertThat(messages)
                .allSatisfy(message -> assertThat(message).doesNotContain("Exception", "java", "/", "null"));
    }

    /** Empty for a picture, else the message of the refusal; anything else that is thrown fails the test. */
    private static String outcome(ImageDecoder decoder, byte[] bytes) {
        try {
            decoder.decode(bytes);
            return "";
        } catch (ImageException refusal) {
            return Objects.requireNonNull(refusal.getMessage());
        }
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        byte[] mutated = random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes.clone();
        for (int i = random.nextInt(8); i >= 0 && mutated.length > 0; i--) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
        }
        return mutated;
    }

    private static ImageException refusal(ImageDecoder decoder, byte[] bytes) {
        return catchThrowableOfType(ImageException.class, () -> decoder.decode(bytes));
    }
}
