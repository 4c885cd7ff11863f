package dev.regard.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** GET /openapi.yaml: what the HTTP interface offers. */
final class OpenApiRoute {

    static final String RESOURCE = "openapi.yaml";

    private final Buffer text;

    OpenApiRoute(Buffer text, BasePath base) {
        // Where nothing is said, paths begin at the root of the site.
        this.text = base.path().isEmpty()
                ? text
                : Buffer.buffer("servers:\n  - url: %s\n".formatted(base.path()))
                        .appendBuffer(text);
    }

    void show(RoutingContext ctx) {
        ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/yaml")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        Responses.fresh(ctx, text);
    }
}
