package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every method with every model, ours and the pretrained ones where they are at hand, with two of them at three layers: what the
 * model's description offers is answered, what it does not is refused with the reason it gave.
 */
class EveryModelIT {

    private static final Path REAL = Path.of("../shared/real/models");

    /** Methods that look at every channel or cell of a layer, which at an early one are many. */
    private static final Set<String> PER_CELL = Set.of("ablation-cam", "recipro-cam", "vit-recipro-cam");

    /** Of whose layers several are looked at; of the others the last. */
    private static final Set<String> THOROUGHLY = Set.of("toybox", "mobilenet_v2_1.0_224");

    private static final double LONGEST_MILLIS = 300;

    @TempDir
    static Path folder;

    @AutoClose
    private static ServerFixture server;

    private static String image;
    private static Set<String> atLayer;

    @BeforeAll
    static void start() throws IOException {
        List<Path> folders = Files.isDirectory(REAL) ? List.of(Path.of("models"), REAL) : List.of(Path.of("models"));
        server = ServerFixture.withEngine(folder, folders);
        image = server.sampleId();
        atLayer = new JsonObject(server.get("/api/methods").body())
                .getJsonArray("methods").stream()
                        .map(JsonObject.class::cast)
                        .filter(method -> method.getBoolean("atLayer"))
                        .map(method -> method.getString("name"))
                        .collect(Collectors.toSet());
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
        JsonObject card = new JsonObject(server.get("/api/models/" + model).body());
        JsonArray layers = card.getJsonArray("layers");
        Map<String, Integer> outcomes = new TreeMap<>();
        int last = layers.size() - 1;
        for (int place : THOROUGHLY.contains(model) ? List.of(0, layers.size() / 2, last) : List.of(last)) {
            JsonObject layer = layers.getJsonObject(place);
            for (Object each : layer.getJsonArray("methods")) {
                JsonObject method = (JsonObject) each;
                // At another layer the others would do the same again.
                if (place == last || atLayer.contains(method.getString("name"))) {
                    JsonObject request = request(card, layer.getString("name"), method.getString("name"));
                    outcomes.merge(outcome(method, request), 1, Integer::sum);
                }
            }
        }
        System.out.println(model + ": " + outcomes);
    }

    private static JsonObject request(JsonObject card, String layer, String method) {
        JsonObject input = card.getJsonObject("input");
        int window = Math.min(input.getInteger("height"), input.getInteger("width")) / 2;
        return new JsonObject()
                .put("image", image)
                .put("model", card.getString("name"))
                .put("layer", layer)
                .put("method", method)
                .put("top", 2)
                .put("samples", 2)
                .put("steps", 4)
                .put("masks", 8)
                .put("window", window)
                .put("stride", window)
                .put("channels", 1)
                .put("groups", 2);
    }

    private static String outcome(JsonObject method, JsonObject request) {
        if (method.getBoolean("available") && isLong(request)) {
            assertGrowsAndCanBeCancelled(request);
            return "seen to grow, and cancelled";
        }
        HttpResponse<String> answer = server.explain(request.encode());
        String what = "%s: %s".formatted(request, answer.body());
        if (method.getBoolean("available")) {
            assertThat(answer.statusCode()).as(what).isEqualTo(200);
            checkMaps(new JsonObject(answer.body()), what);
            return "answered";
        }
        assertThat(answer.statusCode()).as(what).isEqualTo(422);
        assertThat(answer.body()).contains(method.getString("reason"));
        return "refused with the reason";
    }

    /** Of what would take this test too long, only the beginning is looked at. */
    private static boolean isLong(JsonObject request) {
        if (!PER_CELL.contains(request.getString("method"))) {
            return false;
        }
        String query = List.of("method", "layer").stream()
                .map(field -> field + "=" + URLEncoder.encode(request.getString(field), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<String> cost = server.get("/api/models/%s/cost?%s".formatted(request.getString("model"), query));
        assertThat(cost.statusCode()).as(cost.body()).isEqualTo(200);
        return new JsonObject(cost.body()).getDouble("millis") > LONGEST_MILLIS;
    }

    private static void assertGrowsAndCanBeCancelled(JsonObject request) {
        String address = server.begin(request);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonObject job = new JsonObject(server.get(address).body());
            assertThat(job.getString("status")).as(job.encode()).isEqualTo("running");
            JsonObject soFar = job.getJsonObject("explanation");
            assertThat(soFar).as("what is known so far").isNotNull();
            checkMaps(soFar, request.encode());
        });
        assertThat(server.send(server.request(address).DELETE()).statusCode()).isEqualTo(204);
    }

    private static void checkMaps(JsonObject explanation, String what) {
        List<Object> maps = Stream.of("maps", "concepts")
                .flatMap(field -> explanation.getJsonArray(field).stream())
                .toList();
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
