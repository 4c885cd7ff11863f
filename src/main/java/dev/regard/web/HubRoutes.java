package dev.regard.web;

import dev.regard.hub.Catalogue;
import dev.regard.hub.CatalogueEntry;
import dev.regard.hub.Download;
import dev.regard.hub.Downloader;
import dev.regard.hub.Hub;
import dev.regard.hub.HubClient;
import dev.regard.hub.HubName;
import dev.regard.hub.HubPlan;
import dev.regard.hub.HubSettings;
import dev.regard.hub.Patience;
import dev.regard.hub.Transfer;
import dev.regard.intake.Intake;
import dev.regard.intake.ModelName;
import dev.regard.intake.ModelShelf;
import dev.regard.worker.LibraryClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Models from elsewhere: what the hub and the catalogue of classic models have, and fetching it. For one event loop. */
final class HubRoutes {

    private static final int MOST_AT_ONCE = 4;
    private static final int MOST_KEPT = 50;
    private static final Problem BUSY =
            new Problem(503, "Other models are being fetched already. Try again when one of them is there.", 30);
    private static final Problem NO_SOURCE = new Problem(
            400,
            "Say where the model comes from: 'hub' is org/name or org/name@revision, or 'catalogue' is an id of GET /api/catalogue.");
    private static final Problem NO_FILE =
            new Problem(400, "'onnx' must be the name of a file on the hub, such as onnx/model.onnx.");
    private static final Problem UNKNOWN = new Problem(404, "There is no such download, or it ended a while ago.");

    private final Vertx vertx;
    private final HubSettings settings;
    private final LibraryClient library;
    private final ModelShelf shelf;
    private final Hub hub;
    private final Downloader downloader;
    private final Catalogue catalogue = Catalogue.load();
    private final Map<String, ModelDownload> downloads = new LinkedHashMap<>();

    HubRoutes(Vertx vertx, HubSettings settings, LibraryClient library, ModelShelf shelf) {
        this.vertx = vertx;
        this.settings = settings;
        this.library = library;
        this.shelf = shelf;
        HubClient client = new HubClient(vertx, settings, Patience.USUAL);
        this.hub = new Hub(client);
        this.downloader = new Downloader(vertx, client);
    }

    /** What is to be fetched, and what else is to be written beside it. */
    private record Source(@Nullable String licence, List<Download> downloads, Function<Path, Future<Void>> describe) {}

    /** GET /api/catalogue. */
    void catalogue(RoutingContext ctx) {
        JsonArray entries = new JsonArray();
        catalogue.entries().forEach(entry -> entries.add(json(entry)));
        Responses.json(ctx, new JsonObject().put("models", entries));
    }

    private JsonObject json(CatalogueEntry entry) {
        return new JsonObject()
                .put("id", entry.id())
                .put("title", entry.title())
                .put("architecture", entry.architecture())
                .put("precision", entry.precision())
                .put("newest", catalogue.newest().contains(entry))
                .put("input", new JsonObject().put("width", entry.width()).put("height", entry.height()))
                .put("preprocessing", entry.family().sentence())
                .put("top1", entry.top1())
                .put("licence", entry.licence())
                .put("bytes", entry.bytes());
    }

    /** GET /api/hub?name=org/name: what taking that model would take. */
    void plan(RoutingContext ctx) {
        String name = Objects.requireNonNullElse(ctx.queryParams().get("name"), "");
        hub.plan(name).onSuccess(plan -> Responses.json(ctx, json(plan))).onFailure(ctx::fail);
    }

    private static JsonObject json(HubPlan plan) {
        JsonArray files = new JsonArray();
        plan.downloads()
                .forEach(download -> files.add(
                        new JsonObject().put("name", download.fileName()).put("bytes", download.bytes())));
        return new JsonObject()
                .put("name", plan.name().toString())
                .put("commit", plan.commit())
                .put("licence", plan.licence())
                .put("gated", plan.isGated())
                .put("onnx", plan.onnx())
                .put("others", new JsonArray(plan.others()))
                .put("files", files)
                .put("bytes", plan.bytes());
    }

