package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import io.vertx.core.json.JsonObject;
import java.awt.Point;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be taken away from the page. */
@Visit
class DownloadIT {

    @Test
    void thePictureIsSavedAtItsSizeWithTheHeatAndAStripThatSaysWhatItShows(RegardPage page) throws IOException {
        // Given
        page.open().chooseClass("cat");
        Point hottest = page.heat().hottest();
        // When
        Download download =
                page.browser().waitForDownload(() -> page.part("download-png").click());
        // Then
        assertThat(download.suggestedFilename()).isEqualTo("cat-cam-toybox.png");
        Drawing saved = Drawing.of(download.createReadStream().readAllBytes());
        assertThat(saved.width()).isEqualTo(640);
        assertThat(saved.height()).isEqualTo(480 + 53);
        assertThat(saved.colours()).isGreaterThan(1000);
        assertThat(saved.colour(hottest) >> 16).as("red").isGreaterThan(2 * (saved.colour(hottest) & 255));
        assertThat(saved.colour(new Point(2, 530))).as("the strip").isEqualTo(0x111114);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cam", "input-gradient", "integrated-gradients"})
    void theServerDrawsWhatThePageSaves(String method, RegardPage page) throws IOException, InterruptedException {
        // Given
        page.open().chooseMethod(method);
        Download download =
                page.browser().waitForDownload(() -> page.part("download-png").click());
        Drawing saved = Drawing.of(download.createReadStream().readAllBytes());
        // When
        Drawing drawn = Drawing.of(overlay(page, method));
        // Then: the two decode JPEG differently by a step or two
        assertThat(drawn.width()).isEqualTo(saved.width());
        assertThat(drawn.distanceFrom(saved)).isLessThan(3);
    }

    private static byte[] overlay(RegardPage page, String method) throws IOException, InterruptedException {
        JsonObject request = new JsonObject()
                .put("image", page.sample(Scenes.DOG_AND_CAT).getAttribute("data-id"))
                .put("method", method);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(page.uri().resolve("/api/explanations"))
                                    .header("Content-Type", "application/json")
                                    .header("Accept", "image/png")
                                    .POST(BodyPublishers.ofString(request.encode()))
                                    .build(),
                            BodyHandlers.ofByteArray())
                    .body();
        }
    }

    @Test
    void theNumbersAreSavedUnderTheNamesOfTheInterface(RegardPage page) throws IOException {
        // Given
        page.open().chooseClass("dog");
        // When
        Download download =
                page.browser().waitForDownload(() -> page.part("download-json").click());
        // Then
        assertThat(download.suggestedFilename()).isEqualTo("dog-cam-toybox.json");
        JsonObject json =
                new JsonObject(new String(download.createReadStream().readAllBytes(), StandardCharsets.UTF_8));
        assertThat(json.fieldNames())
                .contains("model", "method", "layer", "device", "image", "seen", "predictions", "maps", "timing");
        assertThat(json.getJsonObject("image").fieldNames()).contains("id", "width", "height");
        assertThat(json.getJsonArray("predictions").getJsonObject(0).fieldNames())
                .contains("index", "label", "score", "probability");
        assertThat(json.getJsonObject("timing").fieldNames())
                .contains("queueMillis", "decodeMillis", "forwardMillis", "mapMillis");
        assertThatTheMapIsWhole(json.getJsonArray("maps").getJsonObject(0));
    }

    private static void assertThatTheMapIsWhole(JsonObject map) {
        assertThat(map.fieldNames()).contains("index", "label", "height", "width", "min", "max", "values", "geometry");
        assertThat(map.getString("label")).isEqualTo("dog");
        assertThat(map.getJsonObject("geometry").fieldNames()).contains("x", "y", "stepX", "stepY");
        assertThat(Base64.getDecoder().decode(map.getString("values")))
                .hasSize(map.getInteger("height") * map.getInteger("width") * Float.BYTES);
    }
}
