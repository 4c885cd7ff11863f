package dev.regard.web;

import dev.regard.intake.ModelShelf;
import dev.regard.store.ImageStore;
import dev.regard.store.LinkStore;
import dev.regard.worker.ExplainClient;
import dev.regard.worker.LibraryClient;
import dev.regard.worker.PatientClient;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.AllowForwardHeaders;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.PlatformHandler;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Serves HTTP. Holds the table of routes; what is behind one is the matter of its resource. */
public final class HttpVerticle extends VerticleBase {

    private static final long LONGEST_GOODBYE_SECONDS = 10;

    /**
     * Pictures of batches that the worker has at once: enough to decode some beside the device and to find others waiting, few
     * enough to leave places for everybody else.
     */
    private static final int PATIENT_PLACES =
            2 + Math.clamp(Runtime.getRuntime().availableProcessors(), 2, 6);

    private final HttpSettings settings;
    private final ExplainClient client;
    private final ImageStore images;
    private final LinkStore links;
    private final ModelShelf shelf;
    private final PrometheusMeterRegistry registry;
    private @Nullable HttpServer server;
    private @Nullable Router router;

    public HttpVerticle(
            HttpSettings settings,
            ExplainClient client,
            ImageStore images,
            LinkStore links,
            ModelShelf shelf,
            PrometheusMeterRegistry registry) {
        this.settings = settings;
        this.client = client;
        this.images = images;
        this.links = links;
        this.shelf = shelf;
        this.registry = registry;
    }

    /** Reads the static files, renders the page, and listens. */
    @Override
    public Future<?> start() {
        HttpServer created = vertx.createHttpServer(options()).connectionHandler(this::watch);
        server = created;
        return prepare().compose(ready -> created.requestHandler(ready).listen(settings.port(), settings.host()));
    }

    /** Stops accepting at once, and waits for what is under way. */
    @Override
    public Future<?> stop() {
        return Objects.requireNonNull(server).shutdown(LONGEST_GOODBYE_SECONDS, TimeUnit.SECONDS);
    }

    /** The port that it listens on. */
    public int port() {
        return Objects.requireNonNull(server).actualPort();
    }

    List<Route> routes() {
        return Objects.requireNonNull(router).getRoutes();
    }

    private void watch(HttpConnection connection) {
        WholeLineEnds.watch(connection);
        settings.basePath().watch(connection);
    }

    private Future<Router> prepare() {
        Future<Webroot> webroot =
                vertx.executeBlocking(() -> Webroot.read(settings.webroot())).map(Objects::requireNonNull);
        Future<PageRoute> page = webroot.compose(files ->
                PageRoute.render(templates(files), files, images, settings.basePath(), settings.urls() != null));
        Future<Buffer> openApi = vertx.executeBlocking(() -> Resources.read(OpenApiRoute.RESOURCE))
                .map(Objects::requireNonNull);
        return Future.all(webroot, page, openApi)
                .map(ready -> router(
                        page.result(), webroot.result(), new OpenApiRoute(openApi.result(), settings.basePath())));
    }

    private Router router(PageRoute page, Webroot webroot, OpenApiRoute openApi) {
        Router table = Router.router(vertx)
                .allowForward(settings.proxy() ? AllowForwardHeaders.X_FORWARD : AllowForwardHeaders.NONE);
        router = table;
        Problems.install(table);
        table.route().handler(new SecurityHeaders());
        table.route().handler(settings.basePath().headers());
        table.route().handler(webroot.languages());
        if (!settings.cors().isEmpty()) {
            CrossOrigin others = new CrossOrigin(settings.origins());
            List.of("/api/*", "/v1/*", "/openapi.yaml")
                    .forEach(path -> table.route(path).handler(others));
        }
        pages(
                table,
                page,
                new ModelPageRoutes(vertx, client, templates(webroot), page.sampleIds()),
                new StaticRoutes(webroot));
        linkPages(table, new LinkPageRoutes(page, templates(webroot), links, settings.basePath()));
        api(table);
        operations(table, openApi);
        return table;
    }

