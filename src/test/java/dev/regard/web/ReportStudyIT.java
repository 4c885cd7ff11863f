package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.Rectangle;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A report about a model, asked for over HTTP. */
class ReportStudyIT {

    @TempDir
    private static Path data;

    @AutoClose
    private static ServerFixture server;

    @BeforeAll
    static void start() {
        server = ServerFixture.withEngine(data);
    }

    @Test
    void itJoinsMethodsBiasAndChecks() throws IOException {
        // Given one picture twice, which tells no more than once
        JsonArray images = pictures("01-dog-and-cat.jpg", "10-farm.jpg", "01-dog-and-cat.jpg");
        // When
        List<JsonObject> lines = lines(request(images, "fem", "grad-cam"));
        // Then
        List<Double> fractions =
                progress(lines).stream().map(each -> each.getDouble("fraction")).toList();
        assertThat(fractions).isSorted();
        assertThat(progress(lines).getFirst().getString("text")).isEqualTo("Part 1 of 4: Pictures looked at: 0 of 2");
        JsonObject report = lines.getLast().getJsonObject("report");
        assertThat(report.encode()).doesNotContain("NaN", data.toString());
        assertThat(report.getString("version")).matches("[0-9a-f]{64}");
        assertThat(report.getJsonObject("bias").getString("modelVersion")).isEqualTo(report.getString("version"));
        assertThat(report.getJsonObject("methods").getString("version")).isEqualTo(report.getString("version"));
        assertThat(report.getString("regard")).isEqualTo("development");
        assertThat(report.getInteger("pictures")).isEqualTo(2);
        assertThat(report.getJsonObject("classes").stream().mapToInt(each -> (int) each.getValue()))
                .hasSizeBetween(1, 2);
        assertThat(report.getJsonObject("input").getInteger("width")).isEqualTo(224);
        JsonObject methods = report.getJsonObject("methods");
        assertThat(methods.getJsonArray("methods")).hasSize(2);
        assertThat(methods.getInteger("pictures")).isEqualTo(2);
        JsonObject named = report.getJsonObject("class");
        assertThat(named.getBoolean("named")).isFalse();
        assertThat(report.getJsonObject("bias").getJsonObject("class").getString("label"))
                .isEqualTo(named.getString("label"));
        JsonObject check = report.getJsonArray("checks").getJsonObject(0);
        assertThat(images).contains(check.getString("image"));
        assertThat(check.getString("method"))
                .as("the one that tells classes apart")
                .isEqualTo("grad-cam");
        assertThat(check.getJsonObject("class").getString("label")).isEqualTo(named.getString("label"));
        assertThat(check.getJsonObject("verdict").getString("reason")).isNotBlank();
        assertThat(report.getJsonArray("limits"))
                .anyMatch(limit -> limit.toString().startsWith("Intervals are of 95 %"))
                .anyMatch(limit -> limit.toString().startsWith("Suspicious means"));
    }

    @Test
    void aPartThatCannotBeDoneSaysWhyAndTheRestStays() throws IOException {
        // Given a class that the picture does not show
        JsonObject request =
                request(pictures("01-dog-and-cat.jpg"), "cam").put("classes", new JsonArray().add("rocket"));
        // When
        JsonObject report = lines(request).getLast().getJsonObject("report");
        // Then
        assertThat(report.getJsonObject("class").getBoolean("named")).isTrue();
        assertThat(report.getJsonArray("checks")).hasSize(1);
        assertThat(report.getJsonArray("checks").getJsonObject(0).getString("problem"))
                .isEqualTo("The model takes none of these pictures for 'rocket': there is no map of it to check.");
        assertThat(report.getJsonObject("bias").getInteger("ofClass")).isZero();
        assertThat(report.getJsonObject("methods").getJsonArray("methods")).hasSize(1);
    }

