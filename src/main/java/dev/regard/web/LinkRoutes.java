package dev.regard.web;

import dev.regard.store.LinkStore;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** /api/links: explanations that are kept, each under an address of its own. */
final class LinkRoutes {

    private static final String BEARER = "Bearer ";
    private static final Problem NOT_JSON = new Problem(415, "Send application/json.");
    private static final Problem NO_TOKEN = new Problem(
            401, "Send the token that the link's maker was given, as the header 'Authorization: Bearer TOKEN'.");

    private final Sharing sharing;
    private final LinkStore links;
    private final BasePath base;

    LinkRoutes(Sharing sharing, LinkStore links, BasePath base) {
        this.sharing = sharing;
        this.links = links;
        this.base = base;
    }

    /** POST /api/links. */
    void make(RoutingContext ctx) {
        Future.succeededFuture(ctx)
                .map(LinkRoutes::fields)
                .compose(fields -> sharing.make(fields, Clients.name(ctx)))
                .onSuccess(made -> Responses.created(
                        ctx,
                        "/api/links/" + made.id(),
                        new JsonObject()
                                .put("id", made.id())
                                .put("path", base.at(LinkPageRoutes.path(made.id())))
                                .put("token", made.token())))
                .onFailure(ctx::fail);
    }

    /** GET /api/links/{id}. */
    void show(RoutingContext ctx) {
        sharing.open(id(ctx)).onSuccess(link -> Responses.large(ctx, link)).onFailure(ctx::fail);
    }

    /** GET /api/links/{id}/picture, as every browser draws it alike. */
    void picture(RoutingContext ctx) {
        sharing.picture(id(ctx))
                .onSuccess(picture -> send(ctx, PictureType.of(picture), picture))
                .onFailure(ctx::fail);
    }

    /** GET /api/links/{id}/drawing. */
    void drawing(RoutingContext ctx) {
        links.drawing(id(ctx))
                .onSuccess(drawing -> send(ctx, "image/png", drawing))
                .onFailure(ctx::fail);
    }

    /** DELETE /api/links/{id}. */
    void delete(RoutingContext ctx) {
        @Nullable String authorization = ctx.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !authorization.startsWith(BEARER)) {
            ctx.fail(NO_TOKEN.asException());
            return;
        }
        links.delete(id(ctx), authorization.substring(BEARER.length()).strip())
                .onSuccess(deleted -> ctx.response().setStatusCode(204).end())
                .onFailure(ctx::fail);
    }

    private static LinkFields fields(RoutingContext ctx) {
        if (!Boolean.TRUE.equals(ctx.is("application/json"))) {
            throw NOT_JSON.asException();
        }
        Buffer body = ctx.body().buffer();
        return LinkFields.of(ExplainFields.parse(body == null ? Buffer.buffer() : body));
    }

    /** It may be deleted, so browsers ask again. */
    private static void send(RoutingContext ctx, String type, Buffer body) {
        ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY)
                // Somebody may send HTML that calls itself a picture.
                .putHeader(SecurityHeaders.CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
        Responses.fresh(ctx, id(ctx), body);
    }

    private static String id(RoutingContext ctx) {
        return Objects.requireNonNull(ctx.pathParam("id"));
    }
}
