package dev.regard.web;

import dev.regard.remote.AddressGuard;
import dev.regard.remote.FetchLimits;
import dev.regard.remote.PictureFetch;
import dev.regard.remote.SystemResolver;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Pictures that are given by their address, where that is allowed. */
final class RemotePictures {

    private static final String FIELD = "url";
    private static final Problem OFF = new Problem(
            403,
            "Pictures are not fetched by their address here: REGARD_URLS is off. Save the picture and send the file.");
    private static final Problem NO_ADDRESS =
            new Problem(400, "Send the picture itself, or its address as {\"url\": \"https://example.org/dog.jpg\"}.");

    private final @Nullable PictureFetch fetch;

    /** @param guard says which servers may be asked; null where none may */
    RemotePictures(Vertx vertx, @Nullable AddressGuard guard) {
        this.fetch = guard == null
                ? null
                : new PictureFetch(vertx, new SystemResolver(vertx), guard, FetchLimits.ofBytes(Limits.PICTURE_BYTES));
    }

    /** What lies at an address, which need not be a picture. */
    Future<Buffer> fetch(String url) {
        return fetch == null ? Future.failedFuture(OFF.asException()) : fetch.fetch(url);
    }

    /** What lies at the address that a body of JSON holds. */
    Future<Buffer> ofJson(RoutingContext ctx) {
        Buffer body = ctx.body().buffer();
        JsonObject json = ExplainFields.parse(body == null ? Buffer.buffer() : body);
        return json.fieldNames().equals(Set.of(FIELD)) && json.getValue(FIELD) instanceof String url
                ? fetch(url)
                : Future.failedFuture(NO_ADDRESS.asException());
    }
}
