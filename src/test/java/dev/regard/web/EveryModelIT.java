package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every method at three layers of every model, ours and the pretrained ones where they are at hand: what the model's
 * description offers is answered, what it does not is refused with the reason it gave.
 */
class EveryModelIT {

    private static final Path REAL = Path.of("../shared/real/models");

    @TempDir
    static Path folder;

    private static ServerFixture server;
    private static String image;

    @BeforeAll
    static void start() throws IOException {
        List<Path> folders = Files.isDirectory(REAL) ? List.of(Path.of("models"), REAL) : List.of(Path.of("models"));
        server = ServerFixture.withEngine(folder, folders);
        image = server.sampleId();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> answersOrSaysWhyNot() {
        return array(server.get("/api/models").body()).stream()
                .map(model -> ((JsonObject) model).getString("name"))
                .map(model -> DynamicTest.dynamicTest(model, () -> check(model)));
    }

    private static JsonArray array(String json) {
        return json.startsWith("[") ? new JsonArray(json) : new JsonObject(json).getJsonArray("models");
    }

    private static void check(String model) {
        // Given
        JsonArray layers = new JsonObject(server.get("/api/models/" + model).body()).getJsonArray("layers");
        Map<Integer, Integer> outcomes = new TreeMap<>();
        for (int place : List.of(0, layers.size() / 2, layers.size() - 1)) {
            JsonObject layer = layers.getJsonObject(place);
            for (Object each : layer.getJsonArray("methods")) {
                JsonObject method = (JsonObject) each;
                // When
                HttpResponse<String> answer = explain(model, layer.getString("name"), method.getString("name"));
                // Then
                outcomes.merge(answer.statusCode(), 1, Integer::sum);
                String what = "%s at %s: %s".formatted(method, layer.getString("name"), answer.body());
                if (method.getBoolean("available")) {
                    assertThat(answer.statusCode()).as(what).isEqualTo(200);
                    checkMaps(new JsonObject(answer.body()).getJsonArray("maps"), what);
                } else {
                    assertThat(answer.statusCode()).as(what).isEqualTo(422);
                    assertThat(answer.body()).contains(method.getString("reason"));
                }
            }
        }
        System.out.println(model + ": answers by status " + outcomes);
    }

    private static HttpResponse<String> explain(String model, String layer, String method) {
        return server.explain(new JsonObject()
                .put("image", image)
                .put("model", model)
                .put("layer", layer)
                .put("method", method)
                .put("top", 2)
                .put("samples", 2)
                .put("steps", 4)
                .encode());
    }

    private static void checkMaps(JsonArray maps, String what) {
        assertThat(maps).as(what).isNotEmpty();
        for (Object each : maps) {
            FloatBuffer values = ByteBuffer.wrap(Base64.getDecoder().decode(((JsonObject) each).getString("values")))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer();
            while (values.hasRemaining()) {
                assertThat(values.get()).as(what).isFinite();
            }
        }
    }
}
