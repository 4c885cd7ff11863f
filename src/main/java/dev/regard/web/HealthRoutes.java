package dev.regard.web;

import dev.regard.worker.ExplainClient;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** For whoever watches over the server. */
final class HealthRoutes {

    private static final Problem NOT_READY = new Problem(503, "The worker does not answer.", 2);

    private final ExplainClient client;

    HealthRoutes(ExplainClient client) {
        this.client = client;
    }

    /** GET /health/live: the event loop turns. */
    void live(RoutingContext ctx) {
        Responses.json(ctx, new JsonObject().put("status", "up"));
    }

    /** GET /health/ready: requests can be served. */
    void ready(RoutingContext ctx) {
        client.ping().onSuccess(up -> live(ctx)).onFailure(down -> ctx.fail(NOT_READY.asException()));
    }
}
