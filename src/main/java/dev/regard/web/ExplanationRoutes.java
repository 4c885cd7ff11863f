package dev.regard.web;

import dev.regard.store.ImageStore;
import dev.regard.worker.ExplainClient;
import dev.regard.worker.Pending;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** /api/explanations: as numbers, or drawn where a PNG is asked for. */
final class ExplanationRoutes {

    private static final Problem NO_PICTURE = new Problem(
            400,
            "There is no picture. Send it as the file 'image' of a form, or give the id of a sent one as 'image', or its address as 'url'.");
    private static final Problem TWO_PICTURES =
            new Problem(400, "There is more than one picture. Send a file, an id or an address.");
    private static final Problem ONE_MAP =
            new Problem(400, "A PNG shows one class. Ask for one class, or accept application/json.");

    private static final Problem FORGOTTEN = new Problem(
            404,
            "There is no such explanation. It was forgotten, or its model has changed since: post the request again.");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

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

    /**
     * A request, read.
     *
     * @param work for the worker
     */
    private record Asked(ExplainFields fields, JsonObject work, Buffer picture) {}

    void explain(RoutingContext ctx) {
        Future.succeededFuture(ctx)
                .map(ExplanationRoutes::fields)
                .compose(fields ->
                        picture(ctx, fields).map(picture -> new Asked(fields, fields.work(Clients.name(ctx)), picture)))
                .compose(asked -> wantsPng(ctx) ? draw(ctx, asked) : answer(ctx, asked))
                .onFailure(ctx::fail);
    }

    /** GET /api/explanations/{id}: one that is finished by its own id, or one that nobody waits for by that of its job. */
    void show(RoutingContext ctx) {
        String id = Objects.requireNonNull(ctx.pathParam("id"));
        if (!HASH.matcher(id).matches()) {
            jobs.show(ctx);
            return;
        }
        client.kept(id).onFailure(ctx::fail).onSuccess(kept -> {
            if (kept == null) {
                ctx.fail(FORGOTTEN.asException());
            } else {
                Responses.current(ctx, kept);
            }
        });
    }

    private Future<Void> draw(RoutingContext ctx, Asked asked) {
        return stored(asked, cancelWhenGone(ctx, client.overlay(asked.work(), asked.picture())))
                .onSuccess(png -> ctx.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "image/png")
                        .putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY)
                        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                        .end(png))
                .mapEmpty();
    }

    private Future<Void> answer(RoutingContext ctx, Asked asked) {
        return client.find(asked.work(), asked.picture()).compose(found -> {
            if (found != null) {
                return stored(asked, Future.succeededFuture(found))
                        .onSuccess(same -> send(ctx, "hit", same))
                        .mapEmpty();
            } else if (prefersNotToWait(ctx)) {
                return client.check(asked.work())
                        .onSuccess(checked -> jobs.begin(ctx, progress -> begin(asked, progress)));
            }
            return stored(asked, cancelWhenGone(ctx, client.explain(asked.work(), asked.picture())))
                    .onSuccess(explanation -> send(ctx, "fwd=miss", explanation))
                    .mapEmpty();
        });
    }

    private Pending<JsonObject> begin(Asked asked, Handler<JsonObject> progress) {
        Pending<JsonObject> pending = client.explain(asked.work(), asked.picture(), progress);
        return new Pending<>(stored(asked, pending.result()), pending.cancel());
    }

    /** The picture is stored only after it was explained: nothing is kept that is no picture. */
    private <T> Future<T> stored(Asked asked, Future<T> answer) {
        return asked.fields().image() != null
                ? answer
                : answer.compose(done -> images.put(asked.picture()).map(done));
    }

    /** @param origin where it comes from, as RFC 9211 says it */
    private static void send(RoutingContext ctx, String origin, JsonObject explanation) {
        ctx.response()
                .putHeader("Cache-Status", "regard; " + origin)
                .putHeader(HttpHeaders.CONTENT_LOCATION, "/api/explanations/" + explanation.getString("hash"));
        Responses.current(ctx, explanation);
    }

    /** RFC 7240. */
    private static boolean prefersNotToWait(RoutingContext ctx) {
        return ctx.request().headers().getAll("Prefer").stream()
                .flatMap(header -> Stream.of(header.split(",")))
                .anyMatch(preference -> preference.strip().equalsIgnoreCase("respond-async"));
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
