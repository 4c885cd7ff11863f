package dev.regard.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.regard.image.CentreCrop;
import dev.regard.image.Interpolation;
import dev.regard.image.ResizeTarget;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What timm writes down of the pictures that a model was trained with. */
class TimmConfigTest {

    @Test
    void theCropShareDecidesTheSizeBeforeTheCrop() throws JsonProcessingException {
        // When
        StatedPreprocessing stated = parse("{'input_size': [3, 224, 224], 'crop_pct': 0.95, 'crop_mode': 'center',"
                        + "'interpolation': 'bicubic', 'mean': [0.1, 0.2, 0.3], 'std': [0.4, 0.5, 0.6]}")
                .getFirst();
        // Then: floor(224 / 0.95)
        assertThat(stated.target()).isEqualTo(new ResizeTarget.ShortestEdge(235));
        assertThat(stated.crop()).isEqualTo(new CentreCrop(224, 224));
        assertThat(stated.interpolation()).isEqualTo(Interpolation.BICUBIC);
        assertThat(stated.mean()).containsExactly(0.1, 0.2, 0.3);
        assertThat(stated.std()).containsExactly(0.4, 0.5, 0.6);
    }

    @Test
    void whatItLeavesOutIsAsTimmTakesIt() throws JsonProcessingException {
        StatedPreprocessing stated = parse("{'input_size': [3, 224, 224]}").getFirst();
        assertThat(stated.target()).isEqualTo(new ResizeTarget.ShortestEdge(256));
        assertThat(stated.interpolation()).isEqualTo(Interpolation.BILINEAR);
        assertThat(stated.mean()).containsExactly(0.485, 0.456, 0.406);
    }

    @Test
    void aSquashedPictureKeepsNoProportions() throws JsonProcessingException {
        StatedPreprocessing stated = parse("{'input_size': [3, 384, 384], 'crop_pct': 1.0, 'crop_mode': 'squash'}")
                .getFirst();
        assertThat(stated.target()).isEqualTo(new ResizeTarget.Exact(384, 384));
    }

    @Test
    void theSizeOfTestingIsKnownToo() throws JsonProcessingException {
        List<StatedPreprocessing> stated = parse(
                "{'input_size': [3, 224, 224], 'crop_pct': 0.95, 'test_input_size': [3, 288, 288], 'test_crop_pct': 1.0}");
        assertThat(stated).hasSize(2);
        assertThat(stated.getLast().fits(288, 288)).isTrue();
        assertThat(stated.getLast().target()).isEqualTo(new ResizeTarget.ShortestEdge(288));
    }

    @Test
    void anInterpolationThatThereIsNotIsNamed() {
        assertThatThrownBy(() -> parse("{'input_size': [3, 224, 224], 'interpolation': 'spline'}"))
                .isInstanceOf(InvalidModelFolderException.class)
                .hasMessage("config.json (timm): interpolation is one of nearest, lanczos, bilinear, bicubic, box,"
                        + " hamming, given 'spline'");
    }

    @Test
    void aConfigurationOfSomebodyElseIsNone() throws JsonProcessingException {
        assertThat(TimmConfig.parse(new ObjectMapper().readTree("{\"model_type\": \"resnet\"}")))
                .isEmpty();
    }

    private static List<StatedPreprocessing> parse(String config) throws JsonProcessingException {
        String json = "{'architecture': 'resnet50', 'pretrained_cfg': " + config + "}";
        return TimmConfig.parse(new ObjectMapper().readTree(json.replace('\'', '"')));
    }
}
