package dev.regard.web;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import java.time.Duration;
import java.util.Set;

/** GET /static/{hash}/…: the files of the pages, to be kept for ever, because their address changes when they do. */
final class StaticRoutes {

    private static final long ONE_YEAR = Duration.ofDays(365).toSeconds();

    private final Webroot webroot;
    private final Handler<RoutingContext> files;

    StaticRoutes(Webroot webroot) {
        this.webroot = webroot;
        this.files = StaticHandler.create(
                        FileSystemAccess.ROOT, webroot.folder().toString())
                .setMaxAgeSeconds(ONE_YEAR)
                .setIncludeHidden(false)
                .setDirectoryListing(false)
                .skipCompressionForMediaTypes(Set.of("image/jpeg", "image/png", "image/webp"));
    }

    void get(RoutingContext ctx) {
        ctx.response().putHeader(SecurityHeaders.CONTENT_SECURITY_POLICY, SecurityHeaders.FILE_POLICY);
        if (webroot.hash().equals(ctx.pathParam("hash"))) {
            files.handle(ctx);
        } else {
            redirect(ctx);
        }
    }

    /** A page from before an update asks for files of before: the new ones serve it better than none. */
    private void redirect(RoutingContext ctx) {
        String path = ctx.normalizedPath();
        int file = path.indexOf('/', "/static/".length());
        ctx.response()
                .setStatusCode(307)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(HttpHeaders.LOCATION, webroot.address() + path.substring(file))
                .end();
    }
}
