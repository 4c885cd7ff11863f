package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How far a map may be believed, asked over HTTP of the real engine. */
class CheckStudyIT {

    private static final int MOST_FORWARDS = 200;

    @TempDir
    static Path data;

    @AutoClose
    private static ServerFixture server;

    private static String image;

    @BeforeAll
    static void start() {
        server = ServerFixture.withEngine(data);
        image = server.sampleId();
    }

    @Test
    void aGoodMapIsSupportedByEveryCheck() {
        // When
        List<JsonObject> lines = lines(check("grad-cam", "dog"));
        // Then
        JsonObject report = lines.getLast().getJsonObject("report");
        assertThat(report.getJsonObject("verdict").getString("level")).isEqualTo("supported");
        assertThat(outcomes(report)).containsOnly("supports").hasSize(4);
        assertThat(report.getJsonObject("hiding").getDouble("pValue")).isLessThanOrEqualTo(0.05);
        assertThat(report.getJsonObject("hiding").getString("text")).contains("the probability of 'dog' goes from");
        assertThat(report.getJsonObject("hiding").getJsonObject("deletion").getJsonArray("others"))
                .hasSize(3);
        assertThat(report.getJsonObject("cascade").getJsonArray("depths")).hasSize(5);
        assertThat(report.getInteger("forwards")).isBetween(100, MOST_FORWARDS);
        assertThat(report.getJsonArray("leftOut")).isEmpty();
        assertThat(report.encode()).doesNotContain("NaN");
        List<Double> fractions = lines.subList(0, lines.size() - 1).stream()
                .map(line -> line.getJsonObject("progress").getDouble("fraction"))
                .toList();
        assertThat(fractions).isSorted().startsWith(0.0).hasSizeGreaterThan(2);
    }

    @Test
    void theMapOfAClassThatIsNotInThePictureIsSaidToBeThat() {
        // When
        JsonObject report = report(check("grad-cam", "airplane"));
        // Then
        assertThat(report.getJsonObject("verdict").getString("level")).isEqualTo("absent");
        assertThat(report.getJsonObject("verdict").getString("reason"))
                .startsWith("The model does not say 'airplane' here")
                .contains("'cat'");
    }

    @ParameterizedTest
    @CsvSource({"eigen-cam, not-of-class, Not about this class", "guided-backprop, edges, 'Shows edges, not reasons'"})
    void whatKnowsNothingOfClassOrModelIsFoundOut(String method, String level, String title) {
        // When
        JsonObject report = report(check(method, "dog"));
        // Then
        assertThat(report.getJsonObject("verdict").getString("level")).isEqualTo(level);
        assertThat(report.getJsonObject("verdict").getString("title")).isEqualTo(title);
        assertThat(report.getJsonObject("classes").getString("outcome")).isEqualTo("contradicts");
        assertThat(report.getInteger("forwards")).isLessThanOrEqualTo(MOST_FORWARDS);
    }

    @Test
    void aMethodThatAsksOftenIsAskedLess() {
        // When
        JsonObject report = report(check("rise", "dog").put("masks", 200));
        // Then
        assertThat(report.getJsonObject("cascade").getJsonArray("depths")).hasSize(1);
        assertThat(report.getJsonArray("leftOut").getJsonObject(0).getString("question"))
                .isEqualTo("stability");
        assertThat(report.getJsonArray("leftOut").getJsonObject(0).getString("reason"))
                .startsWith("RISE asks the model about 201 times for one map");
    }

    @Test
    void aMapThatIsNothingIsNotChecked() {
        // Given
        String black = new JsonObject(server.send(server.request("/api/images")
                                .POST(BodyPublishers.ofByteArray(Pictures.plain("black.png", 0, 0, 0).buffer)))
                        .body())
                .getString("id");
        // When
        JsonObject report = report(check("integrated-gradients", "dog").put("images", new JsonArray().add(black)));
        // Then
        assertThat(report.getJsonObject("verdict").getString("title")).isEqualTo("Nothing here to check");
        assertThat(report.getJsonObject("verdict").getString("reason"))
                .startsWith("The picture is the same as the baseline");
        assertThat(outcomes(report)).isEmpty();
    }

    @Test
    void aPictureOfOneColourIsCheckedWithoutNumbersThatAreNone() {
        // Given
        String grey = new JsonObject(server.send(server.request("/api/images")
                                .POST(BodyPublishers.ofByteArray(Pictures.plain("grey.png", 99, 99, 99).buffer)))
                        .body())
                .getString("id");
        // When
        JsonObject report = report(check("cam", "dog").put("images", new JsonArray().add(grey)));
        // Then
        assertThat(report.getJsonObject("verdict").getString("level")).isNotEqualTo("supported");
        assertThat(report.encode()).doesNotContain("NaN").doesNotContain("Infinity");
    }