    private Templates templates(Webroot webroot) {
        return new Templates(vertx, webroot, settings.basePath(), settings.version());
    }

    private static void pages(Router router, PageRoute page, ModelPageRoutes models, StaticRoutes files) {
        PageRoute.PATHS.forEach(path -> get(router, path, page::show));
        get(router, "/models", models::list);
        get(router, "/models/:model", models::show);
        get(router, "/models/:model/report", models::report);
        get(router, "/static/:hash/*", files::get);
    }

    private static void linkPages(Router router, LinkPageRoutes shared) {
        get(router, "/s/:id", shared::page);
        get(router, "/s/:id/embed", shared::embed);
        get(router, "/s/:id/report", shared::report);
    }

    private void api(Router router) {
        AdminGate admin = new AdminGate(settings);
        LibraryClient library = new LibraryClient(vertx.eventBus());
        ModelRoutes models = new ModelRoutes(client, library, admin.adding());
        RemotePictures remote = new RemotePictures(vertx, settings.urls());
        NamedPictures named = new NamedPictures(images, remote);
        ImageRoutes pictures = new ImageRoutes(images, client, remote);
        ExplanationJobs jobs = new ExplanationJobs(vertx, Runtime.getRuntime().maxMemory() / 8);
        ExplanationRoutes explanations = new ExplanationRoutes(images, remote, client, jobs);
        BodyGate gate = new BodyGate(Runtime.getRuntime().maxMemory() / 4);
        Quotas quotas = new Quotas(settings.rate(), System::currentTimeMillis);
        RateGate rate = new RateGate(quotas);
        PatientClient patient = new PatientClient(vertx, client, PATIENT_PLACES);
        get(router, "/api/models", models::models);
        get(router, "/api/models/:model", models::model);
        get(router, "/api/models/:model/details", models::details);
        get(router, "/api/models/:model/cost", models::cost);
        get(router, "/api/methods", models::methods);
        hub(router, admin, new HubRoutes(vertx, settings.hub(), library, shelf));
        library(router, admin, rate, gate, new LibraryRoutes(library, images, shelf, links, settings.modelLimit()));
        post(router, "/api/images", rate, gate, pictures::add);
        get(router, "/api/images/:id", pictures::get);
        get(router, "/api/images/:id/shown", pictures::show);
        post(router, "/api/explanations", rate, gate, explanations::explain);
        batch(router, rate, new BatchRoutes(named, patient, quotas));
        get(router, "/api/explanations/:id", explanations::show);
        router.delete("/api/explanations/:id").handler(jobs::cancel);
        post(
                router,
                "/api/studies/:study",
                rate,
                gate,
                new StudyRoutes(named, client, Runtime.getRuntime().maxMemory() / 8)::study);
        share(
                router,
                rate,
                gate,
                new LinkRoutes(new Sharing(images, links, client, library), links, settings.basePath()));
        get(router, "/api/live", new ExplainSocket(vertx, images, remote, client, settings.origins())::open);
        kserve(router, rate, gate, new KServeRoutes(named, client, patient, quotas));
    }

    private static void batch(Router router, RateGate rate, BatchRoutes batch) {
        PlatformHandler gate = new BodyGate(Runtime.getRuntime().maxMemory() / 8).ofStreams();
        router.post("/api/explanations/batch")
                .consumes("application/json")
                .handler(rate)
                .handler(gate)
                .handler(BodyHandler.create(false).setBodyLimit(Limits.BATCH_BYTES))
                .handler(batch::ofIds);
        router.post("/api/explanations/batch").handler(rate).handler(gate).handler(batch::ofForm);
    }

    private void kserve(Router router, RateGate rate, BodyGate gate, KServeRoutes kserve) {
        get(router, "/v1/models", kserve::models);
        get(router, "/v1/models/:model", kserve::model);
        verb(router, "predict").handler(rate).handler(gate).handler(json()).handler(kserve::predict);
        verb(router, "explain").handler(rate).handler(gate).handler(json()).handler(kserve::explain);
    }

