package dev.regard.web;

import dev.regard.store.ImageStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * GET / and the page's other screens: one page, the same for everybody who speaks a language, rendered once for each. Whoever
 * asks for nothing in particular sees the first picture before any script has run.
 */
final class PageRoute {

    /** Where the page shows its screens; its scripts know which belongs to which. */
    static final List<String> PATHS = List.of("/", "/compare", "/pictures", "/live", "/trust");

    private static final String TEMPLATE = "index.html";

    private final Templates templates;
    private final Map<String, Object> variables;
    private final Map<String, Buffer> pages;
    private final Map<String, Buffer> firstPages;

    private PageRoute(
            Templates templates,
            Map<String, Object> variables,
            Map<String, Buffer> pages,
            Map<String, Buffer> firstPages) {
        this.templates = templates;
        this.variables = variables;
        this.pages = pages;
        this.firstPages = firstPages;
    }

    /** @param urls whether pictures may be given by their address */
    static Future<PageRoute> render(
            Templates templates, Webroot webroot, ImageStore images, BasePath base, boolean urls) {
        List<Map<String, Object>> samples = samples(webroot, images, base);
        Map<String, Object> variables = Map.of("samples", samples, "urls", urls);
        Map<String, Object> ofFirst = new HashMap<>(variables);
        samples.stream().findFirst().ifPresent(first -> ofFirst.put("first", first));
        return renderAll(templates, variables)
                .compose(pages -> renderAll(templates, ofFirst)
                        .map(firstPages -> new PageRoute(templates, variables, pages, firstPages)));
    }

    /** In every language, by its tag. */
    private static Future<Map<String, Buffer>> renderAll(Templates templates, Map<String, Object> variables) {
        Map<String, Buffer> pages = new ConcurrentHashMap<>();
        return Future.all(templates.languages().all().stream()
                        .map(language -> templates
                                .render(TEMPLATE, language, variables)
                                .onSuccess(page -> pages.put(language.tag(), page)))
                        .toList())
                .map(rendered -> pages);
    }

    void show(RoutingContext ctx) {
        boolean isFirst =
                ctx.normalizedPath().equals("/") && ctx.queryParam("picture").isEmpty();
        Map<String, Buffer> suited = isFirst ? firstPages : pages;
        Responses.page(ctx, Objects.requireNonNull(suited.get(Language.of(ctx).tag())));
    }

    /** The ids of the pictures that everybody has. */
    List<String> sampleIds() {
        return ((List<?>) Objects.requireNonNull(variables.get("samples")))
                .stream()
                        .map(sample -> String.valueOf(((Map<?, ?>) sample).get("id")))
                        .toList();
    }

    /** The page that opens a link. */
    Future<Buffer> render(Language language, LinkPreview link) {
        Map<String, Object> all = new HashMap<>(variables);
        all.put("link", link);
        return templates.render(TEMPLATE, language, all);
    }

    private static List<Map<String, Object>> samples(Webroot webroot, ImageStore images, BasePath base) {
        return webroot.samples().stream()
                .map(sample -> Map.<String, Object>of(
                        "id", images.sampleId(sample.image()),
                        "name", sample.name(),
                        "src", base.at(webroot.address()) + "/samples/" + sample.image(),
                        "small", base.at(webroot.address()) + "/samples/small/" + sample.small(),
                        "width", sample.width(),
                        "height", sample.height()))
                .toList();
    }
}
