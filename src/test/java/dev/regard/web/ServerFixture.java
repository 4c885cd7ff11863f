package dev.regard.web;

import dev.regard.explain.Explainer;
import dev.regard.hub.HubSettings;
import dev.regard.intake.Intake;
import dev.regard.intake.IntakeLimits;
import dev.regard.intake.ModelShelf;
import dev.regard.remote.AddressGuard;
import dev.regard.store.ImageStore;
import dev.regard.store.LinkStore;
import dev.regard.worker.Admission;
import dev.regard.worker.ExplainClient;
import dev.regard.worker.ExplainVerticle;
import dev.regard.worker.KeptExplanations;
import dev.regard.worker.KeptVerticle;
import dev.regard.worker.LibraryVerticle;
import dev.regard.worker.LoadMetrics;
import dev.regard.worker.LookupVerticle;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Route;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server on a port of its own, with the real engine or with a worker that a test provides, and a client for it. */
final class ServerFixture implements AutoCloseable {

    static final Path WEBROOT = Path.of("webroot");
    static final Path DOG_AND_CAT = WEBROOT.resolve("samples/01-dog-and-cat.jpg");

    /** Long explanations that are worked on at once. */
    static final int LONG_RUNS = 2;

    /** Long explanations that one client may have under way. */
    static final int OF_ONE_CLIENT = 3;

    /** Changes models. */
    static final String TOKEN = "a-token-for-the-tests";

    /** Nobody listens there. */
    private static final URI NO_HUB = URI.create("http://127.0.0.1:1");

    static final long MODEL_LIMIT = 64 << 20;

    private static final long MOST_KEPT_BYTES = 16 << 20;

    final Vertx vertx = Vertx.vertx();
    final HttpClient http = HttpClient.newHttpClient();
    final int port;
    private final HttpVerticle verticle;
    private final List<AutoCloseable> owned;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private ServerFixture(
            Path data, URI hub, Access access, int waiting, List<AutoCloseable> owned, List<Deployable> workers) {
        this.owned = owned;
        workers.forEach(worker -> vertx.deployVerticle(worker, options(worker)).await());
        ImageStore images = ImageStore.open(vertx, data.resolve("images"), samples(), 32 << 20)
                .await();
        ExplainClient client = new ExplainClient(
                vertx.eventBus(),
                new Admission(access.places(), waiting),
                new Admission(LONG_RUNS, waiting, OF_ONE_CLIENT),
                registry);
        HttpSettings settings = new HttpSettings(
                "127.0.0.1",
                0,
                "",
                true,
                access.rate(),
                access.cors(),
                WEBROOT,
                "test",
                TOKEN,
                MODEL_LIMIT,
                new HubSettings(hub, null, null, MODEL_LIMIT),
                access.urls());
        LinkStore links = LinkStore.open(
                        vertx, data.resolve("links"), 32 << 20, Duration.ofDays(30), InstantSource.system())
                .await();
        this.verticle = new HttpVerticle(settings, client, images, links, shelf(data), registry);
        vertx.deployVerticle(verticle).await();
        this.port = verticle.port();
    }

    static ServerFixture withEngine(Path data) {
        return withEngine(data, List.of(Path.of("models")));
    }

    static ServerFixture withEngine(Path data, List<Path> models) {
        return withEngine(data, models, NO_HUB);
    }

    /** Where the model, {@code toy}, may be changed. */
    static ServerFixture withOwnModel(Path data) throws IOException {
        Path copy = Files.createDirectories(data.resolve("own/toy"));
        for (String file : List.of("model.onnx", "config.json", "preprocessor_config.json")) {
            Files.copy(Path.of("models/toybox", file), copy.resolve(file));
        }
        return withEngine(data.resolve("data"), List.of(copy), Access.USUAL);
    }

    /** Where pictures are fetched by their address from the servers that a guard allows. */
    static ServerFixture withEngine(Path data, @Nullable AddressGuard urls) {
        return withEngine(data, List.of(Path.of("models")), Access.USUAL.with(urls));
    }

    /**
     * Who may ask, and how often.
     *
     * @param keptBytes of explanations that are remembered
     * @param places    of short work at once
     * @param urls      from which servers pictures are fetched by their address; null: from none
     */
    record Access(
            int rate,
            List<String> cors,
            long keptBytes,
            int places,
            @Nullable AddressGuard urls) {
        static final Access USUAL = new Access(0, List.of(), MOST_KEPT_BYTES, 1, AddressGuard.PUBLIC);

        /** Everything is worked out anew, by as many threads as a server has. */
        static final Access FORGETFUL =
                new Access(0, List.of(), 0, Runtime.getRuntime().availableProcessors(), AddressGuard.PUBLIC);

        private Access with(@Nullable AddressGuard other) {
            return new Access(rate, cors, keptBytes, places, other);
        }
    }

