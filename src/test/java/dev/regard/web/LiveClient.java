package dev.regard.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One end of a WebSocket. */
final class LiveClient {

    /** A map with a value for each pixel. */
    private static final int LARGEST_MESSAGE = 1 << 20;

    private final BlockingQueue<JsonObject> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    /** Held, because Vert.x closes the sockets of a client that is garbage. */
    private final WebSocketClient sockets;

    private final WebSocket socket;

    LiveClient(ServerFixture server) {
        this(server, "en");
    }

    /** @param language that it wishes to be answered in */
    LiveClient(ServerFixture server, String language) {
        this.sockets = server.vertx.createWebSocketClient(
                new WebSocketClientOptions().setMaxFrameSize(LARGEST_MESSAGE).setMaxMessageSize(LARGEST_MESSAGE));
        this.socket = sockets.connect(
                        options(server, "http://127.0.0.1:" + server.port).addHeader("Accept-Language", language))
                .await();
        socket.textMessageHandler(text -> received.add(new JsonObject(text)));
        socket.closeHandler(end -> closed.complete(Integer.valueOf(socket.closeStatusCode())));
    }

    static WebSocketConnectOptions options(ServerFixture server, String origin) {
        return new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(server.port)
                .setURI("/api/live")
                .addHeader("Origin", origin);
    }

    void text(String message) {
        socket.writeTextMessage(message).await();
    }

    void explain(Object id, String image) {
        text(new JsonObject()
                .put("id", id)
                .put("type", "explain")
                .put("image", image)
                .encode());
    }

    void picture(Buffer picture) {
        socket.writeBinaryMessage(picture);
    }

    JsonObject next() throws InterruptedException {
        JsonObject message = received.poll(10, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("no message came");
        }
        return message;
    }

    void close() {
        socket.close().eventually(sockets::close).await();
    }

    int closeCode() throws Exception {
        return closed.get(10, TimeUnit.SECONDS);
    }
}
