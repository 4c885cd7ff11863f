package dev.regard.web;

import dev.regard.store.ImageStore;
import dev.regard.worker.Addresses;
import dev.regard.worker.ExplainClient;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** WS /api/live: opens and guards WebSockets; what is said on one is the matter of its {@link LiveSession}. */
final class ExplainSocket {

    private static final long PING_MILLIS = 20_000;
    private static final short TOO_LARGE = 1009;
    private static final Problem NO_UPGRADE = new Problem(426, "This address speaks WebSocket only.");
    private static final Problem FOREIGN =
            new Problem(403, "Pages of other sites may not connect: the Origin is not this server's.");

    private final Vertx vertx;
    private final ImageStore images;
    private final RemotePictures remote;
    private final ExplainClient client;
    private final Origins origins;

    ExplainSocket(Vertx vertx, ImageStore images, RemotePictures remote, ExplainClient client, Origins origins) {
        this.origins = origins;
        this.vertx = vertx;
        this.images = images;
        this.remote = remote;
        this.client = client;
    }

    void open(RoutingContext ctx) {
        if (!ctx.request().canUpgradeToWebSocket()) {
            ctx.response().putHeader(HttpHeaders.UPGRADE, "websocket");
            ctx.fail(NO_UPGRADE.asException());
        } else if (!origins.mayAsk(ctx.request())) {
            ctx.fail(FOREIGN.asException());
        } else {
            Language language = Language.of(ctx);
            ctx.request()
                    .toWebSocket()
                    .onSuccess(socket -> serve(socket, language))
                    .onFailure(ctx::fail);
        }
    }

    private void serve(ServerWebSocket socket, Language language) {
        LiveSession session = new LiveSession(socket, language, images, remote, client);
        long pings = vertx.setPeriodic(PING_MILLIS, tick -> socket.writePing(Buffer.buffer()));
        MessageConsumer<JsonObject> library =
                vertx.eventBus().consumer(Addresses.MODELS_CHANGED, changed -> session.modelsChanged());
        socket.textMessageHandler(text -> {
            if (text.length() > Limits.JSON_BYTES) {
                socket.close(TOO_LARGE, Limits.JSON_TOO_LARGE);
            } else {
                session.text(text);
            }
        });
        socket.binaryMessageHandler(picture -> {
            if (picture.length() > Limits.PICTURE_BYTES) {
                socket.close(TOO_LARGE, Limits.PICTURE_TOO_LARGE);
            } else {
                session.picture(picture);
            }
        });
        // A message over the limit in many frames ends here, and the socket would stay open.
        socket.exceptionHandler(failure -> socket.close(TOO_LARGE, Limits.PICTURE_TOO_LARGE));
        socket.shutdownHandler(stopping -> session.end());
        socket.closeHandler(closed -> {
            vertx.cancelTimer(pings);
            library.unregister();
            session.closed();
        });
    }
}
