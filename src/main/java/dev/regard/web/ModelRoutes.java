package dev.regard.web;

import dev.regard.worker.ExplainClient;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/** What there is to choose from. */
final class ModelRoutes {

    private final ExplainClient client;

    ModelRoutes(ExplainClient client) {
        this.client = client;
    }

    /** GET /api/models. */
    void models(RoutingContext ctx) {
        answer(ctx, client.models());
    }

    /** GET /api/models/{model}. */
    void model(RoutingContext ctx) {
        answer(ctx, client.model(Objects.requireNonNull(ctx.pathParam("model"))));
    }

    /** GET /api/methods. */
    void methods(RoutingContext ctx) {
        answer(ctx, client.methods());
    }

    private static void answer(RoutingContext ctx, Future<JsonObject> answer) {
        answer.onSuccess(json -> Responses.json(ctx, json)).onFailure(ctx::fail);
    }
}
