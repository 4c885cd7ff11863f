package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpIT {

    @TempDir
    static Path data;

    @AutoClose
    private static ServerFixture server;

    @BeforeAll
    static void start() {
        server = ServerFixture.withEngine(data);
    }

    @Test
    void explainsAPictureInAForm() throws IOException {
        // When
        HttpResponse<String> response = server.send(form("top", "2", Files.readAllBytes(ServerFixture.DOG_AND_CAT)));

        // Then
        JsonObject explanation = new JsonObject(response.body());
        assertThat(explanation.fieldNames())
                .contains("model", "method", "layer", "device", "image", "seen", "predictions", "maps", "timing");
        assertThat(explanation.getJsonArray("maps")).hasSize(2);
        JsonObject map = explanation.getJsonArray("maps").getJsonObject(0);
        assertThat(Base64.getDecoder().decode(map.getString("values")))
                .hasSize(4 * map.getInteger("width") * map.getInteger("height"));
    }

    @Test
    void thePictureThatWasExplainedCanBeFetched() throws IOException {
        // Given
        byte[] picture = Arrays.copyOf(Files.readAllBytes(ServerFixture.DOG_AND_CAT), 60_000);
        JsonObject explanation =
                new JsonObject(server.send(form("top", "1", picture)).body());

        // When
        HttpResponse<String> response =
                server.get("/api/images/" + explanation.getJsonObject("image").getString("id"));

        // Then
        assertThat(response.headers().firstValue("content-type")).contains("image/jpeg");
        assertThat(response.headers().firstValue("cache-control").orElse("")).contains("immutable");
        assertThat(response.headers().allValues("content-security-policy"))
                .containsExactly("default-src 'none'; sandbox");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"classes\": [\"cat\"]",
                "\"method\": \"feature-factorization\"",
                "\"method\": \"rise\", \"masks\": 50"
            })
    void drawsWhereAPngIsAskedFor(String fields) throws Exception {
        // When
        HttpResponse<byte[]> response = server.http.send(
                server.request("/api/explanations")
                        .header("Content-Type", "application/json")
                        .header("Accept", "image/png")
                        .POST(BodyPublishers.ofString(json(fields)))
                        .build(),
                BodyHandlers.ofByteArray());

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(PictureType.of(Buffer.buffer(response.body()))).isEqualTo("image/png");
    }

    @Test
    void ofMoreClassesThanThereAreAllAreExplained() {
        JsonObject explanation =
                new JsonObject(server.explain(json("\"top\": 99999")).body());
        assertThat(explanation.getJsonArray("maps")).hasSize(24);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"top\": 0",
                "\"top\": \"many\"",
                "\"top\": 1, \"classes\": [1]",
                "\"classes\": [4711]",
                "\"classes\": [\"no such class\"]",
                "\"method\": \"no such method\"",
                "\"layer\": \"no such layer\"",
                "\"url\": \"http://example.com\"",
                "\"colour\": \"red\"",
                "\"method\": \"rise\", \"smooth\": \"perhaps\""
            })
    void aFieldThatMakesNoSenseIsA400(String field) {
        assertProblem(server.explain(json(field)), 400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"masks\": 0",
                "\"baseline\": \"puce\"",
                "\"smooth\": \"perhaps\"",
                "\"classes\": [\"no such class\"]",
                "\"classes\": \"all\"",
                "\"layer\": \"no such layer\""
            })
    void whoDoesNotWaitIsRefusedTheSame(String field) {
        // Given
        String request = json("\"method\": \"rise\", " + field);
        // When
        HttpResponse<String> refused = server.send(server.request("/api/explanations")
                .header("Content-Type", "application/json")
                .header("Prefer", "respond-async")
                .POST(BodyPublishers.ofString(request)));
        // Then
        assertProblem(refused, 400);
        assertThat(refused.body()).isEqualTo(server.explain(request).body());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rise      | masks    | 0           | from 1 to 20000
            rise      | masks    | 1000000     | from 1 to 20000
            rise      | masks    | 7.5         | from 1 to 20000
            rise      | cells    | 1           | from 2 to 32
            rise      | seed     | -1          | from 0 to 2147483647
            rise      | seed     | 99999999999 | from 0 to 2147483647
            ss-cam    | seed     | -7          | from 0 to 2147483647
            ss-cam    | samples  | 0           | from 1 to 200
            ss-cam    | noise    | 0           | from 0.001 to 1
            is-cam    | steps    | 0           | from 1 to 1000
            occlusion | window   | 225         | from 1 to 224
            occlusion | window   | 0           | from 1 to 4096
            occlusion | stride   | 100         | from 1 to 32
            score-cam | channels | 0           | from 1 to 100000
            score-cam | channels | 99999       | from 1 to 128
            group-cam | groups   | 0           | from 1 to 256
            finer-cam | alpha    | 3           | from 0 to 2
            feature-factorization | concepts | 1 | from 2 to 16
            """)
    void anOptionOutOfRangeIsA400ThatSaysTheRange(String method, String option, String value, String range) {
        // When
        HttpResponse<String> refused =
                server.explain(json("\"method\": \"%s\", \"%s\": %s".formatted(method, option, value)));
        // Then
        assertProblem(refused, 400);
        assertThat(new JsonObject(refused.body()).getString("detail")).contains("'" + option + "'", value, range);
    }

    @Test
    void anUnknownOptionIsA400ThatNamesThoseThereAre() {
        // When
        HttpResponse<String> refused = server.explain(json("\"method\": \"rise\", \"maskz\": 7"));
        // Then
        assertProblem(refused, 400);
        assertThat(refused.body()).contains("maskz", "masks", "window", "seed");
    }

    @Test
    void theCostIsToldBeforehand() {
        // When
        JsonObject few = new JsonObject(
                server.get("/api/models/toybox/cost?method=rise&masks=100").body());
        JsonObject many = new JsonObject(
                server.get("/api/models/toybox/cost?method=rise&masks=10000").body());
        // Then
        assertThat(few.getDouble("millis")).isPositive();
        assertThat(few.getDouble("forwards")).isEqualTo(101);
        assertThat(many.getDouble("forwards")).isEqualTo(10_001);
        assertProblem(server.get("/api/models/toybox/cost?method=rise&masks=0"), 400);
        assertProblem(server.get("/api/models/none/cost?method=rise"), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "null", "", "{}", "{\"image\": 7}"})
    void aBodyThatMakesNoSenseIsA400(String body) {
        assertProblem(server.explain(body), 400);
    }

    @Test
    void anUnknownModelIsA404() {
        assertProblem(server.explain(json("\"model\": \"no such model\"")), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000", "..%2f..%2fpom.xml", "%2e%2e", "A"})
    void aPictureThatIsNotThereIsA404(String id) {
        assertProblem(server.get("/api/images/" + id), 404);
    }

    @Test
    void bytesThatAreNoPictureAreA400() {
        assertProblem(server.send(server.request("/api/images").POST(BodyPublishers.ofString("no picture"))), 400);
    }

    @Test
    void aPictureThatIsCutOffIsA400AndNotStored() throws IOException {
        // Given
        byte[] whole = Files.readAllBytes(ServerFixture.DOG_AND_CAT);
        byte[] cut = Arrays.copyOf(whole, whole.length / 2);
        // When
        HttpResponse<String> answer = server.send(server.request("/api/images").POST(BodyPublishers.ofByteArray(cut)));
        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("cut off");
    }

    @Test
    void anEmptyPictureIsA400() {
        assertProblem(server.send(server.request("/api/images").POST(BodyPublishers.noBody())), 400);
    }

    @Test
    void aFormThatIsNoneIsA400() {
        assertProblem(
                server.send(server.request("/api/images")
                        .header("Content-Type", "multipart/form-data")
                        .POST(BodyPublishers.ofString("x"))),
                400);
    }

    @Test
    void anotherTypeOfBodyIsA415() {
        assertProblem(
                server.send(server.request("/api/explanations")
                        .header("Content-Type", "text/plain")
                        .POST(BodyPublishers.ofString("x"))),
                415);
    }

    @Test
    void aPictureThatSaysItIsTooLargeIsA413() {
        assertProblem(
                server.send(server.request("/api/images")
                        .POST(BodyPublishers.ofByteArray(new byte[Limits.PICTURE_BYTES + 1]))),
                413);
    }

    @Test
    void aPictureInPiecesThatGrowsTooLargeIsA413() {
        // Given
        List<byte[]> pieces = Collections.nCopies(22, new byte[1 << 20]);

        // Then
        assertProblem(server.send(server.request("/api/images").POST(BodyPublishers.ofByteArrays(pieces))), 413);
    }

    @Test
    void formsLeaveNothingButTheirPictures() throws IOException {
        // When
        server.send(form("top", "1", Files.readAllBytes(ServerFixture.DOG_AND_CAT)));

        // Then
        try (var folders = Files.list(data)) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .containsOnly("images", "links", "models");
        }
    }

    @ParameterizedTest
    @CsvSource({"/nothing, GET, 404", "/api/models, PUT, 405", "/api/models/none, GET, 404", "/api/live, GET, 426"})
    void whatTheRouterRefusesIsAProblemToo(String path, String method, int status) {
        assertProblem(server.send(server.request(path).method(method, BodyPublishers.noBody())), status);
    }

    @Test
    void aWrongMethodIsToldTheRightOnes() {
        // When
        HttpResponse<String> response =
                server.send(server.request("/api/methods").DELETE());

        // Then
        assertThat(response.headers().firstValue("allow")).contains("GET, HEAD");
    }

    @Test
    void modelsAndMethodsAreListed() {
        assertThat(new JsonObject(server.get("/api/models").body()).getJsonArray("models"))
                .isNotEmpty();
        assertThat(new JsonObject(server.get("/api/models/toybox").body()).getJsonArray("layers"))
                .isNotEmpty();
        assertThat(new JsonObject(server.get("/api/methods").body()).getJsonArray("methods"))
                .isNotEmpty();
    }

    @Test
    void staticFilesAreKeptForEverUnderTheirHash() {
        // Given
        Matcher address =
                Pattern.compile("/static/[0-9a-f]+").matcher(server.get("/").body());
        assertThat(address.find()).isTrue();

        // When
        HttpResponse<String> file = server.get(address.group() + "/samples/scenes.json");
        HttpResponse<String> old = server.get("/static/0000/samples/scenes.json");

        // Then
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("cache-control").orElse("")).contains("immutable", "31536000");
        assertThat(old.statusCode()).isEqualTo(307);
        assertThat(old.headers().firstValue("location")).contains(address.group() + "/samples/scenes.json");
    }

    @Test
    void everyResponseHasTheSecurityHeaders() {
        assertThat(List.of("/", "/api/models", "/nothing", "/health/live", "/metrics"))
                .allSatisfy(path -> assertThat(server.get(path).headers().map())
                        .containsKeys("content-security-policy", "x-content-type-options", "referrer-policy"));
    }

    @Test
    void operatorsAreAnswered() {
        assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(server.get("/metrics").body()).contains("regard_queue_length");
    }

    @Test
    void theDescriptionNamesEveryRouteAndNoOther() {
        assertThat(described()).isEqualTo(server.routes());
    }

    @Test
    void theDescriptionNamesEveryField() {
        // Given
        String description = server.get("/openapi.yaml").body();
        Set<String> fields = new TreeSet<>();
        // When
        fields(new JsonObject(server.get("/api/models").body()), fields);
        fields(new JsonObject(server.get("/api/methods").body()), fields);
        fields(
                new JsonObject(server.explain(json("\"method\": \"integrated-gradients\", \"steps\": 1"))
                        .body()),
                fields);
        fields(
                new JsonObject(server.explain(json("\"method\": \"score-cam\", \"channels\": 1"))
                        .body()),
                fields);
        fields(
                new JsonObject(server.explain(json("\"method\": \"feature-factorization\""))
                        .body()),
                fields);
        // Then
        assertThat(fields).contains("options", "completeness", "innerLayers", "looked", "concepts", "share");
        assertThat(fields).allSatisfy(field -> assertThat(description).containsPattern("\\b" + field + ":\\s"));
    }

    private static void fields(Object value, Set<String> fields) {
        if (value instanceof JsonObject object) {
            fields.addAll(object.fieldNames());
            object.forEach(field -> fields(field.getValue(), fields));
        } else if (value instanceof JsonArray list) {
            list.forEach(each -> fields(each, fields));
        }
    }

    private static TreeSet<String> described() {
        TreeSet<String> routes = new TreeSet<>();
        String path = "";
        for (String line : server.get("/openapi.yaml").body().split("\n")) {
            if (line.matches("  /.*:")) {
                path = line.strip().replaceFirst(":$", "");
            } else if (line.matches("    (get|post|put|delete):")) {
                routes.add(line.strip().replace(":", "").toUpperCase(Locale.ROOT) + " " + path);
            } else if (line.equals("components:")) {
                break;
            }
        }
        return routes;
    }

    private static String json(String field) {
        return "{\"image\": \"" + server.sampleId() + "\", " + field + "}";
    }

    private static HttpRequest.Builder form(String name, String value, byte[] picture) {
        Buffer body = Buffer.buffer("--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value
                        + "\r\n--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.jpg\"\r\n"
                        + "Content-Type: image/jpeg\r\n\r\n")
                .appendBytes(picture)
                .appendBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
        return server.request("/api/explanations")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofByteArray(body.getBytes()));
    }

    private static void assertProblem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
        JsonObject problem = new JsonObject(response.body());
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("detail")).isNotBlank().doesNotContain("Exception", "dev.regard", "/work");
    }
}
