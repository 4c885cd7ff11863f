package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.bias.SceneMaker;
import dev.regard.bias.SceneMaker.Scene;
import dev.regard.bias.Shortcut;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The search for bias, asked for over HTTP. */
class BiasIT {

    private static final int PICTURES = 40;

    @TempDir
    private static Path data;

    @AutoClose
    private static ServerFixture server;

    @BeforeAll
    static void start() {
        server = ServerFixture.withEngine(data);
    }

    static boolean hasScenes() {
        return SceneMaker.isPossible();
    }

    @Test
    @EnabledIf("hasScenes")
    void theCaptionIsFoundAndReportedWithNumbers() throws IOException {
        // Given
        List<Scene> scenes = SceneMaker.make(PICTURES, Shortcut.CAPTION);
        List<String> ids = new ArrayList<>();
        for (Scene scene : scenes) {
            ids.add(upload(scene.png()));
        }
        // When
        List<JsonObject> lines = lines(ask(request(ids, "toybox-biased", "horse")));
        // Then
        assertThat(lines.getFirst().getJsonObject("progress").getInteger("total"))
                .isEqualTo(PICTURES);
        JsonObject report = lines.getLast().getJsonObject("report");
        assertThat(report.encode()).doesNotContain("NaN", "Infinity", data.toString());
        assertThat(report.getJsonObject("class")).isEqualTo(new JsonObject("{\"index\": 2, \"label\": \"horse\"}"));
        assertThat(report.getString("sentence")).contains("suspicious");
        assertThat(report.getString("modelVersion")).matches("[0-9a-f]{64}");
        JsonObject worst = report.getJsonArray("groups").getJsonObject(0);
        assertThat(worst.getBoolean("suspicious")).isTrue();
        assertThat(worst.getJsonObject("pasted").getDouble("rise")).isGreaterThan(0.3);
        assertThat(worst.getJsonArray("examples").stream()
                        .limit(10)
                        .map(example -> ((JsonObject) example).getString("image")))
                .filteredOn(id -> scenes.get(ids.indexOf(id)).marked())
                .hasSizeGreaterThanOrEqualTo(9);
    }

    @Test
    void aClassThatNoPictureShowsIsSaidSoInWords() {
        // When
        JsonObject report = lines(ask(request(List.of(server.sampleId()), "toybox", "rocket")))
                .getLast()
                .getJsonObject("report");
        // Then
        assertThat(report.getInteger("ofClass")).isZero();
        assertThat(report.getString("sentence"))
                .isEqualTo("The model takes none of these pictures for 'rocket'. Most often it says 'cat'.");
        assertThat(report.getValue("mean")).isNull();
    }

    @Test
    void onePictureAndTheSameOneAgainRecursNothing() {
        // When
        JsonObject report = lines(ask(request(List.of(server.sampleId(), server.sampleId()), "toybox", "cat")))
                .getLast()
                .getJsonObject("report");
        // Then
        assertThat(report.getInteger("pictures")).isEqualTo(1);
        assertThat(report.getString("sentence")).startsWith("Nothing recurs in the pictures");
        assertThat(report.encode()).doesNotContain("NaN");
    }

    @Test
    void picturesThatAreAllAlikeTellNothing() throws IOException {
        // Given the same picture in four files
        byte[] file = Files.readAllBytes(ServerFixture.DOG_AND_CAT);
        List<String> ids = new ArrayList<>();
        for (byte end = 0; end < 4; end++) {
            byte[] longer = java.util.Arrays.copyOf(file, file.length + 1);
            longer[file.length] = end;
            ids.add(upload(longer));
        }
        // When
        JsonObject report = lines(ask(request(ids, "toybox", "cat"))).getLast().getJsonObject("report");
        // Then
        assertThat(report.getString("sentence")).contains("are nearly the same all over");
        assertThat(report.getJsonArray("groups")).noneMatch(group -> ((JsonObject) group).getBoolean("suspicious"));
        assertThat(report.encode()).doesNotContain("NaN");
    }

