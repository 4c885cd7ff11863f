package dev.regard.web;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.PlatformHandler;

/**
 * Refuses who asks too often, and tells everybody how much is left, in the words of the IETF's draft
 * (draft-ietf-httpapi-ratelimit-headers-10).
 */
final class RateGate implements PlatformHandler, Handler<RoutingContext> {

    static final String POLICY = "RateLimit-Policy";
    static final String LIMIT = "RateLimit";

    private final Quotas quotas;

    RateGate(Quotas quotas) {
        this.quotas = quotas;
    }

    @Override
    public void handle(RoutingContext ctx) {
        if (!quotas.isLimited()) {
            ctx.next();
            return;
        }
        String client = Clients.name(ctx);
        boolean isTooMuch = quotas.left(client) == 0;
        if (!isTooMuch) {
            quotas.take(client);
        }
        int seconds = Math.toIntExact(Math.ceilDiv(quotas.millisLeft(client), 1000L));
        ctx.response()
                .putHeader(POLICY, "\"minute\";q=%d;w=%d".formatted(quotas.perMinute(), Quotas.WINDOW_SECONDS))
                .putHeader(LIMIT, "\"minute\";r=%d;t=%d".formatted(quotas.left(client), seconds));
        if (isTooMuch) {
            ctx.fail(tooMuch(seconds));
        } else {
            ctx.next();
        }
    }

    private Problem.Exception tooMuch(int seconds) {
        return new Problem(
                        429,
                        "You have asked %d times within a minute, as often as one client may here. Ask again in %d seconds."
                                .formatted(quotas.perMinute(), seconds),
                        seconds)
                .asException();
    }
}
