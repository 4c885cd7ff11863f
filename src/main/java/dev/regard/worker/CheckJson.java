package dev.regard.worker;

import dev.regard.check.Cascade;
import dev.regard.check.CheckReport;
import dev.regard.check.Finding;
import dev.regard.check.Hiding;
import dev.regard.check.OtherClasses;
import dev.regard.check.Stability;
import dev.regard.explain.Prediction;
import dev.regard.metrics.Curve;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A check of a map, as clients get it. */
final class CheckJson {

    /** What no check can tell. */
    static final List<String> LIMITS = List.of(
            "Hiding makes pictures that the model has never seen: what it says of them may have other reasons.",
            "The checks ask whether the map shows what the model does, not whether the model is right.",
            "One picture is one picture: what holds here need not hold for others.");

    private CheckJson() {}

    static JsonObject of(CheckReport report) {
        JsonObject json = new JsonObject()
                .put("model", report.model())
                .put("method", report.method().id())
                .put("layers", new JsonArray(report.layers()))
                .put("class", prediction(report.subject().asked()))
                .put("best", prediction(report.subject().best()))
                .put(
                        "verdict",
                        new JsonObject()
                                .put("level", report.verdict().level().id())
                                .put("title", report.verdict().level().title())
                                .put("reason", report.verdict().reason()));
        for (Finding finding : report.findings()) {
            json.put(name(finding.question()), finding(finding));
        }
        return json.put(
                        "leftOut",
                        array(
                                report.leftOut(),
                                left -> new JsonObject()
                                        .put("question", name(left.question()))
                                        .put("reason", left.reason())))
                .put("limits", new JsonArray(LIMITS))
                .put(
                        "options",
                        new JsonObject()
                                .put("hide", report.options().hiding().id())
                                .put("repetitions", report.options().repetitions())
                                .put("seed", report.options().seed()))
                .put("forwards", report.forwards())
                .put("millis", Math.round(report.millis()));
    }

    private static String name(CheckReport.Question question) {
        return question.name().toLowerCase(Locale.ROOT);
    }

    private static JsonObject finding(Finding finding) {
        JsonObject numbers = switch (finding) {
            case Hiding hiding -> hiding(hiding);
            case OtherClasses classes -> classes(classes);
            case Cascade cascade -> cascade(cascade);
            case Stability stability -> stability(stability);
        };
        return new JsonObject()
                .put("outcome", finding.outcome().id())
                .put("text", finding.text())
                .mergeIn(numbers);
    }

    private static JsonObject hiding(Hiding hiding) {
        return new JsonObject()
                .put("share", hiding.share())
                .put("repetitions", hiding.repetitions())
                .put("probability", hiding.probability())
                .put("hottestDrop", hiding.drops().hottestDrop())
                .put("otherDrop", hiding.drops().randomDrop())
                .put("asFar", hiding.asFar())
                .put("pValue", hiding.drops().pValue())
                .put("deletion", curve(hiding.deletion(), hiding.otherDeletions()))
                .put("insertion", curve(hiding.insertion(), hiding.otherInsertions()));
    }

    private static JsonObject curve(Curve curve, List<Curve> others) {
        return new JsonObject()
                .put("area", curve.area())
                .put("shares", array(curve.points(), Curve.Point::share))
                .put("probabilities", array(curve.points(), Curve.Point::score))
                .put("otherAreas", array(others, Curve::area))
                .put("others", array(others, other -> array(other.points(), Curve.Point::score)));
    }

    private static JsonObject classes(OtherClasses classes) {
        return new JsonObject()
                .put("sameByDesign", classes.isByDesign())
                .put(
                        "others",
                        array(
                                classes.others(),
                                other -> prediction(other.prediction())
                                        .put("correlation", number(other.correlation()))));
    }

    private static JsonObject cascade(Cascade cascade) {
        return new JsonObject()
                .put("weightLayers", cascade.weightLayers())
                .put("left", cascade.left())
                .put(
                        "depths",
                        array(
                                cascade.depths(),
                                depth -> new JsonObject()
                                        .put("layers", depth.layers())
                                        .put("correlation", number(depth.correlation()))));
    }

    private static JsonObject stability(Stability stability) {
        return new JsonObject()
                .put("shift", stability.shift())
                .put("shifted", new JsonArray(stability.shifted()))
                .put("noise", stability.noise())
                .put("noisy", new JsonArray(stability.noisy()))
                .put("maxSensitivity", stability.maxSensitivity());
    }

    private static JsonObject prediction(Prediction prediction) {
        return new JsonObject()
                .put("index", prediction.index())
                .put("label", prediction.label())
                .put("score", prediction.score())
                .put("probability", prediction.probability());
    }

    private static @Nullable Double number(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static <T> JsonArray array(List<T> values, Function<T, ?> made) {
        JsonArray array = new JsonArray();
        values.forEach(value -> array.add(made.apply(value)));
        return array;
    }
}
