package dev.regard.web;

import dev.regard.store.ImageStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;

/** GET /: the page, the same for everybody, rendered once. */
final class PageRoute {

    private final Buffer page;

    private PageRoute(Buffer page) {
        this.page = page;
    }

    /** @param urls whether pictures may be given by their address */
    static Future<PageRoute> render(Templates templates, Webroot webroot, ImageStore images, boolean urls) {
        return templates
                .render("index.html", Map.of("samples", samples(webroot, images), "urls", urls))
                .map(PageRoute::new);
    }

    void show(RoutingContext ctx) {
        Responses.page(ctx, page);
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
