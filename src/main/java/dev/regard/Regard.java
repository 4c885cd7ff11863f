package dev.regard;

import dev.regard.config.Home;
import dev.regard.config.RegardConfig;
import dev.regard.explain.Explainer;
import dev.regard.hub.HubSettings;
import dev.regard.intake.Intake;
import dev.regard.intake.IntakeLimits;
import dev.regard.intake.ModelShelf;
import dev.regard.remote.AddressGuard;
import dev.regard.store.ImageStore;
import dev.regard.store.LinkStore;
import dev.regard.web.HttpSettings;
import dev.regard.web.HttpVerticle;
import dev.regard.worker.Admission;
import dev.regard.worker.ExplainClient;
import dev.regard.worker.ExplainVerticle;
import dev.regard.worker.KeptExplanations;
import dev.regard.worker.KeptVerticle;
import dev.regard.worker.LibraryVerticle;
import dev.regard.worker.LoadMetrics;
import dev.regard.worker.LookupVerticle;
import dev.regard.worker.Release;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server: builds the objects, hands them to each other, and closes them in turn. */
final class Regard implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Regard.class);
    private static final int LOOKUP_THREADS = 2;
    private static final long LONGEST_GOODBYE_SECONDS = 12;
    private static final long MOST_KEPT_BYTES = 64 << 20;
    private static final Set<Label> LABELS =
            Set.of(Label.HTTP_METHOD, Label.HTTP_CODE, Label.HTTP_ROUTE, Label.POOL_TYPE, Label.POOL_NAME);

    private final RegardConfig config;
    private final Home home;
    private final ModelShelf shelf;
    private final Explainer explainer;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Vertx vertx;
    private volatile @Nullable String http;

    /**
     * @param shelf     for the models that are added
     * @param explainer looks into the shelf's folder too; closed together with the server
     */
    Regard(RegardConfig config, Home home, ModelShelf shelf, Explainer explainer) {
        this.config = config;
        this.home = home;
        this.shelf = shelf;
        this.explainer = explainer;
        this.vertx = Vertx.builder()
                .with(new VertxOptions()
                        // Its cache of unpacked files is gone as soon as the JVM is told to stop, and with it every
                        // request that still reads a file.
                        .setFileSystemOptions(new FileSystemOptions()
                                .setClassPathResolvingEnabled(false)
                                .setFileCachingEnabled(false))
                        .setMetricsOptions(new MicrometerMetricsOptions()
                                .setEnabled(true)
                                .setJvmMetricsEnabled(true)
                                .addDisabledMetricsCategory(MetricsDomain.EVENT_BUS)
                                .setLabels(LABELS)))
                .withMetrics(new MicrometerMetricsFactory(registry))
                .build();
    }

    /** Starts serving and answers the port. The workers come first, so that nobody is let in before they can answer. */
    Future<Integer> start() {
        int threads = Runtime.getRuntime().availableProcessors();
        ExplainClient client = new ExplainClient(
                vertx.eventBus(),
                new Admission(threads, config.queue()),
                new Admission(config.longRuns(), config.queue(), config.clientLongRuns()),
                registry);
        KeptExplanations kept = new KeptExplanations(
                Math.min(MOST_KEPT_BYTES, Runtime.getRuntime().maxMemory() / 16));
        ExplainVerticle worker = new ExplainVerticle(explainer, kept, threads, config.longRuns());
        LoadMetrics.register(registry, explainer.load());
        Intake intake = new Intake(shelf, explainer, IntakeLimits.ofBytes(config.modelLimit()));
        return vertx.deployVerticle(worker, worker.deployment())
                .compose(deployed -> vertx.deployVerticle(new LookupVerticle(explainer), lookup()))
                .compose(deployed -> vertx.deployVerticle(new KeptVerticle(explainer, kept), KeptVerticle.deployment()))
                .compose(deployed ->
                        vertx.deployVerticle(new LibraryVerticle(explainer, intake), LibraryVerticle.deployment()))
                .compose(deployed ->
                        ImageStore.open(vertx, config.data().resolve("images"), samples(), config.dataLimit()))
                .compose(images ->
                        links().map(links -> new HttpVerticle(httpSettings(), client, images, links, shelf, registry)))
                .compose(this::serve);
    }

    /** Lets what is under way finish, for at most ten seconds. Blocks. */
    @Override
    public void close() {
        // Closing Vert.x at once would take the workers away from the requests that wait for them.
        try {
            if (http != null) {
                vertx.undeploy(http).otherwiseEmpty().await(LONGEST_GOODBYE_SECONDS, TimeUnit.SECONDS);
            }
            vertx.close().await(LONGEST_GOODBYE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            LOG.warn("What is under way does not end: it is given up");
        }
        explainer.close();
        registry.close();
    }

    private Future<Integer> serve(HttpVerticle verticle) {
        return vertx.deployVerticle(verticle).map(deployment -> {
            http = deployment;
            return verticle.port();
        });
    }

    /** Threads of its own: a page loads while explanations queue. */
    private static DeploymentOptions lookup() {
        return new DeploymentOptions().setWorkerPoolName("lookup").setWorkerPoolSize(LOOKUP_THREADS);
    }

    private HttpSettings httpSettings() {
        return new HttpSettings(
                config.host(),
                config.port(),
                config.base(),
                config.proxy(),
                config.rate(),
                config.cors(),
                home.webroot(),
                Release.version(),
                config.adminToken(),
                config.modelLimit(),
                hubSettings(),
                config.urls() ? AddressGuard.PUBLIC : null);
    }

    private HubSettings hubSettings() {
        RegardConfig.Hub hub = config.hub();
        String proxy = hub.proxy();
        return new HubSettings(
                URI.create(hub.address()), hub.token(), proxy == null ? null : URI.create(proxy), config.modelLimit());
    }

    private Future<LinkStore> links() {
        RegardConfig.Links links = config.links();
        return LinkStore.open(
                vertx,
                config.data().resolve("links"),
                links.limit(),
                Duration.ofDays(links.days()),
                InstantSource.system());
    }

    private List<Path> samples() {
        Path folder = home.webroot().resolve("samples");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jpg")).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
