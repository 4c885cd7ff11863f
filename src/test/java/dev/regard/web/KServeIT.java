package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What programs ask that speak KServe's protocol, version 1. */
class KServeIT {

    @TempDir
    static Path data;

    @AutoClose
    private static ServerFixture server;

    @BeforeAll
    static void start() {
        server = ServerFixture.withEngine(data);
    }

    @Test
    void modelsAreListedAndReady() {
        assertThat(new JsonObject(server.get("/v1/models").body()).getJsonArray("models"))
                .contains("toybox", "toybox-biased");
        assertThat(server.get("/v1/models/toybox").body()).isEqualTo("{\"name\":\"toybox\",\"ready\":true}");
        assertThat(server.get("/v1/models/none").statusCode()).isEqualTo(404);
    }

    @Test
    void aPredictionForEachInstance() throws IOException {
        // Given
        byte[] picture = Files.readAllBytes(ServerFixture.DOG_AND_CAT);
        JsonArray instances = new JsonArray()
                .add(new JsonObject().put("b64", picture))
                .add(new JsonObject().put("image_bytes", new JsonObject().put("b64", picture)))
                .add(new JsonObject().put("image", server.sampleId()));
        // When
        JsonObject answer = answer(post("toybox:predict", new JsonObject().put("instances", instances)));
        // Then
        JsonArray predictions = answer.getJsonArray("predictions");
        assertThat(answer.fieldNames()).containsExactly("predictions");
        assertThat(predictions).hasSize(3);
        assertThat(predictions.getJsonArray(0).getJsonObject(0).fieldNames())
                .contains("index", "label", "score", "probability");
        assertThat(predictions.getJsonArray(1)).isEqualTo(predictions.getJsonArray(0));
    }

    @Test
    void anExplanationForEachInstanceAsTheParametersSay() {
        // Given
        JsonObject request = new JsonObject()
                .put("instances", new JsonArray().add(new JsonObject().put("image", server.sampleId())))
                .put("parameters", new JsonObject().put("method", "grad-cam").put("top", 2));
        // When
        JsonObject answer = answer(post("toybox-biased:explain", request));
        // Then
        JsonObject explanation = answer.getJsonArray("explanations").getJsonObject(0);
        assertThat(explanation.getString("model")).isEqualTo("toybox-biased");
        assertThat(explanation.getString("method")).isEqualTo("grad-cam");
        assertThat(explanation.getJsonArray("maps")).hasSize(2);
        assertThat(answer.getJsonArray("predictions").getJsonArray(0))
                .isEqualTo(explanation.getJsonArray("predictions"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                    | 400 | Send {"instances"
            [1]                                                   | 400 | must be a JSON object
            {"instances": []}                                     | 400 | 1 to 256 pictures
            {"instances": [[[0, 1], [2, 3]]]}                     | 400 | Instance 0 is no picture
            {"instances": [{"b64": "???="}]}                      | 400 |
            {"instances": [{"b64": "AAAA"}]}                      | 400 |
            {"instances": [{"image": "0"}]}                       | 404 |
            {"instances": [{"image": "0"}], "parameters": 7}      | 400 | 'parameters' must be
            {"instances": [{"image": "0"}], "colour": 7}          | 400 | no field 'colour'
            {"instances": [{"image": "0"}], "image": "0"}         | 400 | leave 'image' out
            """)
    void whatMakesNoSenseIsAnsweredByWhatWouldMakeSome(String json, int status, @Nullable String sentence) {
        // When
        HttpResponse<String> answer = server.send(server.request("/v1/models/toybox:explain")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(new JsonObject(answer.body()).getString("detail")).isNotBlank();
        if (sentence != null) {
            assertThat(new JsonObject(answer.body()).getString("detail")).contains(sentence);
        }
    }

    @Test
    void aModelOrAVerbThatIsNotThereIsA404() {
        JsonObject request = new JsonObject()
                .put("instances", new JsonArray().add(new JsonObject().put("image", server.sampleId())));
        assertThat(post("none:predict", request).statusCode()).isEqualTo(404);
        assertThat(post("toybox:train", request).statusCode()).isEqualTo(405);
    }

    private static HttpResponse<String> post(String path, JsonObject request) {
        return server.send(server.request("/v1/models/" + path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(request.encode())));
    }

    private static JsonObject answer(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonObject(response.body());
    }
}
