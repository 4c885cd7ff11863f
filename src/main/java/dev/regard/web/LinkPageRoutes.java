package dev.regard.web;

import dev.regard.store.LinkStore;
import dev.regard.worker.ExplainClient;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Objects;

/** /s/{id}: pages that show a link. */
final class LinkPageRoutes {

    private final PageRoute page;
    private final Templates templates;
    private final PageProblems problems;
    private final LinkStore links;
    private final BasePath base;

    LinkPageRoutes(PageRoute page, Templates templates, LinkStore links, BasePath base) {
        this.page = page;
        this.templates = templates;
        this.problems = new PageProblems(templates);
        this.links = links;
        this.base = base;
    }

    /** Where people open a link. */
    static String path(String id) {
        return "/s/" + id;
    }

    /** GET /s/{id}: the whole page. Of a link that leads nowhere it says so itself. */
    void page(RoutingContext ctx) {
        Language language = Language.of(ctx);
        links.get(id(ctx))
                .map(link -> preview(ctx, link))
                .otherwise(gone -> new LinkPreview(id(ctx), "", "", "", base.path()))
                .compose(preview -> page.render(language, preview))
                .onSuccess(html -> send(ctx, html))
                .onFailure(ctx::fail);
    }

    /** GET /s/{id}/embed: the drawing and little else, for a frame in any site's page. */
    void embed(RoutingContext ctx) {
        show(ctx, "embed.html", SecurityHeaders.EMBED_POLICY);
    }

    /** GET /s/{id}/report: one page to print. */
    void report(RoutingContext ctx) {
        show(ctx, "report.html", SecurityHeaders.PAGE_POLICY);
    }

    private void show(RoutingContext ctx, String template, String policy) {
        Language language = Language.of(ctx);
        links.get(id(ctx))
                .compose(link -> templates.render(template, language, Map.of("link", preview(ctx, link))))
                .onSuccess(html -> {
                    ctx.response().putHeader(SecurityHeaders.CONTENT_SECURITY_POLICY, policy);
                    send(ctx, html);
                })
                .onFailure(failure -> problems.fail(ctx, failure));
    }

    private static void send(RoutingContext ctx, Buffer html) {
        ctx.response().putHeader("X-Robots-Tag", "noindex");
        Responses.page(ctx, html);
    }

    private LinkPreview preview(RoutingContext ctx, JsonObject link) {
        JsonObject content = link.getJsonObject("content");
        JsonObject explanation = content.getJsonArray("explanations").getJsonObject(0);
        String about = "%s \u00b7 %s"
                .formatted(explanation.getString("model"), ExplainClient.titleOf(explanation.getString("method")));
        return new LinkPreview(id(ctx), label(explanation), about, origin(ctx.request()), base.path());
    }

    private static String label(JsonObject explanation) {
        JsonArray maps = explanation.getJsonArray("maps");
        return maps.isEmpty() ? "" : maps.getJsonObject(0).getString("label");
    }

    private static String origin(HttpServerRequest request) {
        return request.scheme() + "://" + Objects.requireNonNull(request.authority());
    }

    private static String id(RoutingContext ctx) {
        return Objects.requireNonNull(ctx.pathParam("id"));
    }
}