    static ServerFixture withEngine(Path data, List<Path> models, URI hub) {
        return withEngine(data, models, hub, Access.USUAL);
    }

    static ServerFixture withEngine(Path data, List<Path> models, Access access) {
        return withEngine(data, models, NO_HUB, access);
    }

    private static ServerFixture withEngine(Path data, List<Path> models, URI hub, Access access) {
        ModelShelf shelf = shelf(data);
        Explainer explainer = Explainer.open(
                Stream.concat(models.stream(), Stream.of(shelf.folder())).toList(), "cpu");
        Intake intake = new Intake(shelf, explainer, IntakeLimits.ofBytes(MODEL_LIMIT));
        KeptExplanations kept = new KeptExplanations(access.keptBytes());
        ServerFixture server = new ServerFixture(
                data,
                hub,
                access,
                64,
                List.of(explainer),
                List.of(
                        new ExplainVerticle(explainer, kept, access.places(), LONG_RUNS),
                        new KeptVerticle(explainer, kept),
                        new LookupVerticle(explainer),
                        new LibraryVerticle(explainer, intake)));
        LoadMetrics.register(server.registry, explainer.load());
        return server;
    }

    private static DeploymentOptions options(Deployable worker) {
        return switch (worker) {
            case ExplainVerticle explain -> explain.deployment();
            case KeptVerticle kept -> KeptVerticle.deployment();
            case LibraryVerticle library -> LibraryVerticle.deployment();
            default -> new DeploymentOptions();
        };
    }

    private static ModelShelf shelf(Path data) {
        return ModelShelf.open(data.resolve("models"));
    }

    /** With a worker that answers when the test says so. */
    static ServerFixture withWorker(Path data, int waiting, Deployable worker) {
        return withWorker(data, Access.USUAL, waiting, worker);
    }

    static ServerFixture withWorker(Path data, Access access, int waiting, Deployable worker) {
        return new ServerFixture(data, NO_HUB, access, waiting, List.of(), List.of(worker));
    }

    /** Every route as in {@code GET /api/models/{model}}. */
    TreeSet<String> routes() {
        return verticle.routes().stream()
                .filter(route -> route.getName() != null && route.methods() != null)
                .flatMap(route -> route.methods().stream()
                        .filter(method -> method != HttpMethod.HEAD)
                        .map(method -> method + " " + described(route)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String described(Route route) {
        String path = route.getName();
        return path.replaceAll("/:(\\w+)", "/{$1}").replaceFirst("/static/\\{hash}/.*", "/static/{hash}/{file}");
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    HttpResponse<String> get(String path) {
        return send(request(path));
    }

    HttpResponse<String> explain(String json) {
        return send(request("/api/explanations")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError("no answer", failure);
        }
    }

    /** Begins an explanation without waiting for it, and answers where to look. */
    String begin(JsonObject request) {
        HttpResponse<String> begun = send(request("/api/explanations")
                .header("Content-Type", "application/json")
                .header("Prefer", "respond-async")
                .POST(BodyPublishers.ofString(request.encode())));
        if (begun.statusCode() != 202) {
            throw new AssertionError("not begun: " + begun.body());
        }
        return begun.headers().firstValue("location").orElseThrow();
    }

    /** What the server says of a number in its metrics. */
    double metric(String name) {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** The id of a picture that every server has. */
    String sampleId() {
        try {
            JsonObject image = new JsonObject(send(request("/api/images").POST(BodyPublishers.ofFile(DOG_AND_CAT)))
                    .body());
            return image.getString("id");
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    /** Asks HTTP to stop, as the server does first. */
    Future<Void> stop() {
        return vertx.undeploy(verticle.deploymentID());
    }

    @Override
    public void close() throws Exception {
        http.close();
        vertx.close().await();
        for (AutoCloseable each : owned) {
            each.close();
        }
    }

    private static List<Path> samples() {
        try (var files = Files.list(WEBROOT.resolve("samples"))) {
            return files.filter(file -> file.toString().endsWith(".jpg")).toList();
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }
}
