package dev.regard.web;

import dev.regard.store.ImageStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.templ.thymeleaf.ThymeleafTemplateEngine;
import java.util.List;
import java.util.Map;

/** GET /: the page, the same for everybody, rendered once. */
final class PageRoute {

    private static final String TEMPLATE = "templates/index.html";

    private final Buffer page;
    private final String tag;

    private PageRoute(Buffer page) {
        this.page = page;
        this.tag = Integer.toHexString(page.hashCode());
    }

    /** Renders on a worker thread: Thymeleaf works, and reads its files, on the thread that calls it. */
    static Future<PageRoute> render(Vertx vertx, Webroot webroot, ImageStore images, String version) {
        ThymeleafTemplateEngine engine = ThymeleafTemplateEngine.create(vertx);
        Map<String, Object> variables = Map.of(
                "static", webroot.address(),
                "samples", samples(webroot, images),
                "version", version);
        return vertx.executeBlocking(() -> engine.render(variables, TEMPLATE))
                .compose(rendered -> rendered)
                .map(PageRoute::new);
    }

    void show(RoutingContext ctx) {
        ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        Responses.fresh(ctx, tag, page);
    }

    private static List<Map<String, Object>> samples(Webroot webroot, ImageStore images) {
        return webroot.samples().stream()
                .map(sample -> Map.<String, Object>of(
                        "id", images.sampleId(sample.image()),
                        "title", sample.title(),
                        "src", webroot.address() + "/samples/" + sample.image(),
                        "width", sample.width(),
                        "height", sample.height()))
                .toList();
    }
}
