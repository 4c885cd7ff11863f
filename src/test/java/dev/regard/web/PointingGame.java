package dev.regard.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pointing game through the HTTP interface: does the centre of the hottest cell lie in a box of the class? Counts
 * it with the geometry of the answer, and with the map stretched evenly over what the model saw, as others do.
 */
final class PointingGame {

    private final ServerFixture server;
    private final String model;
    private final String method;
    private final @Nullable String layer;
    private int objects;
    private int hits;
    private int evenHits;
    private int pictures;
    private int right;
    private final List<Double> millis = new ArrayList<>();

    /** With class activation mapping at the recommended layer. */
    PointingGame(ServerFixture server, String model) {
        this(server, model, "cam", null);
    }

    /** With any method at any layer; null for the recommended one. */
    PointingGame(ServerFixture server, String model, String method, @Nullable String layer) {
        this.server = server;
        this.model = model;
        this.method = method;
        this.layer = layer;
    }

    /** A box in pixels. */
    record Box(double x, double y, double width, double height) {
        boolean contains(double px, double py) {
            return px >= x && px < x + width && py >= y && py < y + height;
        }
    }

    /** Plays one round; a picture without boxes counts for the prediction only. */
    void play(Path picture, int classIndex, List<Box> boxes) {
        JsonObject explanation = explain(picture, classIndex);
        pictures++;
        JsonObject best = explanation.getJsonArray("predictions").getJsonObject(0);
        right += best.getInteger("index") == classIndex ? 1 : 0;
        if (!boxes.isEmpty()) {
            objects++;
            JsonObject map = explanation.getJsonArray("maps").getJsonObject(0);
            hits += isIn(boxes, map, map.getJsonObject("geometry")) ? 1 : 0;
            evenHits += isIn(boxes, map, even(map, explanation.getJsonObject("seen"))) ? 1 : 0;
        }
    }

    private JsonObject explain(Path picture, int classIndex) {
        try {
            HttpResponse<String> stored =
                    server.send(server.request("/api/images").POST(BodyPublishers.ofFile(picture)));
            String id = new JsonObject(stored.body()).getString("id");
            JsonObject request = new JsonObject()
                    .put("image", id)
                    .put("model", model)
                    .put("method", method)
                    .put("classes", new JsonArray().add(classIndex));
            if (layer != null) {
                request.put("layer", layer);
            }
            long start = System.nanoTime();
            JsonObject explanation =
                    new JsonObject(server.explain(request.encode()).body());
            millis.add((System.nanoTime() - start) / 1e6);
            return explanation;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonObject even(JsonObject map, JsonObject seen) {
        double stepX = seen.getDouble("width") / map.getInteger("width");
        double stepY = seen.getDouble("height") / map.getInteger("height");
        return new JsonObject()
                .put("x", seen.getDouble("x") + stepX / 2)
                .put("y", seen.getDouble("y") + stepY / 2)
                .put("stepX", stepX)
                .put("stepY", stepY);
    }

    private static boolean isIn(List<Box> boxes, JsonObject map, JsonObject geometry) {
        int hottest = hottest(map.getString("values"));
        int width = map.getInteger("width");
        double x = geometry.getDouble("x") + (hottest % width) * geometry.getDouble("stepX");
        double y = geometry.getDouble("y") + (hottest / width) * geometry.getDouble("stepY");
        return boxes.stream().anyMatch(box -> box.contains(x, y));
    }

    private static int hottest(String base64) {
        FloatBuffer values = ByteBuffer.wrap(Base64.getDecoder().decode(base64))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        int hottest = 0;
        for (int cell = 1; cell < values.limit(); cell++) {
            hottest = values.get(cell) > values.get(hottest) ? cell : hottest;
        }
        return hottest;
    }

    /** This game's pointing with the predictions of another. */
    PointingGame withTopOneOf(PointingGame other) {
        PointingGame both = new PointingGame(server, model, method, layer);
        both.objects = objects;
        both.hits = hits;
        both.evenHits = evenHits;
        both.pictures = other.pictures;
        both.right = other.right;
        return both;
    }

    /** How many objects there were. */
    int objects() {
        return objects;
    }

    /** What an explanation took, the median. */
    double millis() {
        return millis.stream().sorted().skip(millis.size() / 2).findFirst().orElseThrow();
    }

    /** Per cent of the objects that were pointed at. */
    double accuracy() {
        return 100.0 * hits / objects;
    }

    /** The same with the map stretched evenly. */
    double evenAccuracy() {
        return 100.0 * evenHits / objects;
    }

    /** Per cent of the pictures whose best prediction is right. */
    double topOne() {
        return 100.0 * right / pictures;
    }

    @Override
    public String toString() {
        return "%s, %s at %s: pointing game %.1f %% of %d, evenly stretched %.1f %%; top-1 %.1f %% of %d"
                .formatted(
                        model,
                        method,
                        layer == null ? "the recommended layer" : layer,
                        accuracy(),
                        objects,
                        evenAccuracy(),
                        topOne(),
                        pictures);
    }
}
