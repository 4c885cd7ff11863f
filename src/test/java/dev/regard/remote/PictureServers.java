package dev.regard.remote;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two servers on one port: at 127.0.0.1 the one that counts as public here, and at 127.0.0.2 an inner one, which must never
 * be asked. Names lead where the test says, one answer after another.
 */
final class PictureServers implements AutoCloseable, Resolver {

    static final Buffer PICTURE = Buffer.buffer("as good as a picture");
    static final String OUTER = "127.0.0.1";
    static final String INNER = "127.0.0.2";

    final Vertx vertx = Vertx.vertx();

    /** Requests to the public server. */
    final Queue<HttpServerRequest> asked = new ConcurrentLinkedQueue<>();

    /** Connections to the inner server. */
    final AtomicInteger disturbed = new AtomicInteger();

    final Queue<List<InetAddress>> answers = new ConcurrentLinkedQueue<>();
    final AtomicInteger resolved = new AtomicInteger();
    private final HttpServer outer;
    private final NetServer inner;

    PictureServers(HttpServerOptions options) {
        outer = vertx.createHttpServer(options)
                .requestHandler(this::answer)
                .listen(0, OUTER)
                .await();
        inner = vertx.createNetServer()
                .connectHandler(this::disturb)
                .listen(outer.actualPort(), INNER)
                .await();
    }

    /** The public server, by itself, is what the guard allows beside what is public anyway. */
    boolean isPublic(InetAddress address, int port) {
        return address.getHostAddress().equals(OUTER) ? port == port() : PublicAddresses.contain(address);
    }

    int port() {
        return outer.actualPort();
    }

    /** The address of something at the public server by a name that nobody else knows. */
    String address(String target) {
        return "http://pictures.example:%d%s".formatted(port(), target);
    }

    /** The next answers to whoever asks for a name. */
    PictureServers resolveTo(String... addresses) {
        answers.add(Arrays.stream(addresses).map(PictureServers::literal).toList());
        return this;
    }

    /** What earlier tests asked and were told. */
    void forget() {
        asked.clear();
        answers.clear();
        resolved.set(0);
        disturbed.set(0);
    }

    @Override
    public Future<List<InetAddress>> resolve(String host) {
        resolved.incrementAndGet();
        List<InetAddress> next = answers.poll();
        return next == null ? Future.failedFuture(new UnknownHostException(host)) : Future.succeededFuture(next);
    }

    private static InetAddress literal(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private void answer(HttpServerRequest request) {
        asked.add(request);
        switch (String.valueOf(request.path())) {
            case "/dog.jpg" -> request.response().end(PICTURE);
            case "/pieces" -> {
                request.response().setChunked(true).write(PICTURE);
                request.response().end(PICTURE);
            }
            case "/to" -> redirect(request, String.valueOf(request.getParam("where")));
            case "/loop" -> redirect(request, "/loop");
            case "/nowhere" -> request.response().setStatusCode(302).end();
            case "/short" -> {
                request.response().putHeader("Content-Length", "1000").write(PICTURE);
                request.connection().close();
            }
            case "/silent" -> request.response().closeHandler(closed -> {});
            case "/endless" -> endless(request);
            case "/packed" ->
                request.response().putHeader("Content-Encoding", "gzip").end(Buffer.buffer("packed"));
            default -> request.response().setStatusCode(404).end("nothing");
        }
    }

    private static void redirect(HttpServerRequest request, String where) {
        request.response().setStatusCode(302).putHeader("Location", where).end();
    }

    /** A byte now and then, as long as somebody reads. */
    private void endless(HttpServerRequest request) {
        request.response().setChunked(true).write("x");
        long drip = vertx.setPeriodic(20, tick -> request.response().write("x"));
        request.response().closeHandler(closed -> vertx.cancelTimer(drip));
    }

    private void disturb(NetSocket socket) {
        disturbed.incrementAndGet();
        socket.close();
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
