package dev.regard.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Answers that several resources give. */
final class Responses {

    private Responses() {}

    static void json(RoutingContext ctx, JsonObject json) {
        ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(json.toBuffer());
    }

    static void created(RoutingContext ctx, String location, JsonObject json) {
        ctx.response().setStatusCode(201).putHeader(HttpHeaders.LOCATION, location);
        json(ctx, json);
    }

    /** Sends HTML that may have changed when it is asked for again. */
    static void page(RoutingContext ctx, Buffer html) {
        ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.VARY, "accept-language, cookie")
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