    @Test
    void boxesRoundAnotherClassJudgeMethodsAndTellTheSearchForBiasNothing() throws IOException {
        // Given a box round the dog, and a report about cats
        JsonArray images = pictures("01-dog-and-cat.jpg");
        Rectangle dog = Scenes.box("A dog and a cat in a meadow", "dog");
        JsonObject boxes = new JsonObject().put(images.getString(0), List.of(dog.x, dog.y, dog.width, dog.height));
        JsonObject request = request(images, "cam").put("classes", new JsonArray().add("cat"));
        request.getJsonObject("options").put("boxes", boxes);
        JsonObject labelled = request.copy();
        labelled.getJsonObject("options").put("labels", new JsonObject().put(images.getString(0), "dog"));
        // When
        JsonObject ofTheDog = lines(labelled).getLast().getJsonObject("report");
        JsonObject ofNobodySaysWhat = lines(request).getLast().getJsonObject("report");
        // Then
        assertThat(ofTheDog.getJsonObject("bias").getJsonObject("mean").getValue("outside"))
                .isNull();
        assertThat(ofTheDog.getJsonObject("methods")
                        .getJsonArray("methods")
                        .getJsonObject(0)
                        .getJsonObject("metrics")
                        .getJsonObject("pointing-box")
                        .getDouble("mean"))
                .isEqualTo(1);
        assertThat(ofNobodySaysWhat.getJsonObject("bias").getJsonObject("mean").getDouble("outside"))
                .isGreaterThan(0.5);
    }

    @Test
    void aClassThatThereIsNotIsRefusedBeforeAnythingIsDone() throws IOException {
        // Given
        JsonArray images = pictures("01-dog-and-cat.jpg");
        JsonObject request = request(images, "cam");
        request.getJsonObject("options").put("labels", new JsonObject().put(images.getString(0), "unicorn"));
        // When
        HttpResponse<String> response = post(request);
        // Then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(response.body()).getString("detail")).startsWith("There is no class 'unicorn'.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"options": {"metric": "beauty"}}                  | There is no metric 'beauty'.
            {"options": {"seconds": 0}}                        | 'seconds' is 0 but must be a whole number from 1 to 600.
            {"options": {"metric": "energy-mask"}}             | The metric 'energy-mask' needs masks: give them in 'masks'.
            {"options": {"speed": 1}}                          | There is no option 'speed'. There are: metric, methods,
            {"classes": [1, 2]}                                | A report is about one class:
            {"classes": ["unicorn"]}                           | There is no class 'unicorn'.
            """)
    void whatMakesNoSenseIsRefusedBeforeAnythingIsDone(String fields, String said) {
        // When
        HttpResponse<String> response =
                post(new JsonObject(fields).put("images", new JsonArray().add(server.sampleId())));
        // Then
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(new JsonObject(response.body()).getString("detail")).startsWith(said);
    }

    private static JsonObject request(JsonArray images, String... methods) {
        return new JsonObject()
                .put("images", images)
                .put("model", "toybox")
                .put("options", new JsonObject().put("methods", new JsonArray(List.of(methods))));
    }

    /** Ids of samples. */
    private static JsonArray pictures(String... files) throws IOException {
        JsonArray ids = new JsonArray();
        for (String file : files) {
            HttpResponse<String> stored = server.send(
                    server.request("/api/images").POST(BodyPublishers.ofFile(Path.of("webroot/samples", file))));
            ids.add(new JsonObject(stored.body()).getString("id"));
        }
        return ids;
    }

    private static List<JsonObject> lines(JsonObject request) {
        HttpResponse<String> answer = post(request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().lines().map(JsonObject::new).toList();
    }

    private static List<JsonObject> progress(List<JsonObject> lines) {
        return lines.subList(0, lines.size() - 1).stream()
                .map(line -> line.getJsonObject("progress"))
                .toList();
    }

    private static HttpResponse<String> post(JsonObject request) {
        return server.send(server.request("/api/studies/report")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(request.encode())));
    }
}
