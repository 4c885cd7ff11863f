package dev.regard.web;

import dev.regard.remote.AddressGuard;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;

/** A server elsewhere that has pictures, and sends on to where it is told. Its port is what a guard may let through. */
final class PictureHost implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    PictureHost() {
        server = vertx.createHttpServer()
                .requestHandler(PictureHost::answer)
                .listen(0, "127.0.0.1")
                .await();
    }

    /** Lets through this server and nothing else on this machine. */
    AddressGuard guard() {
        return this::isHere;
    }

    private boolean isHere(InetAddress address, int port) {
        return address.isLoopbackAddress() && port == server.actualPort();
    }

    String address(String path) {
        return "http://127.0.0.1:%d%s".formatted(server.actualPort(), path);
    }

    private static void answer(HttpServerRequest request) {
        switch (String.valueOf(request.path())) {
            case "/pets/breakfast.jpg" ->
                request.response().sendFile(Scenes.file(Scenes.BREAKFAST).toString());
            case "/text" -> request.response().end("this is no picture at all");
            case "/to" ->
                request.response()
                        .setStatusCode(302)
                        .putHeader("Location", String.valueOf(request.getParam("where")))
                        .end();
            default -> request.response().setStatusCode(404).end();
        }
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
