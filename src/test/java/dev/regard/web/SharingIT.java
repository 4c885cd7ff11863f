package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links that keep what they show, over HTTP. */
class SharingIT {

    @TempDir
    Path data;

    @TempDir
    Path models;

    @BeforeEach
    void aModelOfItsOwn() throws IOException {
        Files.createDirectory(models.resolve("mine"));
        for (String file : new String[] {"model.onnx", "config.json", "preprocessor_config.json"}) {
            Files.copy(Path.of("models/toybox", file), models.resolve("mine").resolve(file));
        }
    }

    @Test
    void aLinkShowsTheSameAfterAStartAndSaysWhenItsModelHasChangedOrGone() throws Exception {
        // Given
        JsonObject made;
        JsonArray maps;
        try (ServerFixture server = start()) {
            made = make(server, link(server));
            maps = maps(open(server, made));
            assertThat(open(server, made).getJsonObject("models")).isEqualTo(models("same"));
        }
        try (ServerFixture server = start()) {
            // When the server was started again
            JsonObject link = open(server, made);
            // Then
            assertThat(maps(link)).isEqualTo(maps);
            assertThat(link.getJsonObject("models")).isEqualTo(models("same"));
            assertThat(link.getString("title")).isEqualTo("my picture");
            // And the picture can be asked about again
            String image = link.getJsonArray("explanations")
                    .getJsonObject(0)
                    .getJsonObject("image")
                    .getString("id");
            assertThat(server.get("/api/images/" + image).statusCode()).isEqualTo(200);
        }
        // When pictures are prepared in another way
        Path preprocessing = models.resolve("mine/preprocessor_config.json");
        Files.writeString(preprocessing, Files.readString(preprocessing).replace("\"image_mean\"", "\"former_mean\""));
        try (ServerFixture server = start()) {
            // Then
            JsonObject link = open(server, made);
            assertThat(maps(link)).isEqualTo(maps);
            assertThat(link.getJsonObject("models")).isEqualTo(models("changed"));
        }
        // When the model is gone
        Files.walk(models.resolve("mine"))
                .sorted(java.util.Comparator.reverseOrder())
                .forEach(file -> file.toFile().delete());
        try (ServerFixture server = start()) {
            // Then
            JsonObject link = open(server, made);
            assertThat(maps(link)).isEqualTo(maps);
            assertThat(link.getJsonObject("models")).isEqualTo(models("gone"));
        }
    }

    @Test
    void itsTokenDeletesItAndNoOther() throws Exception {
        try (ServerFixture server = start()) {
            // Given
            JsonObject made = make(server, link(server));
            String address = "/api/links/" + made.getString("id");
            // When
            HttpResponse<String> without = server.send(server.request(address).DELETE());
            HttpResponse<String> wrong = server.send(server.request(address)
                    .header("Authorization", "Bearer guessed")
                    .DELETE());
            // Then
            assertThat(without.statusCode()).isEqualTo(401);
            assertThat(wrong.statusCode()).isEqualTo(403);
            assertThat(server.get(address).statusCode()).isEqualTo(200);
            // When
            HttpResponse<String> right = server.send(server.request(address)
                    .header("Authorization", "Bearer " + made.getString("token"))
                    .DELETE());
            // Then
            assertThat(right.statusCode()).isEqualTo(204);
            for (String gone : new String[] {"", "/picture", "/drawing"}) {
                assertThat(server.get(address + gone).statusCode()).isEqualTo(404);
            }
            assertThat(server.get(made.getString("path") + "/embed").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void chatsAreToldWhatItShows() throws Exception {
        try (ServerFixture server = start()) {
            // Given
            JsonObject made = make(server, link(server));
            // When
            String page = server.get(made.getString("path")).body();
            HttpResponse<String> drawing = server.get("/api/links/" + made.getString("id") + "/drawing");
            // Then
            assertThat(page)
                    .contains("property=\"og:image\" content=\"http://127.0.0.1:" + server.port + "/api/links/"
                            + made.getString("id") + "/drawing\"")
                    .contains("Where the model sees “dog”");
            assertThat(drawing.headers().firstValue("content-type")).contains("image/png");
        }
    }

    @Test
    void onlyTheFrameMayStandInOtherSitesPages() throws Exception {
        try (ServerFixture server = start()) {
            // Given
            String path = make(server, link(server)).getString("path");
            // When
            HttpResponse<String> page = server.get(path);
            HttpResponse<String> frame = server.get(path + "/embed");
            // Then
            assertThat(policy(page)).contains("frame-ancestors 'self'");
            assertThat(policy(frame))
                    .contains("frame-ancestors *")
                    .contains("default-src 'none'")
                    .doesNotContain("script");
        }
    }

    static Stream<String> hostileFields() {
        return Stream.of("""
                {"address": "//evil.example/"}""", """
                {"address": "https://evil.example/"}""", """
                {"address": "javascript:alert(1)"}""", """
                {"address": "/?x=<script>alert(1)</script>"}""", """
                {"address": "/\\\\evil.example"}""", """
                {"address": "/api/models"}""", """
                {"address": 7}""", """
                {"title": ["a"]}""", """
                {"image": "../../links"}""", """
                {"image": "http://127.0.0.1/"}""", """
                {"explanations": []}""", """
                {"explanations": [{"model": "mine", "url": "http://127.0.0.1/"}]}""", """
                {"explanations": [{"model": "../mine"}]}""", """
                {"explanations": [7]}""", """
                {"explanations": "all"}""", """
                {"maps": []}""");
    }

    @ParameterizedTest
    @MethodSource("hostileFields")
    void whatMakesNoSenseOrLeadsElsewhereIsRefused(String field) throws Exception {
        try (ServerFixture server = start()) {
            // When
            HttpResponse<String> answer = send(server, link(server).mergeIn(new JsonObject(field)));
            // Then
            assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 422);
            assertThat(data.resolve("links")).isEmptyDirectory();
        }
    }

    @Test
    void markupInATitleStaysText() throws Exception {
        try (ServerFixture server = start()) {
            // Given
            JsonObject made = make(server, link(server).put("title", "<img src=x onerror=alert(1)>\"'"));
            // When
            String path = made.getString("path");
            // Then
            for (String page : new String[] {path, path + "/embed", path + "/report"}) {
                assertThat(server.get(page).body()).doesNotContain("<img src=x");
            }
        }
    }

    private ServerFixture start() {
        return ServerFixture.withEngine(data, java.util.List.of(models));
    }

    private static JsonObject link(ServerFixture server) {
        return new JsonObject()
                .put("image", server.sampleId())
                .put("address", "/?class=dog")
                .put("title", "my picture")
                .put(
                        "explanations",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("model", "mine")
                                        .put("method", "cam")
                                        .put(
                                                "classes",
                                                new JsonArray().add("dog").add("cat"))));
    }

    private static HttpResponse<String> send(ServerFixture server, JsonObject link) {
        return server.send(server.request("/api/links")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(link.encode())));
    }

    private static JsonObject make(ServerFixture server, JsonObject link) {
        HttpResponse<String> answer = send(server, link);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new JsonObject(answer.body());
    }

    private static JsonObject open(ServerFixture server, JsonObject made) {
        HttpResponse<String> answer = server.get("/api/links/" + made.getString("id"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private static JsonArray maps(JsonObject link) {
        return link.getJsonArray("explanations").getJsonObject(0).getJsonArray("maps");
    }

    private static JsonObject models(String change) {
        return new JsonObject().put("mine", change);
    }

    private static String policy(HttpResponse<String> answer) {
        return answer.headers().firstValue("content-security-policy").orElseThrow();
    }
}
