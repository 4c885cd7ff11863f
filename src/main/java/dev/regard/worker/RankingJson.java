package dev.regard.worker;

import dev.regard.cam.CamMethod;
import dev.regard.explain.Explainer;
import dev.regard.metrics.Estimate;
import dev.regard.ranking.MethodScore;
import dev.regard.ranking.Metric;
import dev.regard.ranking.Standings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** The order of methods as clients see it. */
final class RankingJson {

    private static final String LONG = "It asks the model many times for each map: it was not asked for.";

    private RankingJson() {}

    /** @param leftOut methods that nobody asked for, because they take long */
    static JsonObject of(Standings standings, Explainer explainer, Study.Request request, List<CamMethod> leftOut) {
        String model = standings.model();
        JsonArray others = new JsonArray();
        standings.leftOut().forEach((method, reason) -> others.add(leftOut(method, reason)));
        leftOut.forEach(method -> others.add(leftOut(method, LONG)));
        return new JsonObject()
                .put("model", model)
                .put("version", explainer.details(model).version())
                .put("layers", new JsonArray(standings.layers()))
                .put("device", explainer.device())
                .put("date", Instant.now().toString())
                .put("pictures", request.pictures().size())
                .put("metric", standings.metric().id())
                .put("moreIsBetter", standings.metric().isMoreBetter())
                .put("methods", ExplanationJson.array(standings.scores(), RankingJson::score))
                .put("leftOut", others);
    }

    private static JsonObject score(MethodScore score) {
        JsonObject metrics = new JsonObject();
        for (Metric metric : Metric.values()) {
            Estimate estimate = score.estimates().get(metric);
            if (estimate != null) {
                metrics.put(metric.id(), estimate(estimate));
            }
        }
        return new JsonObject()
                .put("method", score.method().id())
                .put("name", score.method().title())
                .put("tied", score.isTied())
                .put("millis", score.millis())
                .put("nothing", score.nothing())
                .put("metrics", metrics);
    }

    /** {@code low} and {@code high} are null where one picture says nothing about how much others would differ. */
    private static JsonObject estimate(Estimate estimate) {
        return new JsonObject()
                .put("mean", estimate.mean())
                .put("low", estimate.interval().map(interval -> interval.low()).orElse(null))
                .put(
                        "high",
                        estimate.interval().map(interval -> interval.high()).orElse(null))
                .put("count", estimate.count());
    }

    private static JsonObject leftOut(CamMethod method, String reason) {
        return new JsonObject()
                .put("method", method.id())
                .put("name", method.title())
                .put("reason", reason);
    }
}
