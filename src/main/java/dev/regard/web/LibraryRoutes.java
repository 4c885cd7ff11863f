package dev.regard.web;

import dev.regard.intake.ModelName;
import dev.regard.intake.ModelShelf;
import dev.regard.store.ImageStore;
import dev.regard.store.LinkStore;
import dev.regard.worker.LibraryClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** Models: added, replaced, corrected and removed. */
final class LibraryRoutes {

    private static final long LINGER_MILLIS = 2_000;

    /** Each takes room on the disk, and then a turn to be tried. */
    private static final int MOST_AT_ONCE = 8;

    private static final String REMOVED = "/api/removed-models/";
    private static final int RETRY_AFTER_SECONDS = 20;
    private static final Problem BUSY =
            new Problem(503, "Other models are being added. Try again in a while.", RETRY_AFTER_SECONDS);
    private static final Problem NO_IMAGE = new Problem(
            400,
            "Send a picture: its bytes, a form with the file 'image', or JSON with the id of a stored one as 'image'.");

    private final LibraryClient library;
    private final ImageStore images;
    private final ModelShelf shelf;
    private final LinkStore links;
    private final long limit;
    private final AtomicInteger underWay = new AtomicInteger();

    LibraryRoutes(LibraryClient library, ImageStore images, ModelShelf shelf, LinkStore links, long limit) {
        this.library = library;
        this.images = images;
        this.shelf = shelf;
        this.links = links;
        this.limit = limit;
    }

    /** POST /api/models/{model}: adds a model. */
    void add(RoutingContext ctx) {
        take(ctx, false);
    }

    /** PUT /api/models/{model}: adds a model, or replaces the one of this name. */
    void replace(RoutingContext ctx) {
        take(ctx, true);
    }

    private void take(RoutingContext ctx, boolean replaces) {
        String name = ModelName.checked(name(ctx));
        if (underWay.incrementAndGet() > MOST_AT_ONCE) {
            underWay.decrementAndGet();
            throw BUSY.asException();
        }
        ModelUpload.receive(ctx, shelf, limit)
                .compose(staged -> library.add(staged, name, replaces))
                .onComplete(done -> underWay.decrementAndGet())
                .onSuccess(model -> Responses.created(ctx, "/api/models/" + name, model))
                .onFailure(failure -> refuse(ctx, failure));
    }

    /** Whoever is still sending hears why, and that nothing more is wanted. */
    private static void refuse(RoutingContext ctx, Throwable failure) {
        HttpServerRequest request = ctx.request();
        if (!request.isEnded()) {
            ctx.response().putHeader(HttpHeaders.CONNECTION, "close");
            ctx.addEndHandler(answered -> linger(ctx.vertx(), request));
        }
        ctx.fail(failure);
    }

    /**
     * Throws away what is still sent, for a moment. A connection that is closed over bytes that nobody has read is reset, and
     * with that the answer is lost where it was not read yet.
     */
    private static void linger(Vertx vertx, HttpServerRequest request) {
        if (!request.isEnded()) {
            request.handler(piece -> {}).endHandler(end -> request.connection().close());
            request.resume();
        }
        vertx.setTimer(LINGER_MILLIS, late -> request.connection().close());
    }

    /** DELETE /api/models/{model}. */
    void remove(RoutingContext ctx) {
        library.remove(name(ctx))
                .onSuccess(removed -> ctx.response()
                        .setStatusCode(204)
                        .putHeader(HttpHeaders.LOCATION, REMOVED + removed.getString("id"))
                        .end())
                .onFailure(ctx::fail);
    }

    /** GET /api/models/{model}/uses: whether it can be removed here, and how many links show its results. */
    void uses(RoutingContext ctx) {
        String model = name(ctx);
        Future<Boolean> removable = ctx.vertx()
                .executeBlocking(() -> ModelName.isName(model) && shelf.has(model), false)
                .map(Objects::requireNonNull);
        Future<Integer> shown = links.count(
                content -> content.getJsonObject("versions", new JsonObject()).containsKey(model));
        Future.all(removable, shown)
                .onSuccess(known -> Responses.json(
                        ctx,
                        new JsonObject().put("removable", removable.result()).put("links", shown.result())))
                .onFailure(ctx::fail);
    }

    /** GET /api/removed-models: those that can be brought back. */
    void removed(RoutingContext ctx) {
        answer(ctx, library.removed());
    }

    /** POST /api/removed-models/{id}: brings a model back. */
    void restore(RoutingContext ctx) {
        library.restore(Objects.requireNonNull(ctx.pathParam("id")))
                .onSuccess(model -> Responses.created(ctx, "/api/models/" + model.getString("name"), model))
                .onFailure(ctx::fail);
    }

    /** PUT /api/models/{model}/preprocessing: {@code {"preset": id}}, or a preprocessor_config.json. */
    void prepare(RoutingContext ctx) {
        JsonObject json = json(ctx);
        String preset = json.containsKey("preset") ? String.valueOf(json.getValue("preset")) : json.encode();
        answer(ctx, library.prepare(name(ctx), preset));
    }

    /** PUT /api/models/{model}/method: {@code {"method": name}}, which is taken where none is asked for. */
    void chooseMethod(RoutingContext ctx) {
        if (!(json(ctx).getValue("method") instanceof String method)) {
            throw new Problem(400, "'method' must be the name of a method, such as \"grad-cam\".").asException();
        }
        answer(ctx, library.chooseMethod(name(ctx), method));
    }

    /** PUT /api/models/{model}/output: {@code {"output": name}}, which holds the class scores; null for the likeliest. */
    void chooseOutput(RoutingContext ctx) {
        JsonObject json = json(ctx);
        Object output = json.getValue("output");
        if (!json.containsKey("output") || !(output == null || output instanceof String)) {
            throw new Problem(400, "'output' must be the name of an output of the model, or null.").asException();
        }
        answer(ctx, library.chooseOutput(name(ctx), (String) output));
    }

    /** PUT /api/models/{model}/labels: one a line. */
    void label(RoutingContext ctx) {
        Buffer body = Objects.requireNonNullElse(ctx.body().buffer(), Buffer.buffer());
        answer(
                ctx,
                library.label(
                        name(ctx),
                        body.toString().strip().lines().map(String::strip).toList()));
    }

    /** POST /api/models/{model}/trials: a picture → what the model says of it, prepared in each of the usual ways. */
    void tryOut(RoutingContext ctx) {
        answer(ctx, picture(ctx).compose(bytes -> library.tryOut(name(ctx), bytes, Clients.name(ctx))));
    }

    private Future<Buffer> picture(RoutingContext ctx) {
        if (Uploads.isForm(ctx)) {
            return Uploads.ofForm(ctx);
        } else if (!ctx.is("application/json")) {
            return Uploads.ofBody(ctx);
        }
        Object id = json(ctx).getValue("image");
        return id instanceof String image ? images.get(image) : Future.failedFuture(NO_IMAGE.asException());
    }

    private static JsonObject json(RoutingContext ctx) {
        try {
            Buffer body = ctx.body().buffer();
            return new JsonObject(body == null ? Buffer.buffer("{}") : body);
        } catch (DecodeException malformed) {
            throw new Problem(400, "The body is no JSON object.").asException();
        }
    }

    private static String name(RoutingContext ctx) {
        return Objects.requireNonNull(ctx.pathParam("model"));
    }

    private static void answer(RoutingContext ctx, Future<JsonObject> answer) {
        answer.onSuccess(json -> Responses.large(ctx, json)).onFailure(ctx::fail);
    }
}
