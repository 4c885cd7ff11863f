package dev.regard.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.regard.image.Preprocessing.Layout;
import dev.regard.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PresetTest {

    @ParameterizedTest
    @EnumSource
    void everyPresetIsFoundById(Preset preset) {
        // Given
        String id = preset.id();

        // When
        var found = Preset.ofId(id);

        // Then
        assertThat(found).contains(preset);
        assertThat(id).matches("[a-z]+(-[a-z]+)*");
        assertThat(preset.title()).isNotBlank();
        assertThat(preset.sentence()).endsWith(".");
    }

    @ParameterizedTest
    @EnumSource
    void everyPresetServesAnyNumberOfChannelsAndAnySize(Preset preset) {
        // Given
        Pixels picture = Pictures.hashed(40, 30);

        // When
        List<Shape> shapes = List.of(1, 2, 3, 4, 7).stream()
                .map(channels -> preset.of(14, 21, channels, Layout.NHWC))
                .map(preprocessing ->
                        Preprocessor.preprocess(picture, preprocessing).tensor().shape())
                .toList();

        // Then
        assertThat(shapes)
                .containsExactly(
                        Shape.of(1, 14, 21, 1),
                        Shape.of(1, 14, 21, 2),
                        Shape.of(1, 14, 21, 3),
                        Shape.of(1, 14, 21, 4),
                        Shape.of(1, 14, 21, 7));
    }

    /** Of (255, 0, 51). */
    @ParameterizedTest
    @CsvSource({
        "imagenet, 2.2489, -2.0357, -0.9156",
        "imagenet-bicubic, 2.2489, -2.0357, -0.9156",
        "unit, 1, 0, 0.2",
        "signed, 1, -1, -0.6",
        "bytes, 255, 0, 51",
        "caffe-bgr, -52.939, -116.779, 131.32",
        "efficientnet-lite, 1, -0.9922, -0.59375",
        "clip, 1.9303, -1.7521, -0.7550",
        "inception, 1, -1, -0.6"
    })
    void samplesBecomeWhatTheModelsWereTrainedWith(String id, float first, float second, float third) {
        // Given
        Preprocessing preprocessing = Preset.ofId(id).orElseThrow().of(1, 1, 3, Layout.NCHW);

        // When
        ModelInput input = Preprocessor.preprocess(new Pixels(1, 1, new byte[] {(byte) 255, 0, 51}), preprocessing);

        // Then
        assertThat(input.tensor().values()).containsExactly(new float[] {first, second, third}, within(1e-4f));
    }

    @Test
    void theSizeBeforeTheCropFollowsTheInput() {
        // Given
        Preset preset = Preset.IMAGENET;

        // When
        List<ResizeTarget> targets = List.of(
                preset.of(224, 224, 3, Layout.NCHW).target(),
                preset.of(299, 299, 3, Layout.NCHW).target(),
                preset.of(96, 192, 3, Layout.NCHW).target());

        // Then
        assertThat(targets)
                .containsExactly(
                        new ResizeTarget.ShortestEdge(256),
                        new ResizeTarget.ShortestEdge(341),
                        new ResizeTarget.Cover(109, 219));
    }
}
