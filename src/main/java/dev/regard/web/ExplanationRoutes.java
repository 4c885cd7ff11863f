package dev.regard.web;

import dev.regard.store.ImageStore;
import dev.regard.worker.ExplainClient;
import dev.regard.worker.Pending;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** POST /api/explanations: as numbers, or drawn where a PNG is asked for. */
final class ExplanationRoutes {

    private static final Problem NO_PICTURE = new Problem(
            400,
            "There is no picture. Send it as the file 'image' of a form, or give the id of a sent one as 'image', or its address as 'url'.");
    private static final Problem TWO_PICTURES =
            new Problem(400, "There is more than one picture. Send a file, an id or an address.");
    private static final Problem ONE_MAP =
            new Problem(400, "A PNG shows one class. Ask for one class, or accept application/json.");

    private final ImageStore images;
    private final RemotePictures remote;
    private final ExplainClient client;

    private final ExplanationJobs jobs;

    ExplanationRoutes(ImageStore images, RemotePictures remote, ExplainClient client, ExplanationJobs jobs) {
        this.images = images;
        this.remote = remote;
        this.client = client;
        this.jobs = jobs;
    }

    void explain(RoutingContext ctx) {
        if (wantsPng(ctx)) {
            run(ctx, client::overlay)
                    .onSuccess(png -> ctx.response()
                            .putHeader(HttpHeaders.CONTENT_TYPE, "image/png")
                            .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY)
                            .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                            .end(png));
        } else if (prefersNotToWait(ctx)) {
            begin(ctx);
        } else {
            run(ctx, client::explain).onSuccess(explanation -> Responses.json(ctx, explanation));
        }
    }

    private void begin(RoutingContext ctx) {
        Future.succeededFuture(ctx)
                .map(ExplanationRoutes::fields)
                .compose(fields -> picture(ctx, fields).map(picture -> {
                    JsonObject work = fields.work(Clients.name(ctx));
                    jobs.begin(ctx, progress -> stored(fields, picture, client.explain(work, picture, progress)));
                    return picture;
                }))
                .onFailure(ctx::fail);
    }

    private Pending<JsonObject> stored(ExplainFields fields, Buffer picture, Pending<JsonObject> pending) {
        return fields.image() != null
                ? pending
                : new Pending<>(
                        pending.result().compose(done -> images.put(picture).map(done)), pending.cancel());
    }

    /** RFC 7240. */
    private static boolean prefersNotToWait(RoutingContext ctx) {
        return ctx.request().headers().getAll("Prefer").stream()
                .flatMap(header -> Stream.of(header.split(",")))
                .anyMatch(preference -> preference.strip().equalsIgnoreCase("respond-async"));
    }

    /** The picture is stored only after it was explained: nothing is kept that is no picture. */
    private <T> Future<T> run(RoutingContext ctx, BiFunction<JsonObject, Buffer, Pending<T>> ask) {
        return Future.succeededFuture(ctx)
                .map(ExplanationRoutes::fields)
                .compose(fields -> picture(ctx, fields).compose(picture -> {
                    Future<T> answer = cancelWhenGone(ctx, ask.apply(fields.work(Clients.name(ctx)), picture));
                    return fields.image() != null
                            ? answer
                            : answer.compose(done -> images.put(picture).map(done));
                }))
                .onFailure(ctx::fail);
    }

    private static ExplainFields fields(RoutingContext ctx) {
        ExplainFields fields;
        if (Uploads.isForm(ctx)) {
            fields = ExplainFields.ofForm(ctx.request().formAttributes());
        } else if (ctx.is("application/json")) {
            Buffer body = ctx.body().buffer();
            fields = ExplainFields.ofJson(ExplainFields.parse(body == null ? Buffer.buffer() : body));
        } else {
            throw new Problem(415, "Send multipart/form-data or application/json.").asException();
        }
        if (wantsPng(ctx) && !fields.asksForOneMap()) {
            throw ONE_MAP.asException();
        }
        return fields;
    }

    private Future<Buffer> picture(RoutingContext ctx, ExplainFields fields) {
        boolean isNamed = fields.image() != null || fields.url() != null;
        if (isNamed && Uploads.hasPicture(ctx)) {
            return Future.failedFuture(TWO_PICTURES.asException());
        } else if (fields.image() != null) {
            return images.get(fields.image());
        } else if (fields.url() != null) {
            return remote.fetch(fields.url());
        }
        return Uploads.hasPicture(ctx) ? Uploads.ofForm(ctx) : Future.failedFuture(NO_PICTURE.asException());
    }

    private static <T> Future<T> cancelWhenGone(RoutingContext ctx, Pending<T> pending) {
        if (ctx.response().closed()) {
            pending.cancel().run();
        } else {
            ctx.response().closeHandler(gone -> pending.cancel().run());
        }
        return pending.result();
    }

    /** Whoever accepts anything gets numbers. */
    private static boolean wantsPng(RoutingContext ctx) {
        return ctx.parsedHeaders().accept().stream()
                .findFirst()
                .map(first -> isPng(first))
                .orElse(false);
    }

    private static boolean isPng(MIMEHeader type) {
        return type.component().equals("image")
                && (type.subComponent().equals("png") || type.subComponent().equals("*"));
    }
}
