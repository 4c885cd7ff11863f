package dev.regard.web;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.CorsHandler;
import java.util.Set;

/** Lets browsers give answers to pages of the sites that may ask (CORS). Cookies there are none. */
final class CrossOrigin implements Handler<RoutingContext> {

    private static final int KNOWN_SECONDS = 600;

    private final Origins origins;
    private final CorsHandler cors;

    CrossOrigin(Origins origins) {
        this.origins = origins;
        this.cors = CorsHandler.create()
                .addOrigins(origins.others())
                .allowedMethods(Set.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE))
                .allowedHeaders(Set.of("Accept", "Authorization", "Content-Type", "If-None-Match", "Prefer"))
                .exposedHeaders(Set.of(
                        "Cache-Status",
                        "Content-Location",
                        "ETag",
                        "Location",
                        "Preference-Applied",
                        RateGate.LIMIT,
                        RateGate.POLICY,
                        "Retry-After"))
                .maxAgeSeconds(KNOWN_SECONDS);
    }

    /** Our own page needs no leave, and who has none is answered as if there were no such thing. */
    @Override
    public void handle(RoutingContext ctx) {
        if (!Origins.isOurs(ctx.request()) && origins.mayAsk(ctx.request())) {
            cors.handle(ctx);
        } else {
            ctx.response().putHeader(HttpHeaders.VARY, HttpHeaders.ORIGIN);
            ctx.next();
        }
    }
}
