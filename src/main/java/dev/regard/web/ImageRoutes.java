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

    /** GET /api/images/{id}. The id is the hash of the bytes, so the answer never changes. */
    void get(RoutingContext ctx) {
        String id = Objects.requireNonNull(ctx.pathParam("id"));
        images.get(id).onFailure(ctx::fail).onSuccess(picture -> {
            ctx.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, PictureType.of(picture))
                    .putHeader(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable")
                    .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY)
                    // Somebody may send HTML that calls itself a picture.
                    .putHeader(SecurityHeaders.CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
            Responses.fresh(ctx, id, picture);
        });
    }
}
