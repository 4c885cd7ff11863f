package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.TemporaryFolder;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was answered before, and is not worked out or sent again. */
class ConditionalIT {

    private TemporaryFolder data;
    private ServerFixture server;

    @BeforeEach
    void start() {
        data = TemporaryFolder.create();
        server = ServerFixture.withEngine(data.path());
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        data.close();
    }

    @Test
    void theSameRequestGetsTheSameBytesWithoutWork() {
        // Given
        HttpResponse<String> first = explain("\"top\": 2");
        double explained = server.metric("regard_explanations_seconds_count");
        // When
        HttpResponse<String> again = explain("\"top\": 2, \"model\": \"toybox\", \"method\": \"cam\"");
        // Then
        assertThat(header(first, "cache-status")).isEqualTo("regard; fwd=miss");
        assertThat(header(again, "cache-status")).isEqualTo("regard; hit");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(header(again, "etag")).isEqualTo(header(first, "etag")).startsWith("\"");
        assertThat(server.metric("regard_explanations_seconds_count")).isEqualTo(explained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"top\": 3",
                "\"classes\": [\"cat\"]",
                "\"method\": \"grad-cam\"",
                "\"smooth\": true",
                "\"model\": \"toybox-biased\""
            })
    void anotherRequestIsAnotherExplanation(String fields) {
        // Given
        HttpResponse<String> first = explain("\"top\": 2");
        // When
        HttpResponse<String> other = explain(fields);
        // Then
        assertThat(header(other, "cache-status")).isEqualTo("regard; fwd=miss");
        assertThat(id(other)).isNotEqualTo(id(first));
    }

    @Test
    void anotherLayerIsAnotherExplanation() {
        // Given
        String first = new JsonObject(server.get("/api/models/toybox").body())
                .getJsonArray("layers")
                .getJsonObject(0)
                .getString("name");
        HttpResponse<String> recommended = explain("\"method\": \"layer-cam\"");
        // When
        HttpResponse<String> other = explain("\"method\": \"layer-cam\", \"layer\": \"" + first + "\"");
        // Then
        assertThat(header(other, "cache-status")).isEqualTo("regard; fwd=miss");
        assertThat(id(other)).isNotEqualTo(id(recommended));
    }

    @Test
    void aSeedIsPartOfTheRequestAndItsDefaultIsOne() {
        // Given
        explain("\"method\": \"rise\", \"masks\": 8, \"seed\": 1");
        // Then
        assertThat(header(explain("\"method\": \"rise\", \"masks\": 8"), "cache-status"))
                .isEqualTo("regard; hit");
        assertThat(header(explain("\"method\": \"rise\", \"masks\": 8, \"seed\": 2"), "cache-status"))
                .isEqualTo("regard; fwd=miss");
    }

    @Test
    void anExplanationHasAnAddressThatSendsItOnlyToWhoHasItNot() {
        // Given
        HttpResponse<String> posted = explain("\"top\": 1");
        String address = header(posted, "content-location");
        // When
        HttpResponse<String> fetched = server.get(address);
        HttpResponse<String> known =
                server.send(server.request(address).header("If-None-Match", header(posted, "etag")));
        HttpResponse<String> otherKnown = server.send(server.request(address).header("If-None-Match", "\"other\""));
        // Then
        assertThat(address).isEqualTo("/api/explanations/" + id(posted));
        assertThat(fetched.body()).isEqualTo(posted.body());
        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(known.body()).isEmpty();
        assertThat(otherKnown.statusCode()).isEqualTo(200);
        assertThat(server.get("/api/explanations/" + "0".repeat(64)).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aConditionDoesNotKeepARequestFromBeingAnswered() {
        // Given
        String tag = header(explain("\"top\": 1"), "etag");
        // When
        HttpResponse<String> answer = server.send(request("\"top\": 1").header("If-None-Match", tag));
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"maps\"");
    }

    @Test
    void whoDoesNotWantToWaitGetsAtOnceWhatIsThere() {
        // Given
        explain("\"top\": 1");
        // When
        HttpResponse<String> answer = server.send(request("\"top\": 1").header("Prefer", "respond-async"));
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "cache-status")).isEqualTo("regard; hit");
    }

    @Test
    void aModelThatChangedIsAskedAnew() throws IOException {
        // Given
        add("mine");
        HttpResponse<String> before = explain("\"model\": \"mine\"");
        // When
        server.send(admin("/api/models/mine/preprocessing")
                .PUT(BodyPublishers.ofString("{\"preset\": \"imagenet-whole\"}")));
        HttpResponse<String> after = explain("\"model\": \"mine\"");
        // Then
        assertThat(header(after, "cache-status")).isEqualTo("regard; fwd=miss");
        assertThat(id(after)).isNotEqualTo(id(before));
        assertThat(server.get(header(before, "content-location")).statusCode()).isEqualTo(404);
    }

    @Test
    void aModelThatIsGoneIsNotAnsweredFor() throws IOException {
        // Given
        add("mine");
        HttpResponse<String> before = explain("\"model\": \"mine\"");
        // When
        server.send(admin("/api/models/mine").DELETE());
        // Then
        assertThat(explain("\"model\": \"mine\"").statusCode()).isEqualTo(404);
        assertThat(server.get(header(before, "content-location")).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/models", "/api/models/toybox", "/api/methods", "/openapi.yaml"})
    void whatHasNotChangedIsNotSentAgain(String path) {
        // Given
        String tag = header(server.get(path), "etag");
        // When
        HttpResponse<String> again = server.send(server.request(path).header("If-None-Match", "\"other\", W/" + tag));
        // Then
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(header(again, "etag")).isEqualTo(tag);
    }

    private void add(String name) throws IOException {
        HttpResponse<String> added = server.send(admin("/api/models/" + name)
                .PUT(BodyPublishers.ofByteArray(Files.readAllBytes(Path.of("models/toybox/model.onnx")))));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    }

    private HttpRequest.Builder admin(String path) {
        return server.request(path).header("Authorization", "Bearer " + ServerFixture.TOKEN);
    }

    private HttpResponse<String> explain(String fields) {
        return server.send(request(fields));
    }

    private HttpRequest.Builder request(String fields) {
        return server.request("/api/explanations")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"image\": \"%s\", %s}".formatted(server.sampleId(), fields)));
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static String id(HttpResponse<String> response) {
        return new JsonObject(response.body()).getString("hash");
    }
}
