package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.Rectangle;
import java.io.IOException;
import java.io.UncheckedIOException;
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

/** Which method suits a model, and how it becomes the model's own. */
class RankingIT {

    @TempDir
    static Path data;

    @AutoClose
    private static ServerFixture server;

    @BeforeAll
    static void start() throws IOException {
        server = ServerFixture.withOwnModel(data);
    }

    @Test
    void methodsAreJudgedAndPutInOrder() {
        // Given
        JsonObject options = new JsonObject()
                .put(
                        "methods",
                        new JsonArray().add("fem").add("grad-cam").add("cam").add("feature-factorization"));
        // When
        List<JsonObject> lines = study(request(options).put("images", pictures(3)));
        // Then
        assertThat(lines.getFirst().getJsonObject("progress").getString("text")).isEqualTo("FEM: picture 1 of 3");
        JsonObject report = lines.getLast().getJsonObject("report");
        List<JsonObject> methods = objects(report.getJsonArray("methods"));
        assertThat(methods).extracting(each -> each.getString("method")).containsExactly("grad-cam", "cam", "fem");
        assertThat(methods).extracting(each -> each.getBoolean("tied")).startsWith(true, true);
        assertThat(methods)
                .allSatisfy(each -> assertThat(each.getDouble("millis")).isPositive());
        JsonObject overall = methods.getFirst().getJsonObject("metrics").getJsonObject("overall");
        assertThat(overall.getInteger("count")).isEqualTo(3);
        assertThat(overall.getDouble("mean")).isBetween(overall.getDouble("low"), overall.getDouble("high"));
        assertThat(overall.getDouble("mean"))
                .isGreaterThan(methods.getLast()
                        .getJsonObject("metrics")
                        .getJsonObject("overall")
                        .getDouble("mean"));
        assertThat(objects(report.getJsonArray("leftOut")))
                .anyMatch(each -> each.getString("method").equals("feature-factorization"));
        assertThat(report.getString("version")).matches("[0-9a-f]{64}");
    }

    @ParameterizedTest
    @CsvSource({
        "road, cam, 0, 0.5",
        "sensitivity-n, cam, 0.2, 1",
        "max-sensitivity, cam, 0, 1",
        "completeness, integrated-gradients, 0, 0.1"
    })
    void onePictureIsEnoughForNumbersAndForNoInterval(String metric, String method, double low, double high) {
        // When
        JsonObject options =
                new JsonObject().put("methods", new JsonArray().add(method)).put("metric", metric);
        JsonObject report =
                study(request(options).put("images", pictures(1))).getLast().getJsonObject("report");
        // Then
        JsonObject found = objects(report.getJsonArray("methods"))
                .getFirst()
                .getJsonObject("metrics")
                .getJsonObject(metric);
        assertThat(found.getDouble("mean")).isBetween(low, high);
        assertThat(found.getValue("low")).isNull();
    }