    /** POST /api/models/{model} with JSON: begins to fetch a model. */
    void fetch(RoutingContext ctx) {
        String name = ModelName.checked(Objects.requireNonNull(ctx.pathParam("model")));
        JsonObject wanted =
                ExplainFields.parse(Objects.requireNonNullElseGet(ctx.body().buffer(), Buffer::buffer));
        if (downloads.values().stream().filter(ModelDownload::isUnderWay).count() >= MOST_AT_ONCE) {
            throw BUSY.asException();
        }
        source(wanted)
                .map(source -> begin(name, accepted(source, wanted)))
                .onSuccess(download -> {
                    ctx.response()
                            .setStatusCode(202)
                            .putHeader(HttpHeaders.LOCATION, "/api/downloads/" + download.id());
                    Responses.json(ctx, download.toJson());
                })
                .onFailure(ctx::fail);
    }

    private Future<Source> source(JsonObject wanted) {
        if (wanted.getValue("catalogue") instanceof String id) {
            return Future.succeededFuture(catalogue
                    .find(id)
                    .map(entry -> new Source(
                            entry.licence(),
                            entry.downloads(settings.address()),
                            folder -> entry.describe(vertx, folder)))
                    .orElseThrow(
                            () -> new Problem(404, "The catalogue has no model '%s'.".formatted(id)).asException()));
        } else if (wanted.getValue("hub") instanceof String name) {
            return hub.plan(HubName.parse(name, settings.address()), file(wanted))
                    .map(plan -> new Source(plan.licence(), plan.downloads(), folder -> Future.succeededFuture()));
        }
        throw NO_SOURCE.asException();
    }

    private static @Nullable String file(JsonObject wanted) {
        Object file = wanted.getValue("onnx");
        if (file != null && !(file instanceof String)) {
            throw NO_FILE.asException();
        }
        return (String) file;
    }

    private static Source accepted(Source source, JsonObject wanted) {
        String licence = source.licence;
        if (licence != null && !licence.equals(wanted.getValue("licence"))) {
            throw new Problem(
                            422,
                            "The model's licence is '%s'. Read it; to accept it, send it as 'licence'."
                                    .formatted(licence))
                    .asException();
        }
        return source;
    }

    private ModelDownload begin(String name, Source source) {
        ModelDownload download = new ModelDownload(name);
        keep(download);
        vertx.executeBlocking(this::stage, false)
                .map(Objects::requireNonNull)
                .compose(staged -> fetch(download, source, staged)
                        .onSuccess(fetched -> download.checking())
                        .compose(fetched -> library.add(staged, name, false))
                        .onFailure(failed -> vertx.executeBlocking(() -> discard(staged), false)))
                .onComplete(download::ended);
        return download;
    }

    private Path stage() throws IOException {
        Path staged = shelf.stage();
        Files.createDirectories(
                Objects.requireNonNull(Intake.place(staged, "model.onnx").getParent()));
        return staged;
    }

    /** Where the files of a model go that is on its way. */
    private static Path filesIn(Path staged) {
        return Objects.requireNonNull(Intake.place(staged, "model.onnx").getParent());
    }

    private static boolean discard(Path staged) {
        Intake.discard(staged);
        return true;
    }

    private Future<Void> fetch(ModelDownload download, Source source, Path staged) {
        Path folder = filesIn(staged);
        Transfer transfer = downloader.fetch(source.downloads, folder, download::reached);
        download.fetchedBy(transfer);
        return transfer.done().compose(done -> source.describe.apply(folder));
    }

    private void keep(ModelDownload download) {
        downloads.put(download.id(), download);
        downloads.values().stream()
                .filter(old -> !old.isUnderWay())
                .limit(Math.max(0, downloads.size() - MOST_KEPT))
                .map(ModelDownload::id)
                .toList()
                .forEach(downloads::remove);
    }

    /** GET /api/downloads/{id}. */
    void show(RoutingContext ctx) {
        Responses.json(ctx, find(ctx).toJson());
    }

    /** DELETE /api/downloads/{id}. */
    void cancel(RoutingContext ctx) {
        find(ctx).cancel();
        ctx.response().setStatusCode(204).end();
    }

    private ModelDownload find(RoutingContext ctx) {
        ModelDownload download = downloads.get(ctx.pathParam("id"));
        if (download == null) {
            throw UNKNOWN.asException();
        }
        return download;
    }
}
