package dev.regard.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.regard.image.CentreCrop;
import dev.regard.image.Interpolation;
import dev.regard.image.Preprocessing;
import dev.regard.image.Preprocessing.ChannelOrder;
import dev.regard.image.ResizeTarget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms in which Hugging Face's image processors write it down. */
class HuggingFaceProcessorTest {

    @Test
    void aShortestEdgeAndACrop() throws JsonProcessingException {
        Preprocessing preprocessing =
                parse("{'size': {'shortest_edge': 256}, 'crop_size': {'height': 224, 'width': 192},"
                        + "'resample': 3, 'image_mean': [0.1, 0.2, 0.3], 'image_std': [0.4, 0.5, 0.6]}");
        assertThat(preprocessing.target()).isEqualTo(new ResizeTarget.ShortestEdge(256));
        assertThat(preprocessing.crop()).isEqualTo(new CentreCrop(224, 192));
        assertThat(preprocessing.interpolation()).isEqualTo(Interpolation.BICUBIC);
        assertThat(preprocessing.rescaleFactor()).isCloseTo(1 / 255.0, within(1e-12));
        assertThat(preprocessing.mean()).containsExactly(0.1, 0.2, 0.3);
        assertThat(preprocessing.std()).containsExactly(0.4, 0.5, 0.6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'size': {'height': 224, 'width': 224}}", "{'size': 224}"})
    void anExactSizeAsAnObjectOrANumber(String json) throws JsonProcessingException {
        Preprocessing preprocessing = parse(json);
        assertThat(preprocessing.target()).isEqualTo(new ResizeTarget.Exact(224, 224));
        assertThat(preprocessing.crop()).isNull();
        assertThat(preprocessing.mean()).containsExactly(0.5, 0.5, 0.5);
    }

    @Test
    void flippedChannelsAreBlueFirst() throws JsonProcessingException {
        assertThat(parse("{'size': 224, 'do_flip_channel_order': true}").channelOrder())
                .isEqualTo(ChannelOrder.BGR);
        assertThat(parse("{'size': 224}").channelOrder()).isEqualTo(ChannelOrder.RGB);
    }

    @Test
    void aCropAsANumber() throws JsonProcessingException {
        Preprocessing preprocessing = parse("{'size': 256, 'do_center_crop': true, 'crop_size': 224}");
        assertThat(preprocessing.target()).isEqualTo(new ResizeTarget.Exact(256, 256));
        assertThat(preprocessing.crop()).isEqualTo(new CentreCrop(224, 224));
    }

    @Test
    void aCropThatIsSwitchedOffIsNone() throws JsonProcessingException {
        assertThat(parse("{'size': 256, 'do_center_crop': false, 'crop_size': 224}")
                        .crop())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'shortest_edge': 224}", "224"})
    void aCropShareResizesToMoreThanIsKept(String size) throws JsonProcessingException {
        // ConvNeXT and ResNet; a number is a shortest edge there
        Preprocessing preprocessing = parse("{'size': " + size + ", 'crop_pct': 0.875}");
        assertThat(preprocessing.target()).isEqualTo(new ResizeTarget.ShortestEdge(256));
        assertThat(preprocessing.crop()).isEqualTo(new CentreCrop(224, 224));
    }

    @Test
    void from384PixelsOnACropShareIsNotUsed() throws JsonProcessingException {
        // ConvNextImageProcessor presses the picture into the square instead
        Preprocessing preprocessing = parse("{'size': {'shortest_edge': 384}, 'crop_pct': 0.875}");
        assertThat(preprocessing.target()).isEqualTo(new ResizeTarget.Exact(384, 384));
        assertThat(preprocessing.crop()).isNull();
    }

    @Test
    void aCropShareBesideACropSizeOnlyDecidesTheSizeBeforeIt() throws JsonProcessingException {
        // PoolFormer
        Preprocessing preprocessing = parse("{'size': {'shortest_edge': 224}, 'crop_pct': 0.9, 'crop_size': 220}");
        assertThat(preprocessing.target()).isEqualTo(new ResizeTarget.ShortestEdge(248));
        assertThat(preprocessing.crop()).isEqualTo(new CentreCrop(220, 220));
    }

    @Test
    void stepsThatAreSwitchedOffAreLeftOut() throws JsonProcessingException {
        Preprocessing preprocessing = parse(
                "{'do_resize': false, 'do_rescale': false, 'do_normalize': false, 'size': 8, 'image_mean': [1, 1, 1]}");
        assertThat(preprocessing.target()).isEqualTo(new ResizeTarget.Unchanged());
        assertThat(preprocessing.rescaleFactor()).isEqualTo(1);
        assertThat(preprocessing.mean()).isEmpty();
    }

    @Test
    void oneNumberServesEveryChannel() throws JsonProcessingException {
        StatedPreprocessing config = config("{'size': 28, 'image_mean': 0.1, 'image_std': [0.3]}");
        assertThat(config.forInput(3, true).mean()).containsExactly(0.1, 0.1, 0.1);
        assertThat(config.forInput(1, true).std()).containsExactly(0.3);
    }

    @Test
    void whatThePictureDecidesHasNoFixedSize() throws JsonProcessingException {
        assertThat(config("{'size': {'shortest_edge': 256}}").height()).isEmpty();
        assertThat(config("{'size': {'height': 20, 'width': 30}}").width()).contains(30);
        assertThat(config("{'size': {'shortest_edge': 256}, 'crop_size': 224}").height())
                .contains(224);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CLIPFeatureExtractor", "MobileViTFeatureExtractor"})
    void aNumberIsTheShorterSideToSomeProcessors(String kind) throws JsonProcessingException {
        assertThat(parse("{'feature_extractor_type': '" + kind + "', 'size': 224, 'crop_size': 224}")
                        .target())
                .isEqualTo(new ResizeTarget.ShortestEdge(224));
    }

    @Test
    void levitResizesToMoreThanItIsTold() throws JsonProcessingException {
        assertThat(parse("{'image_processor_type': 'LevitImageProcessor', 'size': {'shortest_edge': 224}}")
                        .target())
                .isEqualTo(new ResizeTarget.ShortestEdge(256));
    }

    @Test
    void flippedChannelsAreBlueGreenRed() throws JsonProcessingException {
        assertThat(parse("{'size': 8, 'do_flip_channel_order': true}").channelOrder())
                .isEqualTo(Preprocessing.ChannelOrder.BGR);
        Preprocessing mobileVit = parse("{'image_processor_type': 'MobileViTImageProcessor', 'size': 8}");
        assertThat(mobileVit.channelOrder()).isEqualTo(Preprocessing.ChannelOrder.BGR);
        assertThat(mobileVit.mean()).isEmpty();
    }

    @Test
    void anOffsetIsPartOfTheMean() throws JsonProcessingException {
        // x / 127.5 - 1
        Preprocessing preprocessing =
                parse("{'size': 8, 'rescale_factor': 0.00784313, 'rescale_offset': true, 'do_normalize': false}");
        assertThat(preprocessing.mean()).containsExactly(1.0, 1.0, 1.0);
        assertThat(preprocessing.std()).containsExactly(1.0, 1.0, 1.0);
    }

    @Test
    void efficientNetDividesByTheDeviationTwice() throws JsonProcessingException {
        assertThat(parse("{'size': 8, 'include_top': true, 'image_mean': [0.5], 'image_std': [0.5]}")
                        .std())
                .containsExactly(0.25, 0.25, 0.25);
    }

    @Test
    void valuesThatMakeNoSenseAreRefusedInWords() throws JsonProcessingException {
        assertRefused("{'size': {'longest_edge': 7}}", "size is {height, width}, {shortest_edge} or a number");
        assertRefused("{'size': 0}", "a size has 1 to 16,384 pixels to each side, given 0 x 0");
        assertRefused("{'size': 8, 'resample': 9}", "resample is 0 to 5, given 9");
        assertRefused("{'size': 8, 'do_center_crop': true}", "a crop has 1 to 16,384 pixels to each side");
        StatedPreprocessing twoMeans = config("{'size': 8, 'image_mean': [1, 2]}");
        assertThatThrownBy(() -> twoMeans.forInput(3, true))
                .isInstanceOf(InvalidModelFolderException.class)
                .hasMessageContaining("mean has one number for each of 3 channels");
    }

    private static Preprocessing parse(String json) throws JsonProcessingException {
        return config(json).forInput(3, true);
    }

    private static StatedPreprocessing config(String json) throws JsonProcessingException {
        return HuggingFaceProcessor.parse(new ObjectMapper().readTree(json.replace('\'', '"')));
    }

    private static void assertRefused(String json, String message) {
        assertThatThrownBy(() -> config(json))
                .isInstanceOf(InvalidModelFolderException.class)
                .hasMessageStartingWith("preprocessor_config.json: ")
                .hasMessageContaining(message);
    }
}