    /** A colon within a path begins the name of a parameter, unless the path is a pattern. */
    private static Route verb(Router router, String verb) {
        return router.postWithRegex("/v1/models/(?<model>[^/]+):" + verb).setName("/v1/models/{model}:" + verb);
    }

    private void share(Router router, RateGate rate, BodyGate gate, LinkRoutes shared) {
        post(router, "/api/links", rate, gate, shared::make);
        get(router, "/api/links/:id", shared::show);
        get(router, "/api/links/:id/picture", shared::picture);
        get(router, "/api/links/:id/drawing", shared::drawing);
        router.delete("/api/links/:id").handler(shared::delete);
    }

    private static void hub(Router router, AdminGate admin, HubRoutes hub) {
        get(router, "/api/catalogue", hub::catalogue);
        // Before the route that takes the body itself for a model.
        router.post("/api/models/:model")
                .consumes("application/json")
                .handler(admin)
                .handler(BodyHandler.create(false).setBodyLimit(Limits.JSON_BYTES))
                .handler(hub::fetch);
        router.get("/api/hub").handler(admin).handler(hub::plan);
        router.get("/api/downloads/:id").handler(admin).handler(hub::show);
        router.delete("/api/downloads/:id").handler(admin).handler(hub::cancel);
    }

    private void library(Router router, AdminGate admin, RateGate rate, BodyGate gate, LibraryRoutes models) {
        router.post("/api/models/:model").handler(admin).handler(models::add);
        router.put("/api/models/:model").handler(admin).handler(models::replace);
        router.delete("/api/models/:model").handler(admin).handler(models::remove);
        get(router, "/api/models/:model/uses", models::uses);
        router.get("/api/removed-models").handler(admin).handler(models::removed);
        router.post("/api/removed-models/:id").handler(admin).handler(models::restore);
        put(router, "/api/models/:model/preprocessing", admin, models::prepare);
        put(router, "/api/models/:model/method", admin, models::chooseMethod);
        put(router, "/api/models/:model/output", admin, models::chooseOutput);
        put(router, "/api/models/:model/labels", admin, models::label);
        post(router, "/api/models/:model/trials", rate, gate, models::tryOut);
    }

    private void operations(Router router, OpenApiRoute openApi) {
        HealthRoutes health = new HealthRoutes(client);
        get(router, "/health/live", health::live);
        get(router, "/health/ready", health::ready);
        get(router, "/metrics", new MetricsRoute(registry)::show);
        get(router, "/openapi.yaml", openApi::show);
    }

    private static void get(Router router, String path, Handler<RoutingContext> handler) {
        router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
    }

    /** A body of JSON that holds pictures. */
    private static BodyHandler json() {
        return BodyHandler.create(false).setBodyLimit(BodyGate.BODY_BYTES);
    }

    private static void post(
            Router router, String path, RateGate rate, BodyGate gate, Handler<RoutingContext> handler) {
        router.post(path).handler(rate).handler(gate).handler(new PictureBody()).handler(handler);
    }

    private void put(Router router, String path, AdminGate admin, Handler<RoutingContext> handler) {
        BodyHandler text = BodyHandler.create(false).setBodyLimit(Limits.LABELS_BYTES);
        router.put(path).handler(admin).handler(text).handler(handler);
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions()
                .setCompressionSupported(true)
                // Without TLS no browser speaks it, and a WebSocket cannot be opened over it.
                .setHttp2ClearTextEnabled(false)
                .setIdleTimeout(900)
                .setMaxFormAttributeSize(Limits.FORM_BYTES)
                .setMaxFormFields(Limits.FORM_FIELDS)
                .setMaxWebSocketMessageSize(2 * Limits.PICTURE_BYTES)
                // Beyond this a connection is dropped without a word; below it, too large is said in words.
                .setMaxWebSocketFrameSize(2 * Limits.PICTURE_BYTES)
                .setWebSocketClosingTimeout(1)
                // A few kilobytes could unfold to gigabytes, and no limit counts them.
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false);
    }
}
