package dev.regard.web;

import dev.regard.store.ImageStore;
import dev.regard.worker.ExplainClient;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/** Pictures: taken in, and given back. */
final class ImageRoutes {

    /** As long as a side may be: nothing is scaled down. */
    static final int MAX_SHOWN_PIXELS = 65_535;

    private static final Problem NO_LENGTH =
            new Problem(400, "'longest' must be a whole number of pixels, such as 512.");

    private final ImageStore images;
    private final ExplainClient client;
    private final RemotePictures remote;

    ImageRoutes(ImageStore images, ExplainClient client, RemotePictures remote) {
        this.images = images;
        this.client = client;
        this.remote = remote;
    }

    /** POST /api/images. Nothing is stored that is no picture. */
    void add(RoutingContext ctx) {
        picture(ctx)
                .compose(bytes -> client.inspect(bytes)
                        .compose(size -> images.put(bytes)
                                .map(id -> new JsonObject().put("id", id).mergeIn(size))))
                .onSuccess(image -> Responses.created(ctx, "/api/images/" + image.getString("id"), image))
                .onFailure(ctx::fail);
    }

    private Future<Buffer> picture(RoutingContext ctx) {
        if (Uploads.isForm(ctx)) {
            return Uploads.ofForm(ctx);
        }
        return ctx.is("application/json") ? remote.ofJson(ctx) : Uploads.ofBody(ctx);
    }

    /** GET /api/images/{id}/shown: what every browser draws as the picture was decoded. */
    void show(RoutingContext ctx) {
        String id = Objects.requireNonNull(ctx.pathParam("id"));
        int longest = longest(ctx);
        images.get(id)
                .compose(picture -> client.show(picture, longest))
                .onFailure(ctx::fail)
                .onSuccess(shown -> send(ctx, id + "-" + longest, shown));
    }

    private static int longest(RoutingContext ctx) {
        String wanted = ctx.queryParams().get("longest");
        try {
            int longest = wanted == null ? MAX_SHOWN_PIXELS : Integer.parseInt(wanted);
            return Math.clamp(longest, 1, MAX_SHOWN_PIXELS);
        } catch (NumberFormatException notWhole) {
            throw NO_LENGTH.asException();
        }
    }

    /** GET /api/images/{id}. The id is the hash of the bytes, so the answer never changes. */
    void get(RoutingContext ctx) {
        String id = Objects.requireNonNull(ctx.pathParam("id"));
        images.get(id).onFailure(ctx::fail).onSuccess(picture -> send(ctx, id, picture));
    }

    private static void send(RoutingContext ctx, String tag, Buffer picture) {
        ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, PictureType.of(picture))
                .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
                .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY)
                // Somebody may send HTML that calls itself a picture.
                .putHeader(SecurityHeaders.CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
        Responses.fresh(ctx, tag, picture);
    }
}
