package dev.regard.web;

import dev.regard.store.ImageStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

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
        Map<String, Object> variables = Map.of(
                "static", webroot.address(),
                "samples", samples(webroot, images),
                "version", version);
        return vertx.executeBlocking(() -> render(variables))
                .map(page -> new PageRoute(Buffer.buffer(Objects.requireNonNull(page))));
    }

    private static String render(Map<String, Object> variables) {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding("UTF-8");
        TemplateEngine engine = new TemplateEngine();
        engine.setTemplateResolver(resolver);
        return engine.process(TEMPLATE, new Context(Locale.ENGLISH, variables));
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
