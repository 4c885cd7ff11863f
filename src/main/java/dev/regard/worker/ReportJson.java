package dev.regard.worker;

import dev.regard.explain.Explainer;
import dev.regard.explain.ModelDescription;
import dev.regard.explain.ModelDetails;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A report about a model, as clients get it. */
final class ReportJson {

    /** What no comparison of methods can tell; searches and checks say their own. */
    private static final List<String> LIMITS = List.of(
            "Metrics hide parts of pictures: what is left is unlike any picture that the model was trained with, so no metric is the truth.",
            "Intervals are of 95 %, over these pictures only: others may give other numbers.",
            "A method that does best with this model need not do so with another.");

    private ReportJson() {}

    /**
     * @param methods as of {@link RankingJson}, or why there is nothing
     * @param bias    as of {@link BiasJson}, or why there is nothing
     * @param checks  each as of {@link CheckJson} with its {@code image}, or why there is nothing
     */
    static JsonObject of(Explainer explainer, Census census, JsonObject methods, JsonObject bias, JsonArray checks) {
        String model = census.model();
        ModelDetails details = explainer.details(model);
        ModelDescription card = explainer.model(model);
        JsonObject classes = new JsonObject();
        census.counts().forEach(classes::put);
        return new JsonObject()
                .put("model", model)
                .put("version", details.version())
                .put("sha256", details.sha256())
                .put("regard", Release.version())
                .put("device", explainer.device())
                .put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("pictures", census.best().size())
                .put(
                        "class",
                        new JsonObject()
                                .put("index", census.index())
                                .put("label", census.label())
                                .put("named", census.isNamed()))
                .put("classes", classes)
                .put("input", ModelJson.input(card))
                .put("preprocessing", new JsonObject(details.preprocessing()))
                .put("guessed", new JsonArray(card.guessed()))
                .put("methods", methods)
                .put("bias", bias)
                .put("checks", checks)
                .put("limits", new JsonArray(limits()));
    }

    /** In place of checks. */
    static JsonObject nothingToCheck(String label) {
        return new JsonObject(Map.of(
                "problem",
                "The model takes none of these pictures for '%s': there is no map of it to check.".formatted(label)));
    }

    private static List<String> limits() {
        return Stream.of(LIMITS, BiasJson.LIMITS, CheckJson.LIMITS)
                .flatMap(List::stream)
                .toList();
    }
}
