package dev.regard.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers that several resources give. */
final class Responses {

    private Responses() {}

    /** Sends JSON with the server's sentences in the language of the request. */
    static void json(RoutingContext ctx, JsonObject json) {
        json(ctx, "application/json", json);
    }

    static void json(RoutingContext ctx, String type, JsonObject json) {
        written(ctx)
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(Language.of(ctx).say(json).toBuffer());
    }

    private static HttpServerResponse written(RoutingContext ctx) {
        return ctx.response()
                .putHeader(HttpHeaders.CONTENT_LANGUAGE, Language.of(ctx).tag())
                .putHeader(HttpHeaders.VARY, "accept-language, cookie");
    }

    static void created(RoutingContext ctx, String location, JsonObject json) {
        ctx.response().setStatusCode(201).putHeader(HttpHeaders.LOCATION, location);
        json(ctx, json);
    }

    /** Sends HTML that may have changed when it is asked for again. */
    static void page(RoutingContext ctx, Buffer html) {
        written(ctx)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        fresh(ctx, Integer.toHexString(html.hashCode()), html);
    }

    /** Sends a body, or nothing where the client has it already. */
    static void fresh(RoutingContext ctx, String tag, Buffer body) {
        String quoted = '"' + tag + '"';
        ctx.response().putHeader(HttpHeaders.ETAG, quoted);
        String known = ctx.request().getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known != null && known.contains(quoted)) {
            ctx.response().setStatusCode(304).end();
        } else {
            ctx.response().end(body);
        }
    }
}