    @Test
    void theSameSeedGivesTheSameNumbers() {
        // When
        JsonObject one = report(check("cam", "dog").put("options", new JsonObject().put("repetitions", 19)));
        JsonObject other = report(check("cam", "dog").put("options", new JsonObject().put("repetitions", 19)));
        // Then
        assertThat(one.getJsonObject("hiding")).isEqualTo(other.getJsonObject("hiding"));
        assertThat(one.getJsonObject("hiding").getDouble("pValue")).isGreaterThanOrEqualTo(0.05);
    }

    @Test
    void whoeverAsksInFrenchIsAnsweredInFrench() {
        // When
        HttpResponse<String> answer = server.send(request(check("cam", "dog")).header("Accept-Language", "fr"));
        // Then
        assertThat(answer.headers().firstValue("content-language")).contains("fr");
        assertThat(answer.body()).contains("Soutenue par chaque test").contains("la probabilité de «\u00a0dog\u00a0»");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"repetitions": 5} | 'repetitions' is 5 but must be a whole number from 19 to 999.
            {"seed": "x"}      | 'seed' is "x" but must be a whole number from 0 to 2147483647.
            {"hide": "black"}  | 'hide' is "black" but must be blurred or mean.
            {"speed": 1}       | There is no option 'speed'. There are: hide, repetitions, seed.
            """)
    void anOptionThatCannotBeIsRefusedWithWhatCan(String options, String detail) {
        // When
        HttpResponse<String> answer = server.send(request(check("cam", "dog").put("options", new JsonObject(options))));
        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body()).getString("detail")).isEqualTo(detail);
    }

    @Test
    void whatIsNoCheckOfOneMapIsRefused() {
        assertThat(detail(check("feature-factorization", "dog"))).contains("choose another method");
        assertThat(detail(check("cam", "dog")
                        .put("classes", new JsonArray().add(0).add(1))))
                .isEqualTo("A check is about the map of one class. Name one in 'classes'.");
        assertThat(detail(check("cam", "dog")
                        .put("images", new JsonArray().add(image).add(image))))
                .isEqualTo("A check is about one picture, given 2.");
    }

    @Test
    void aStudyThatThereIsNotIsNotFound() {
        // When
        HttpResponse<String> answer = server.send(server.request("/api/studies/chess")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(check("cam", "dog").encode())));
        // Then
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("There is no study 'chess'").contains("check");
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "bias", "methods"})
    void whoeverLeavesStopsAStudyAndOthersAreServedMeanwhile(String study) throws Exception {
        // Given
        JsonObject endless = check("rise", "cat").put("masks", 20_000);
        if (study.equals("methods")) {
            endless.put("options", new JsonObject().put("methods", new JsonArray().add("rise")));
        }
        HttpResponse<InputStream> answer =
                server.http.send(request(study, endless).build(), BodyHandlers.ofInputStream());
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(reader.readLine()).contains("progress");
            // When
            for (int request = 0; request < 10; request++) {
                HttpResponse<String> other = server.explain(new JsonObject()
                        .put("image", image)
                        .put("method", "grad-cam")
                        .encode());
                assertThat(other.statusCode()).isEqualTo(200);
            }
            // Then
            assertThat(server.metric("regard_explanations_admitted")).isEqualTo(1);
        }
        await().untilAsserted(() ->
                assertThat(server.metric("regard_explanations_admitted")).isZero());
    }

    private static JsonObject check(String method, String label) {
        return new JsonObject()
                .put("images", new JsonArray().add(image))
                .put("model", "toybox")
                .put("method", method)
                .put("classes", new JsonArray().add(label));
    }

    private static HttpRequest.Builder request(JsonObject body) {
        return request("check", body);
    }

    private static HttpRequest.Builder request(String study, JsonObject body) {
        return server.request("/api/studies/" + study)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.encode()));
    }

    private static List<JsonObject> lines(JsonObject body) {
        HttpResponse<String> answer = server.send(request(body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().lines().map(JsonObject::new).toList();
    }

    private static JsonObject report(JsonObject body) {
        return lines(body).getLast().getJsonObject("report");
    }

    private static String detail(JsonObject body) {
        HttpResponse<String> answer = server.send(request(body));
        assertThat(answer.statusCode()).isEqualTo(400);
        return new JsonObject(answer.body()).getString("detail");
    }

    private static List<String> outcomes(JsonObject report) {
        return List.of("hiding", "classes", "cascade", "stability").stream()
                .filter(report::containsKey)
                .map(question -> report.getJsonObject(question).getString("outcome"))
                .toList();
    }
}
