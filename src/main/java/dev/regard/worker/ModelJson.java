package dev.regard.worker;

import static dev.regard.worker.ExplanationJson.array;

import dev.regard.explain.MethodDescription;
import dev.regard.explain.MethodDescription.Option;
import dev.regard.explain.ModelDescription;
import dev.regard.explain.ModelDescription.InnerLayer;
import dev.regard.explain.ModelDescription.Layer;
import dev.regard.explain.ModelDescription.MethodSupport;
import dev.regard.explain.ModelDescription.Output;
import dev.regard.explain.ModelDescription.PossibleOutput;
import dev.regard.explain.ModelDetails;
import dev.regard.explain.PreprocessingTrial;
import dev.regard.intake.RemovedModel;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Models and methods as clients see them. */
final class ModelJson {

    private ModelJson() {}

    static JsonObject of(ModelDescription model) {
        JsonObject json = new JsonObject()
                .put("name", model.name())
                .put("about", model.about())
                .put("problem", model.problem())
                .put("guessed", new JsonArray(model.guessed()))
                .put("labels", new JsonArray(model.labels()))
                .put("input", input(model))
                .put("bytes", model.bytes())
                .put("output", output(model.output()))
                .put("method", model.method())
                .put("layers", array(model.layers(), ModelJson::layer))
                .put("innerLayers", array(model.inner(), ModelJson::innerLayer));
        return model.methods().isEmpty() ? json : json.put("methods", array(model.methods(), ModelJson::support));
    }

    /** What the model sees. */
    static JsonObject input(ModelDescription model) {
        return new JsonObject()
                .put("channels", model.channels())
                .put("height", model.height())
                .put("width", model.width());
    }

    private static @Nullable JsonObject output(@Nullable Output output) {
        return output == null
                ? null
                : new JsonObject()
                        .put("name", output.name())
                        .put("reason", output.reason())
                        .put("explains", output.isOfProbabilities() ? "probability" : "score")
                        .put("possible", array(output.possible(), ModelJson::possible));
    }

    private static JsonObject possible(PossibleOutput output) {
        return new JsonObject().put("name", output.name()).put("classes", output.classes());
    }

    static JsonObject of(ModelDetails details) {
        return new JsonObject()
                .put("readme", details.readme())
                .put("licence", details.licence())
                .put("file", details.file())
                .put("sha256", details.sha256())
                .put("version", details.version())
                .put("producer", details.producer())
                .put("opset", details.opset())
                .put("nodes", details.nodes())
                .put("weightBytes", details.weightBytes())
                .put("preprocessing", new JsonObject(details.preprocessing()))
                .put("preprocessingGuessed", details.preprocessingGuessed())
                .put("labelsGuessed", details.labelsGuessed());
    }

    static JsonObject of(RemovedModel model) {
        return new JsonObject()
                .put("id", model.id())
                .put("name", model.name())
                .put("removed", model.removed().toString())
                .put("until", model.until().toString());
    }

    static JsonObject of(PreprocessingTrial trial) {
        return new JsonObject()
                .put("preset", trial.preset())
                .put("title", trial.title())
                .put("about", trial.about())
                .put("current", trial.isCurrent())
                .put("predictions", array(trial.predictions(), ExplanationJson::prediction))
                .put("seen", Base64.getEncoder().encodeToString(trial.seen()));
    }

    static JsonObject of(MethodDescription method) {
        return new JsonObject()
                .put("name", method.name())
                .put("title", method.title())
                .put("summary", method.summary())
                .put("paper", method.paper())
                .put("when", method.when())
                .put("needs", method.needs())
                .put("cost", method.cost())
                .put("kind", method.kind())
                .put("atLayer", method.atLayer())
                .put("dependsOnClass", method.dependsOnClass())
                .put("allClasses", method.allClasses())
                .put("long", method.isLong())
                .put("sharesForwards", method.sharesForwards())
                .put("givesConcepts", method.givesConcepts())
                .put("options", array(method.options(), ModelJson::option));
    }

    private static JsonObject option(Option option) {
        return new JsonObject()
                .put("name", option.name())
                .put("about", option.about())
                .put("usual", option.usual())
                .put("least", option.least())
                .put("most", option.most())
                .put("choices", new JsonArray(option.choices()));
    }

    private static JsonObject layer(Layer layer) {
        return new JsonObject()
                .put("name", layer.name())
                .put("title", layer.title())
                .put("channels", layer.channels())
                .put("height", layer.height())
                .put("width", layer.width())
                .put("recommended", layer.recommended())
                .put("methods", array(layer.methods(), ModelJson::support));
    }

    private static JsonObject innerLayer(InnerLayer layer) {
        return new JsonObject()
                .put("name", layer.name())
                .put("channels", layer.channels())
                .put("height", layer.height())
                .put("width", layer.width());
    }

    private static JsonObject support(MethodSupport support) {
        return new JsonObject()
                .put("name", support.method())
                .put("available", support.reason() == null)
                .put("reason", support.reason());
    }
}
