package dev.regard.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import dev.regard.image.Preprocessing.ChannelOrder;
import dev.regard.image.Preprocessing.Layout;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(Arrays.copyOf(input.tensor().values(), 20))
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
    void paddingIsOfTheColourAskedForAndNormalizedAsThePicture() {
        // Given
        Preprocessing preprocessing = new Preprocessing(
                new ResizeTarget.Fit(4, 4),
                Interpolation.BILINEAR,
                new CentreCrop(4, 4, 0x0a141e),
                1,
                List.of(10.0, 10.0, 10.0),
                List.of(1.0, 1.0, 1.0),
                3,
                ChannelOrder.BGR,
                Layout.NHWC);

        // When
        ModelInput input = Preprocessor.preprocess(white(8, 2), preprocessing);

        // Then
        float[] values = input.tensor().values();
        assertThat(input.seen()).isEqualTo(new Box(0, -2, 8, 8));
        assertThat(Arrays.copyOf(values, 3)).containsExactly(20, 10, 0);
        assertThat(Arrays.copyOfRange(values, 12, 15)).containsExactly(245, 245, 245);
        assertThat(Arrays.copyOfRange(values, 45, 48)).containsExactly(20, 10, 0);
    }

    /** (200, 100, 50) has the luma 124. */
    @ParameterizedTest
    @CsvSource({
        "1, RGB, 124",
        "2, RGB, 124 124",
        "3, RGB, 200 100 50",
        "3, BGR, 50 100 200",
        "4, RGB, 200 100 50 255",
        "4, BGR, 50 100 200 255",
        "5, RGB, 124 124 124 124 124"
    })
    void everyNumberOfChannelsHasAMeaning(int channels, ChannelOrder order, String expected) {
        // Given
        Preprocessing preprocessing = ofChannels(channels, order, Layout.NCHW);

        // When
        ModelInput input = Preprocessor.preprocess(one(200, 100, 50), preprocessing);

        // Then
        assertThat(Arrays.toString(input.tensor().values())).isEqualTo("[" + expected.replace(" ", ".0, ") + ".0]");
    }

    @ParameterizedTest
    @EnumSource
    void thePictureThatTheModelSawComesBackToTheBit(Preset preset) {
        // Given
        Preprocessing preprocessing = preset.of(30, 20, 3, Layout.NHWC);
        FloatTensor tensor =
                Preprocessor.preprocess(Pictures.hashed(20, 30), preprocessing).tensor();

        // When
        Pixels seen = Preprocessor.picture(tensor, preprocessing);

        // Then
        FloatTensor again =
                Preprocessor.preprocess(seen, unresized(preprocessing)).tensor();
        assertThat(again.values()).isEqualTo(tensor.values());
    }

    @ParameterizedTest
    @EnumSource
    void ofAnExactSizeThePictureIsTheResizedOne(Layout layout) {
        // Given
        Pixels picture = Pictures.hashed(90, 70);
        Preprocessing preprocessing = Preset.UNIT.of(30, 20, 3, layout);

        // When
        Pixels seen = Preprocessor.picture(
                Preprocessor.preprocess(picture, preprocessing).tensor(), preprocessing);

        // Then
        assertThat(seen.rgb())
                .isEqualTo(Resampler.resize(picture, 20, 30, Interpolation.BILINEAR)
                        .rgb());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void thePictureOfAGreyModelIsGrey(int channels) {
        // Given
        Preprocessing preprocessing = ofChannels(channels, ChannelOrder.RGB, Layout.NHWC);
        FloatTensor tensor =
                Preprocessor.preprocess(one(200, 100, 50), preprocessing).tensor();

        // When
        Pixels seen = Preprocessor.picture(tensor, preprocessing);

        // Then
        assertThat(seen.rgb()).containsExactly(124, 124, 124);
    }

    @Test
    void aPlainPictureIsTheOneOfThatColour() {
        // Given
        Preprocessing preprocessing = Preset.CAFFE_BGR.of(2, 3, 4, Layout.NHWC);

        // When
        FloatTensor plain = Preprocessor.plain(200, 100, 50, preprocessing, Shape.of(1, 2, 3, 4));

        // Then
        ModelInput one = Preprocessor.preprocess(one(200, 100, 50), preprocessing);
        assertThat(plain.values()).isEqualTo(one.tensor().values());
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

    private static Preprocessing ofChannels(int channels, ChannelOrder order, Layout layout) {
        return new Preprocessing(
                new ResizeTarget.Unchanged(),
                Interpolation.BILINEAR,
                null,
                1,
                List.of(),
                List.of(),
                channels,
                order,
                layout);
    }

    private static Preprocessing unresized(Preprocessing preprocessing) {
        return new Preprocessing(
                new ResizeTarget.Unchanged(),
                preprocessing.interpolation(),
                null,
                preprocessing.rescaleFactor(),
                preprocessing.mean(),
                preprocessing.std(),
                preprocessing.channels(),
                preprocessing.channelOrder(),
                preprocessing.layout());
    }

    private static Pixels one(int red, int green, int blue) {
        return new Pixels(1, 1, new byte[] {(byte) red, (byte) green, (byte) blue});
    }

    private static Pixels white(int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        Arrays.fill(rgb, (byte) 255);
        return new Pixels(width, height, rgb);
    }
}
