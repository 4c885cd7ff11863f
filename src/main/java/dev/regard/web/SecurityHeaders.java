package dev.regard.web;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/** What every response says to browsers. A resource may replace one of them later. */
final class SecurityHeaders implements Handler<RoutingContext> {

    static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";

    static final String REFERRER_POLICY = "Referrer-Policy";

    static final String PAGE_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' blob: data:",
            "connect-src 'self'",
            "font-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'self'");

    /** For scripts, style sheets and pictures, which take the policy of their page: there are many, and each says it. */
    static final String FILE_POLICY = "default-src 'none'";

    /** For what any site may frame; nothing runs there. */
    static final String EMBED_POLICY =
            "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *";

    @Override
    public void handle(RoutingContext ctx) {
        ctx.response()
                .putHeader(CONTENT_SECURITY_POLICY, PAGE_POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader(REFERRER_POLICY, "no-referrer");
        ctx.next();
    }
}
