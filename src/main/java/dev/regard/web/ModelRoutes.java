package dev.regard.web;

import dev.regard.worker.ExplainClient;
import dev.regard.worker.LibraryClient;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/** What there is to choose from. */
final class ModelRoutes {

    private static final Problem NO_PICTURE =
            new Problem(400, "The cost is that of any picture: leave 'image' and 'url' out.");

    private final ExplainClient client;
    private final LibraryClient library;
    private final String adding;

    /** @param adding what it takes to change models */
    ModelRoutes(ExplainClient client, LibraryClient library, String adding) {
        this.client = client;
        this.library = library;
        this.adding = adding;
    }

    /** GET /api/models. */
    void models(RoutingContext ctx) {
        answer(ctx, client.models().map(models -> models.copy().put("adding", adding)));
    }

    /** GET /api/models/{model}. */
    void model(RoutingContext ctx) {
        answer(ctx, client.model(Objects.requireNonNull(ctx.pathParam("model"))));
    }

    /** GET /api/models/{model}/details: what its own page tells. */
    void details(RoutingContext ctx) {
        answer(ctx, library.details(Objects.requireNonNull(ctx.pathParam("model"))));
    }

    /** GET /api/models/{model}/cost: with the fields of a request, what it would take. */
    void cost(RoutingContext ctx) {
        MultiMap query = MultiMap.caseInsensitiveMultiMap().addAll(ctx.queryParams());
        query.set("model", Objects.requireNonNull(ctx.pathParam("model")));
        ExplainFields fields = ExplainFields.ofForm(query);
        if (fields.image() != null || fields.url() != null) {
            throw NO_PICTURE.asException();
        }
        client.cost(fields.work(Clients.name(ctx)))
                .onSuccess(cost -> Responses.json(ctx, cost))
                .onFailure(ctx::fail);
    }

    /** GET /api/methods. */
    void methods(RoutingContext ctx) {
        answer(ctx, client.methods());
    }

    private static void answer(RoutingContext ctx, Future<JsonObject> answer) {
        answer.onSuccess(json -> Responses.current(ctx, json)).onFailure(ctx::fail);
    }
}
