package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreparationTest {

    private static final String USUAL = """
            {"do_resize": true, "size": {"shortest_edge": 256}, "resample": 2, "do_center_crop": true,
             "crop_size": {"height": 224, "width": 224}, "do_rescale": true, "rescale_factor": 0.00392156862745098,
             "do_normalize": true, "image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225],
             "do_flip_channel_order": false}
            """;

    @Test
    void theUsualWayOfImageNetIsSaidInSixSteps() {
        // When
        List<String> steps = Preparation.steps(new JsonObject(USUAL), 3);
        // Then
        assertThat(steps)
                .containsExactly(
                        "shorter side to 256 pixels, bilinear",
                        "middle 224 × 224",
                        "divided by 255",
                        "mean 0.485 0.456 0.406",
                        "deviation 0.229 0.224 0.225",
                        "red green blue");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"height": 192, "width": 256}                | pressed into 256 × 192 pixels, bicubic
            {"shortest_edge": 800, "longest_edge": 1333} | shorter side to 800 pixels, longer side at most 1333, bicubic
            {"min_height": 224, "min_width": 320}        | just large enough to cover 320 × 224 pixels, bicubic
            {"max_height": 224, "max_width": 320}        | as large as fits into 320 × 224 pixels, bicubic
            """)
    void everyWayToResizeHasItsWords(String size, String words) {
        // Given
        JsonObject config = new JsonObject(USUAL)
                .put("size", new JsonObject(size))
                .put("resample", 3)
                .put("do_center_crop", false);
        // When
        List<String> steps = Preparation.steps(config, 3);
        // Then
        assertThat(steps).first().isEqualTo(words);
    }

    @Test
    void whatIsSmallerThanItsCropIsFramed() {
        // Given
        JsonObject config = new JsonObject(USUAL)
                .put("size", new JsonObject().put("max_height", 224).put("max_width", 224));
        // When
        List<String> steps = Preparation.steps(config, 3);
        // Then
        assertThat(steps).contains("framed to 224 × 224");
    }

    @Test
    void bytesAsTheyAreNeedFewWords() {
        // Given
        JsonObject config = new JsonObject(USUAL)
                .put("do_resize", false)
                .put("do_center_crop", false)
                .put("rescale_factor", 1.0)
                .put("do_normalize", false)
                .put("do_flip_channel_order", true);
        // When
        List<String> steps = Preparation.steps(config, 3);
        // Then
        assertThat(steps).containsExactly("in its own size", "values from 0 to 255", "blue green red");
    }

    @Test
    void numbersAreNotMoreExactThanTheyWereMeant() {
        // Given
        JsonObject config = new JsonObject(USUAL)
                .put("rescale_factor", 1 / 127.5)
                .put("image_mean", List.of(0.48500001430511475))
                .put("image_std", List.of(1));
        // When
        List<String> steps = Preparation.steps(config, 1);
        // Then
        assertThat(steps).contains("divided by 127.5", "mean 0.485", "deviation 1", "grey");
    }
}
