package dev.regard.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.regard.image.Preprocessing.ChannelOrder;
import dev.regard.image.Preprocessing.Layout;
import dev.regard.tensor.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PreprocessorTest {

    @Test
    void exactSizeSeesTheWholePicture() {
        // Given
        Preprocessing preprocessing = Preset.IMAGENET_WHOLE.of(8, 6, 3, Preprocessing.Layout.NCHW);

        // When
        ModelInput input = Preprocessor.preprocess(Pictures.rampPixels(40, 30), preprocessing);

        // Then
        assertThat(input.seen()).isEqualTo(new Box(0, 0, 40, 30));
        assertThat(input.tensor().shape()).isEqualTo(Shape.of(1, 3, 8, 6));
        assertThat(List.of(input.pictureWidth(), input.pictureHeight())).containsExactly(40, 30);
    }

    @Test
    void shortestEdgeAndCropSeeTheMiddle() {
        // Given
        Preprocessing preprocessing = plain(new ResizeTarget.ShortestEdge(256), new CentreCrop(224, 224));

        // When
        ModelInput input = Preprocessor.preprocess(Pictures.rampPixels(640, 480), preprocessing);

        // Then
        // 640 x 480 becomes 341 x 256; (341 - 224) / 2 = 58.5 goes to 58.
        double scaleX = 640 / 341.0;
        assertThat(input.seen()).isEqualTo(new Box(58 * scaleX, 16 * 1.875, 224 * scaleX, 224 * 1.875));
        assertThat(input.tensor().shape()).isEqualTo(Shape.of(1, 3, 224, 224));
    }

    @Test
    void aPictureSmallerThanTheCropIsPaddedWithBlack() {
        // Given
        Preprocessing preprocessing = plain(new ResizeTarget.Unchanged(), new CentreCrop(5, 4));

        // When
        ModelInput input = Preprocessor.preprocess(white(2, 2), preprocessing);

        // Then
        assertThat(input.seen()).isEqualTo(new Box(-1, -1, 4, 5));
        assertThat(java.util.Arrays.copyOf(input.tensor().values(), 20))
                .containsExactly(0, 0, 0, 0, 0, 255, 255, 0, 0, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void aPictureIsCroppedAlongOneAxisAndPaddedAlongTheOther() {
        // Given
        Preprocessing preprocessing = plain(new ResizeTarget.Unchanged(), new CentreCrop(4, 2));

        // When
        ModelInput input = Preprocessor.preprocess(white(6, 2), preprocessing);

        // Then
        assertThat(input.seen()).isEqualTo(new Box(2, -1, 2, 4));
    }

    @Test
    void samplesAreRescaledAndNormalizedByChannel() {
        // Given
        Preprocessing preprocessing = Preset.IMAGENET_WHOLE.of(1, 1, 3, Preprocessing.Layout.NCHW);

        // When
        ModelInput input = Preprocessor.preprocess(one(255, 0, 51), preprocessing);

        // Then
        assertThat(input.tensor().values())
                .containsExactly(
                        new float[] {(1 - .485f) / .229f, -.456f / .224f, (.2f - .406f) / .225f}, within(1e-6f));
    }

    @Test
    void channelsLastAndBlueFirstAreOrderedAsTheModelReadsThem() {
        // Given
        Preprocessing preprocessing = new Preprocessing(
                new ResizeTarget.Unchanged(),
                Interpolation.BILINEAR,
                null,
                1,
                List.of(1.0, 2.0, 3.0),
                List.of(1.0, 1.0, 1.0),
                3,
                ChannelOrder.BGR,
                Layout.NHWC);

        // When
        ModelInput input =
                Preprocessor.preprocess(new Pixels(2, 1, new byte[] {10, 20, 30, 40, 50, 60}), preprocessing);

        // Then
        assertThat(input.tensor().shape()).isEqualTo(Shape.of(1, 1, 2, 3));
        assertThat(input.tensor().values()).containsExactly(29, 18, 7, 59, 48, 37);
    }

    @Test
    void greyIsTheLumaOfPillow() {
        // Given
        Preprocessing preprocessing = new Preprocessing(
                new ResizeTarget.Unchanged(),
                Interpolation.BILINEAR,
                null,
                1,
                List.of(),
                List.of(),
                1,
                ChannelOrder.RGB,
                Layout.NCHW);

        // When
        ModelInput input = Preprocessor.preprocess(one(200, 100, 50), preprocessing);

        // Then
        assertThat(input.tensor().shape()).isEqualTo(Shape.of(1, 1, 1, 1));
        assertThat(input.tensor().values()).containsExactly(124);
    }

    @Test
    void aThreadIsRefusedInsteadOfStretchedWithoutEnd() {
        // Given
        Preprocessing preprocessing = plain(new ResizeTarget.ShortestEdge(256), null);

        // When
        ImageException refusal = catchThrowableOfType(
                ImageException.class, () -> Preprocessor.preprocess(white(1, 1_000_000), preprocessing));

        // Then
        assertThat(refusal.kind()).isEqualTo(ImageException.Kind.TOO_LARGE);
        assertThat(refusal).hasMessageStartingWith("The picture is 1 x 1000000 pixels: too long and thin");
    }

    private static Preprocessing plain(ResizeTarget target, @Nullable CentreCrop crop) {
        return new Preprocessing(
                target, Interpolation.BILINEAR, crop, 1, List.of(), List.of(), 3, ChannelOrder.RGB, Layout.NCHW);
    }

    private static Pixels one(int red, int green, int blue) {
        return new Pixels(1, 1, new byte[] {(byte) red, (byte) green, (byte) blue});
    }

    private static Pixels white(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        java.util.Arrays.fill(rgb, (byte) 255);
        return new Pixels(width, height, rgb);
    }
}