    @Test
    void methodsAreJudgedByWhereTheObjectsAre() {
        // Given a box round the dog, a mask of everything, and in the second picture a box too small for the model to
        // see
        JsonArray pictures = pictures(2);
        String first = pictures.getString(0);
        String second = pictures.getString(1);
        Rectangle dog = Scenes.box("A dog and a cat in a meadow", "dog");
        String mask = new JsonObject(server.send(server.request("/api/images")
                                .POST(BodyPublishers.ofByteArray(Pictures.sized("all.png", 640, 480, 0xffffff).buffer)))
                        .body())
                .getString("id");
        JsonObject options = new JsonObject()
                .put("methods", new JsonArray().add("fem").add("cam"))
                .put("metric", "max-box-acc")
                .put(
                        "boxes",
                        new JsonObject()
                                .put(first, List.of(dog.x, dog.y, dog.width, dog.height))
                                .put(second, List.of(0, 0, 1, 1)))
                .put("masks", new JsonObject().put(first, mask))
                .put("labels", new JsonObject().put(first, "dog").put(second, 0));
        // When
        JsonObject report =
                study(request(options).put("images", pictures)).getLast().getJsonObject("report");
        // Then
        assertThat(report.getInteger("labelled")).isEqualTo(2);
        assertThat(report.encode()).doesNotContain("NaN");
        List<JsonObject> methods = objects(report.getJsonArray("methods"));
        assertThat(methods).extracting(each -> each.getString("method")).containsExactly("fem", "cam");
        assertThat(methods).as("in the order given, as both boxes are right").allMatch(each -> each.getBoolean("tied"));
        JsonObject cam = methods.getLast().getJsonObject("metrics");
        assertThat(cam.fieldNames())
                .contains(
                        "overall",
                        "pointing-box",
                        "energy-box",
                        "pointing-mask",
                        "energy-mask",
                        "max-box-acc",
                        "box-iou");
        assertThat(cam.getJsonObject("max-box-acc").getDouble("mean")).isEqualTo(1);
        assertThat(cam.getJsonObject("max-box-acc").getInteger("count")).isEqualTo(1);
        assertThat(cam.getJsonObject("pointing-box").getDouble("mean")).isEqualTo(1);
        assertThat(cam.getJsonObject("energy-box").getDouble("mean")).isBetween(0.5, 1.0);
        assertThat(cam.getJsonObject("energy-mask").getDouble("mean")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"metric": "beauty"}     | There is no metric 'beauty'. There are: road,
            {"methods": ["magic"]}   | There is no method 'magic'.
            {"methods": "cam"}       | 'methods' is "cam" but must be a list of texts.
            {"seconds": 0}           | 'seconds' is 0 but must be a whole number from 1 to 600.
            {"long": "yes"}          | 'long' is "yes" but must be true or false.
            {"metric": "energy-box"} | The metric 'energy-box' needs boxes: give them in 'boxes'.
            {"metric": "pointing-mask"} | The metric 'pointing-mask' needs masks: give them in 'masks'.
            {"labels": ["dog"]}      | 'labels' must be an object with a class, its label or its number,
            {"labels": {"ID": 1.5}}  | 'labels' must be an object with a class, its label or its number,
            {"labels": {"ID": "dgo"}} | There is no class 'dgo'.
            {"speed": 1}             | There is no option 'speed'. There are: metric, methods, long, seconds, boxes, masks, labels.
            """)
    void optionsThatMakeNoSenseAreRefused(String options, String said) {
        // When
        JsonArray pictures = pictures(1);
        JsonObject own = new JsonObject(options.replace("ID", pictures.getString(0)));
        HttpResponse<String> response = post(request(own).put("images", pictures));
        // Then
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(response.body()).getString("detail")).startsWith(said);
    }

    @Test
    void studiesThatThereAreNotAndPicturesThatThereAreNotAreRefused() {
        JsonObject request = request(new JsonObject());
        assertThat(post("none", request.copy().put("images", pictures(1))).statusCode())
                .isEqualTo(404);
        assertThat(post(request.copy()).body()).contains("There are no pictures.");
        assertThat(post(request.copy().put("images", new JsonArray())).statusCode())
                .isEqualTo(400);
        assertThat(post(request.copy().put("images", new JsonArray().add("0".repeat(64))))
                        .statusCode())
                .isEqualTo(404);
        assertThat(post(request.copy().put("options", 3).put("images", pictures(1)))
                        .body())
                .contains("'options' must be an object");
    }

    @Test
    void aModelGetsAMethodOfItsOwn() {
        // Given
        String version = details().getString("version");
        // When
        HttpResponse<String> card = choose("{\"method\": \"hires-cam\"}");
        // Then
        assertThat(new JsonObject(card.body()).getString("method")).isEqualTo("hires-cam");
        JsonObject request = new JsonObject().put("model", "toy").put("image", server.sampleId());
        assertThat(new JsonObject(server.explain(request.encode()).body()).getString("method"))
                .isEqualTo("hires-cam");
        assertThat(details().getString("version"))
                .as("links to it stay what they are")
                .isEqualTo(version);
        // When it makes no sense
        assertThat(choose("{\"method\": \"magic\"}").statusCode()).isEqualTo(400);
        assertThat(choose("{}").body()).contains("'method' must be the name of a method");
        assertThat(choose("{\"method\": \"vit-recipro-cam\"}").statusCode()).isEqualTo(422);
    }

    private static JsonObject details() {
        return new JsonObject(server.get("/api/models/toy/details").body());
    }

    private static HttpResponse<String> choose(String json) {
        return server.send(server.request("/api/models/toy/method")
                .header("Authorization", "Bearer " + ServerFixture.TOKEN)
                .PUT(BodyPublishers.ofString(json)));
    }

    private static JsonObject request(JsonObject options) {
        return new JsonObject().put("model", "toy").put("options", options);
    }

    /** Ids of sample pictures. */
    private static JsonArray pictures(int count) {
        JsonArray ids = new JsonArray();
        for (String file :
                List.of("01-dog-and-cat.jpg", "02-beach.jpg", "09-savanna.jpg").subList(0, count)) {
            try {
                HttpResponse<String> stored = server.send(
                        server.request("/api/images").POST(BodyPublishers.ofFile(Path.of("webroot/samples", file))));
                ids.add(new JsonObject(stored.body()).getString("id"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return ids;
    }

    private static List<JsonObject> study(JsonObject request) {
        return post(request).body().lines().map(JsonObject::new).toList();
    }

    private static HttpResponse<String> post(JsonObject request) {
        return post("methods", request);
    }

    private static HttpResponse<String> post(String study, JsonObject request) {
        return server.send(server.request("/api/studies/" + study)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(request.encode())));
    }

    private static List<JsonObject> objects(JsonArray list) {
        return list.stream().map(JsonObject.class::cast).toList();
    }
}