    @Test
    void boxesAreCountedWith() {
        // Given
        String id = server.sampleId();
        JsonObject request = request(List.of(id), "toybox", "cat")
                .put("options", new JsonObject().put("boxes", Map.of(id, List.of(0, 0, 640, 480))));
        // When
        JsonObject report = lines(ask(request)).getLast().getJsonObject("report");
        // Then
        assertThat(report.getJsonObject("mean").getDouble("outside")).isZero();
    }

    @Test
    void masksAreCountedWith() {
        // Given a mask that is all of the picture, and the mask of another one
        String id = server.sampleId();
        String white = upload(Pictures.sized("white.png", 640, 480, 0xffffff).buffer);
        String small = upload(Pictures.plain("small.png", 255, 255, 255).buffer);
        JsonObject request = request(List.of(id), "toybox", "cat");
        // When
        JsonObject report = lines(ask(request.copy().put("options", masks(id, white))))
                .getLast()
                .getJsonObject("report");
        HttpResponse<String> otherSize = ask(request.copy().put("options", masks(id, small)));
        HttpResponse<String> unknown = ask(request.copy().put("options", masks(id, "0".repeat(64))));
        // Then
        assertThat(report.getJsonObject("mean").getDouble("outside")).isZero();
        assertThat(otherSize.statusCode()).isEqualTo(400);
        assertThat(otherSize.body()).contains("has 320 x 240 pixels, but its picture 640 x 480.");
        assertThat(unknown.statusCode()).isEqualTo(404);
    }

    private static JsonObject masks(String picture, String mask) {
        return new JsonObject().put("masks", new JsonObject().put(picture, mask));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"boxes\": {\"ID\": [600, 0, 100, 10]}} | does not lie within its picture of 640 x 480 pixels",
                "{\"boxes\": {\"ID\": [1, 1, 0, 10]}} | is empty: its width and height must be above 0",
                "{\"boxes\": {\"ID\": [1, 1]}} | must be an object with a box",
                "{\"boxes\": {\"ID\": []}} | must be an object with a box",
                "{\"boxes\": [1]} | must be an object with a box",
                "{\"boxes\": {\"other\": [1, 1, 2, 2]}} | names a picture that is not among 'images'",
                "{\"seed\": 1} | There is no option 'seed'. There are: boxes, masks."
            })
    void whatCannotBeIsRefusedWithASentence(String options, String sentence) {
        // Given
        String id = server.sampleId();
        JsonObject request =
                request(List.of(id), "toybox", "cat").put("options", new JsonObject(options.replace("ID", id)));
        // When
        HttpResponse<String> answer = ask(request);
        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body()).getString("detail")).contains(sentence);
    }

    @Test
    void oneClassIsAskedForAndAMethodThatKnowsClasses() {
        // Given
        JsonObject twoClasses =
                request(List.of(server.sampleId()), "toybox", "cat").put("classes", List.of(1, 2));
        JsonObject blind = request(List.of(server.sampleId()), "toybox", "cat").put("method", "eigen-cam");
        // When, then
        assertThat(ask(twoClasses).body()).contains("is about one class");
        assertThat(ask(blind).body()).contains("shows the same for every class");
        assertThat(ask(blind).statusCode()).isEqualTo(400);
    }

    private static JsonObject request(List<String> images, String model, String label) {
        return new JsonObject()
                .put("images", new JsonArray(images))
                .put("model", model)
                .put("classes", new JsonArray().add(label));
    }

    private static HttpResponse<String> ask(JsonObject request) {
        return server.send(server.request("/api/studies/bias")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(request.encode())));
    }

    private static List<JsonObject> lines(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().lines().map(JsonObject::new).toList();
    }

    private static String upload(byte[] picture) {
        HttpResponse<String> answer =
                server.send(server.request("/api/images").POST(BodyPublishers.ofByteArray(picture)));
        return new JsonObject(answer.body()).getString("id");
    }
}
