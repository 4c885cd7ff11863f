package dev.regard.worker;

import dev.regard.cam.ActivationMap;
import dev.regard.cam.Attribution;
import dev.regard.cam.MapFinding;
import dev.regard.cam.MapGeometry;
import dev.regard.cam.PlacedMap;
import dev.regard.explain.Alternative;
import dev.regard.explain.ClassMap;
import dev.regard.explain.ConceptMap;
import dev.regard.explain.Explanation;
import dev.regard.explain.Looked;
import dev.regard.explain.Prediction;
import dev.regard.explain.Timing;
import dev.regard.image.Box;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An explanation as clients see it: numbers stay numbers, maps travel at their own small size. */
final class ExplanationJson {

    /** Cells along each side of a map that is not finished. */
    private static final int PARTIAL_SIDE = 64;

    private ExplanationJson() {}

    static JsonObject of(Explanation explanation, double queueMillis) {
        return new JsonObject()
                .put("hash", explanation.id().hash())
                .put("model", explanation.model())
                .put("method", explanation.method())
                .put("layer", explanation.layers().isEmpty() ? null : String.join(" + ", explanation.layers()))
                .put("layers", new JsonArray(explanation.layers()))
                .put("device", explanation.device())
                .put(
                        "image",
                        new JsonObject()
                                .put("id", explanation.imageId())
                                .mergeIn(ImageJson.of(
                                        explanation.width(), explanation.height(), explanation.appearance())))
                .put("seen", box(explanation.seen()))
                .put("explains", explanation.isOfProbabilities() ? "probability" : "score")
                .put("options", new JsonObject(explanation.options()))
                .put("predictions", array(explanation.predictions(), ExplanationJson::prediction))
                .put("maps", array(explanation.maps(), ExplanationJson::map))
                .put("concepts", array(explanation.concepts(), ExplanationJson::concept))
                .put("looked", looked(explanation.looked()))
                .put("timing", timing(explanation.timing(), queueMillis));
    }

    /** An explanation as it is so far: maps that are as large as a picture come in larger cells. */
    static JsonObject partial(Explanation explanation, double queueMillis) {
        JsonArray maps =
                array(explanation.maps(), map -> map(map.coarse(PARTIAL_SIDE)).put("partial", true));
        return of(explanation.withoutMaps(), queueMillis).put("maps", maps);
    }

    static <T> JsonArray array(List<T> items, Function<T, ?> json) {
        return new JsonArray(items.stream().<Object>map(json).toList());
    }

    private static JsonObject box(Box box) {
        return new JsonObject()
                .put("x", box.x())
                .put("y", box.y())
                .put("width", box.width())
                .put("height", box.height());
    }

    static JsonObject prediction(Prediction prediction) {
        return new JsonObject()
                .put("index", prediction.index())
                .put("label", prediction.label())
                .put("score", prediction.score())
                .put("probability", prediction.probability());
    }

    private static JsonObject map(ClassMap map) {
        JsonObject json = new JsonObject()
                .put("index", map.index())
                .put("label", map.label())
                .mergeIn(numbers(new PlacedMap(map.map(), map.geometry())));
        MapFinding finding = map.finding();
        if (finding != null) {
            json.put(
                    finding.kind().isNothing() ? "nothing" : "note",
                    new JsonObject().put("reason", finding.reason()).put("advice", advice(finding, map.alternative())));
        }
        Attribution attribution = map.attribution();
        if (attribution != null) {
            json.put(
                    "completeness",
                    new JsonObject()
                            .put("sum", attribution.sum())
                            .put("difference", attribution.scoreDifference())
                            .put("error", attribution.completenessError()));
        }
        return json;
    }

    private static JsonObject concept(ConceptMap concept) {
        return new JsonObject()
                .put("number", concept.number())
                .put("share", concept.share())
                .put("predictions", array(concept.predictions(), ExplanationJson::prediction))
                .mergeIn(numbers(new PlacedMap(concept.map(), concept.geometry())));
    }

    private static @Nullable JsonObject looked(@Nullable Looked looked) {
        return looked == null
                ? null
                : new JsonObject()
                        .put("asked", looked.at())
                        .put("of", looked.of())
                        .put("what", looked.what());
    }

    private static JsonObject advice(MapFinding finding, @Nullable Alternative alternative) {
        JsonObject json = new JsonObject().put("text", finding.advice().text());
        if (alternative != null) {
            json.put("method", alternative.method()).put("layer", alternative.layer());
        }
        return json;
    }

    private static JsonObject numbers(PlacedMap map) {
        return new JsonObject()
                .put("height", map.map().height())
                .put("width", map.map().width())
                .put("min", map.map().min())
                .put("max", map.map().max())
                .put("values", base64(map.map().values()))
                .put("geometry", geometry(map.geometry()));
    }

    private static JsonObject geometry(MapGeometry geometry) {
        return new JsonObject()
                .put("x", geometry.x())
                .put("y", geometry.y())
                .put("stepX", geometry.stepX())
                .put("stepY", geometry.stepY())
                .put("exact", geometry.exact());
    }

    /** A map as {@link #of} wrote it. */
    static PlacedMap placedMap(JsonObject json) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(json.getString("values")))
                .order(ByteOrder.LITTLE_ENDIAN);
        float[] values = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(values);
        JsonObject geometry = json.getJsonObject("geometry");
        return new PlacedMap(
                new ActivationMap(json.getInteger("height"), json.getInteger("width"), values),
                new MapGeometry(
                        geometry.getDouble("x"),
                        geometry.getDouble("y"),
                        geometry.getDouble("stepX"),
                        geometry.getDouble("stepY"),
                        geometry.getBoolean("exact")));
    }

    /** A box as {@link #of} wrote it. */
    static Box box(JsonObject json) {
        return new Box(json.getDouble("x"), json.getDouble("y"), json.getDouble("width"), json.getDouble("height"));
    }

    private static JsonObject timing(Timing timing, double queueMillis) {
        return new JsonObject()
                .put("queueMillis", queueMillis)
                .put("decodeMillis", timing.decodeMillis())
                .put("forwardMillis", timing.forwardMillis())
                .put("mapMillis", timing.mapMillis());
    }

    private static String base64(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
