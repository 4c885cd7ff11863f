package dev.regard.web;

import dev.regard.worker.ExplainClient;
import dev.regard.worker.LibraryClient;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Pages about the models. Rendered when somebody asks, because models come, change and go. */
final class ModelPageRoutes {

    private final ExplainClient client;
    private final LibraryClient library;
    private final Templates templates;
    private final PageProblems problems;
    private final String samples;

    /** @param samples ids of the pictures that methods are compared by */
    ModelPageRoutes(Vertx vertx, ExplainClient client, Templates templates, List<String> samples) {
        this.samples = String.join(" ", samples);
        this.client = client;
        this.library = new LibraryClient(vertx.eventBus());
        this.templates = templates;
        this.problems = new PageProblems(templates);
    }

    /** GET /models. */
    void list(RoutingContext ctx) {
        show(
                ctx,
                "models.html",
                client.models()
                        .map(answer -> Map.of("models", facts(Language.of(ctx).say(answer)))));
    }

    /** GET /models/{model}. */
    void show(RoutingContext ctx) {
        model(ctx, "model.html");
    }

    /** GET /models/{model}/report. */
    void report(RoutingContext ctx) {
        model(ctx, "model-report.html");
    }

    private void model(RoutingContext ctx, String template) {
        String name = Objects.requireNonNull(ctx.pathParam("model"));
        Language language = Language.of(ctx);
        Future<JsonObject> card = client.model(name).map(language::say);
        Future<JsonObject> details = library.details(name).recover(ModelPageRoutes::nothingOfBroken);
        Future<JsonObject> methods = client.methods().map(language::say);
        show(
                ctx,
                template,
                Future.all(card, details, methods)
                        .map(known -> Map.of(
                                "model",
                                new ModelFacts(card.result(), details.result()),
                                "support",
                                ModelSupport.of(card.result(), methods.result()),
                                "samples",
                                samples)));
    }

    private static List<ModelFacts> facts(JsonObject models) {
        return models.getJsonArray("models").stream()
                .map(card -> new ModelFacts((JsonObject) card, new JsonObject()))
                .toList();
    }

    /** Of a model that cannot be read there is only the card, which says why. */
    private static Future<JsonObject> nothingOfBroken(Throwable failure) {
        boolean isBroken = failure instanceof ReplyException reply
                && reply.failureCode() == HttpResponseStatus.UNPROCESSABLE_ENTITY.code();
        return isBroken ? Future.succeededFuture(new JsonObject()) : Future.failedFuture(failure);
    }

    private void show(RoutingContext ctx, String template, Future<Map<String, Object>> variables) {
        variables
                .compose(known -> templates.render(template, Language.of(ctx), known))
                .onSuccess(page -> Responses.page(ctx, page))
                .onFailure(failure -> problems.fail(ctx, failure));
    }
}
