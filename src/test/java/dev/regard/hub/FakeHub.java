package dev.regard.hub;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A hub that behaves like the real one: it lists a model, keeps small files itself behind a relative redirect, and sends
 * for large ones to its storage, another server, by a signed address. What it does wrong is put into its queues.
 */
public final class FakeHub implements AutoCloseable {

    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    static final Patience PATIENCE = patience(Duration.ofSeconds(20));

    /** Only its exact letters are valid: a client that decodes and encodes it on the way fails. */
    private static final String SIGNATURE = "sig=a%2Fb%3D%2B&name=x%20y";

    private static final String RESOLVE = "/acme/net/resolve/" + COMMIT + "/";
    private static final String CACHE = "/api/resolve-cache/";

    private final HttpServer hub;
    private final HttpServer storage;
    private final Map<String, Buffer> large = new TreeMap<>();
    private final Map<String, Buffer> small = new TreeMap<>();
    private final JsonObject extra = new JsonObject();
    private final Queue<Misbehaviour> atHub = new ConcurrentLinkedQueue<>();
    private final Queue<Misbehaviour> atStorage = new ConcurrentLinkedQueue<>();

    /** What was asked, and with which headers. */
    final Queue<Asked> askedOfHub = new ConcurrentLinkedQueue<>();

    final Queue<Asked> askedOfStorage = new ConcurrentLinkedQueue<>();

    /** Without the waits between tries. */
    static Patience patience(Duration idle) {
        return new Patience(Duration.ofSeconds(5), idle, 5, Duration.ofMillis(1), Duration.ofMillis(4));
    }

    /** A request that arrived. */
    record Asked(
            String uri,
            @Nullable String token,
            @Nullable String range,
            @Nullable String ifRange) {
        static Asked of(HttpServerRequest request) {
            return new Asked(
                    request.uri(),
                    request.getHeader("Authorization"),
                    request.getHeader("Range"),
                    request.getHeader("If-Range"));
        }
    }

    public FakeHub(Vertx vertx) {
        hub = vertx.createHttpServer()
                .requestHandler(request -> {
                    askedOfHub.add(Asked.of(request));
                    answer(request, atHub, this::hub);
                })
                .listen(0, "localhost")
                .await();
        storage = vertx.createHttpServer()
                .requestHandler(request -> {
                    askedOfStorage.add(Asked.of(request));
                    answer(request, atStorage, this::storage);
                })
                .listen(0, "localhost")
                .await();
    }

    public FakeHub holdsLarge(String path, Buffer content) {
        large.put(path, content);
        return this;
    }

    public FakeHub holdsSmall(String path, Buffer content) {
        small.put(path, content);
        return this;
    }

    public FakeHub says(String field, Object value) {
        extra.put(field, value);
        return this;
    }

    /** The next answers of the hub. */
    FakeHub answers(Misbehaviour... next) {
        atHub.addAll(List.of(next));
        return this;
    }

    /** The next answers of the storage. */
    FakeHub storageAnswers(Misbehaviour... next) {
        atStorage.addAll(List.of(next));
        return this;
    }

    public URI address() {
        return URI.create("http://localhost:" + hub.actualPort());
    }

    HubSettings settings(@Nullable String token) {
        return new HubSettings(address(), token, null, HubSettings.MOST_BYTES);
    }

    private void answer(HttpServerRequest request, Queue<Misbehaviour> wrong, Consumer<HttpServerRequest> right) {
        Misbehaviour next = wrong.poll();
        if (next == null) {
            right.accept(request);
        } else {
            next.answer(request, content(path(request)));
        }
    }

    private static String path(HttpServerRequest request) {
        return Objects.requireNonNull(URI.create(request.uri()).getPath());
    }

    private Buffer content(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return large.getOrDefault(name, small.getOrDefault(name, Buffer.buffer()));
    }

    private void hub(HttpServerRequest request) {
        String path = path(request);
        if (path.startsWith("/api/models/acme/net/revision/")) {
            request.response().end(listing().toBuffer());
        } else if (path.startsWith(RESOLVE) && large.containsKey(path.substring(RESOLVE.length()))) {
            redirect(
                    request,
                    302,
                    "http://localhost:%d/%s?%s"
                            .formatted(storage.actualPort(), path.substring(RESOLVE.length()), SIGNATURE));
        } else if (path.startsWith(RESOLVE) && small.containsKey(path.substring(RESOLVE.length()))) {
            redirect(request, 307, CACHE + path.substring(RESOLVE.length()));
        } else if (path.startsWith(CACHE)) {
            Misbehaviour.serve(request, content(path));
        } else {
            request.response()
                    .setStatusCode(404)
                    .putHeader("X-Error-Code", "RepoNotFound")
                    .end();
        }
    }

    private static void redirect(HttpServerRequest request, int status, String location) {
        request.response().setStatusCode(status).putHeader("Location", location).end("Moved. " + location);
    }

    private void storage(HttpServerRequest request) {
        if (SIGNATURE.equals(request.query())) {
            Misbehaviour.serve(request, content(path(request)));
        } else {
            request.response().setStatusCode(403).end();
        }
    }

    private JsonObject listing() {
        JsonArray siblings = new JsonArray();
        large.forEach((path, content) -> siblings.add(new JsonObject()
                .put("rfilename", path)
                .put("size", content.length())
                .put("blobId", hash("SHA-1", Buffer.buffer("pointer")))
                .put(
                        "lfs",
                        new JsonObject()
                                .put("sha256", hash("SHA-256", content))
                                .put("size", content.length())
                                .put("pointerSize", 133))));
        small.forEach((path, content) -> siblings.add(new JsonObject()
                .put("rfilename", path)
                .put("size", content.length())
                .put("blobId", gitBlob(content))));
        return new JsonObject()
                .put("id", "acme/net")
                .put("sha", COMMIT)
                .put("gated", false)
                .put("siblings", siblings)
                .mergeIn(extra);
    }

    static String gitBlob(Buffer content) {
        return hash("SHA-1", Buffer.buffer("blob " + content.length() + "\0").appendBuffer(content));
    }

    static String hash(String algorithm, Buffer content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content.getBytes()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Bytes that look like nothing, each time the same. */
    static Buffer bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return Buffer.buffer(bytes);
    }

    static Buffer text(String text) {
        return Buffer.buffer(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        hub.close().await();
        storage.close().await();
    }
}
