package dev.regard.worker;

import dev.regard.bias.BiasReport;
import dev.regard.bias.BiasReport.Example;
import dev.regard.bias.BiasReport.Group;
import dev.regard.bias.BiasReport.MeanMap;
import dev.regard.bias.BiasReport.Spot;
import dev.regard.bias.Effect;
import dev.regard.explain.Probe;
import dev.regard.image.Box;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a model uses to name a class, as clients get it. */
final class BiasJson {

    /** What no search can tell. */
    static final List<String> LIMITS = List.of(
            "Suspicious means that somebody should look: from pictures alone nobody can know what belongs to a thing.",
            "What always comes together with the object, such as grass under cows, is not found by this.",
            "What the model uses and its target layer does not show is not found either.",
            "Covering and pasting make pictures that the model has never seen: it may answer otherwise for that reason alone.");

    private BiasJson() {}

    /**
     * @param version of the model
     * @param ids     of the pictures, in their order
     */
    static JsonObject of(BiasReport report, Probe probe, String version, List<String> ids) {
        JsonObject classes = new JsonObject();
        report.classes().forEach(classes::put);
        return new JsonObject()
                .put("model", probe.model())
                .put("modelVersion", version)
                .put("method", probe.method().id())
                .put("layers", new JsonArray(probe.layers()))
                .put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("class", new JsonObject().put("index", report.index()).put("label", report.label()))
                .put("pictures", report.pictures())
                .put("ofClass", report.ofClass())
                .put("classes", classes)
                .put("sentence", report.sentence())
                .put("mean", mean(report.mean()))
                .put("groups", ExplanationJson.array(report.groups(), group -> group(group, ids)))
                .put("rare", report.rare())
                .put("limits", new JsonArray(LIMITS))
                .put("forwards", probe.forwards());
    }

    private static @Nullable JsonObject mean(@Nullable MeanMap mean) {
        return mean == null
                ? null
                : new JsonObject()
                        .put("side", mean.side())
                        .put("values", new JsonArray(mean.values()))
                        .put("border", mean.border())
                        .put("corner", mean.corner())
                        .put("outside", mean.outside())
                        .put("otherClassesBorder", mean.elsewhere());
    }

    private static JsonObject group(Group group, List<String> ids) {
        return new JsonObject()
                .put("number", group.number())
                .put("suspicious", group.suspicious())
                .put("reason", group.reason())
                .put("regions", group.regions())
                .put("pictures", group.pictures())
                .put("evidence", group.evidence())
                .put("place", place(group.place()))
                .put("sameness", group.pixels().own())
                .put("otherPicturesSameness", group.pixels().others())
                .put("covered", effect(group.covered(), "drop"))
                .put("pasted", effect(group.pasted(), "rise"))
                .put("examples", ExplanationJson.array(group.examples(), example -> example(example, ids)));
    }

    private static JsonObject place(Spot spot) {
        return new JsonObject()
                .put("x", spot.x())
                .put("y", spot.y())
                .put("spread", spot.spread())
                .put("border", spot.border())
                .put("corner", spot.corner())
                .put("outside", spot.outside());
    }

    /** Null where nothing could be compared. */
    private static @Nullable JsonObject effect(Effect effect, String name) {
        return effect.count() == 0
                ? null
                : new JsonObject()
                        .put("count", effect.count())
                        .put(name, effect.mean())
                        .put("control", effect.control())
                        .put("interval", new JsonArray().add(effect.low()).add(effect.high()))
                        .put("flips", effect.flips())
                        .put("controlFlips", effect.controlFlips());
    }

    private static JsonObject example(Example example, List<String> ids) {
        Box box = example.box();
        return new JsonObject()
                .put("image", ids.get(example.picture()))
                .put(
                        "box",
                        new JsonArray()
                                .add(box.x())
                                .add(box.y())
                                .add(box.width())
                                .add(box.height()))
                .put("score", example.score());
    }
}
