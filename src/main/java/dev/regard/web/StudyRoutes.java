package dev.regard.web;

import dev.regard.worker.ExplainClient;
import dev.regard.worker.Pending;
import dev.regard.worker.Studies;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/**
 * POST /api/studies/{study}: work that asks a model many things, answered by lines of JSON: {@code {"progress": ...}} as it
 * goes on, and in the end {@code {"report": ...}} or {@code {"problem": ...}}. Whoever closes the connection stops it.
 */
final class StudyRoutes {

    /** Of the pictures of one study, all of which are in memory. */
    private static final long MOST_BYTES = 96L << 20;

    private static final Problem TOO_LARGE =
            new Problem(413, "The pictures of a study may take 96 MB together. Send fewer, or smaller ones.");
    private static final Problem FULL =
            new Problem(503, "Other studies take all the memory there is for pictures. Try again in a minute.", 60);

    private final NamedPictures pictures;
    private final ExplainClient client;
    private final long room;
    private final AtomicLong taken = new AtomicLong();

    /** @param room for the pictures of all studies together, in bytes */
    StudyRoutes(NamedPictures pictures, ExplainClient client, long room) {
        this.pictures = pictures;
        this.client = client;
        this.room = room;
    }

    void study(RoutingContext ctx) {
        String name = Objects.requireNonNull(ctx.pathParam("study"));
        if (!Studies.names().contains(name)) {
            throw new Problem(
                            404,
                            "There is no study '%s'. There are: %s."
                                    .formatted(ExplainFields.quote(name), String.join(", ", Studies.names())))
                    .asException();
        } else if (!ctx.is("application/json")) {
            ctx.fail(415);
            return;
        }
        Buffer body = ctx.body().buffer();
        StudyFields fields = StudyFields.of(name, ExplainFields.parse(body == null ? Buffer.buffer() : body));
        new Run(ctx, fields).begin();
    }

    /** One study for one client. Lives on one event loop. */
    private final class Run {
        private final RoutingContext ctx;
        private final HttpServerResponse response;
        private final StudyFields fields;
        private final List<Buffer> read = new ArrayList<>();
        private long bytes;

        private Run(RoutingContext ctx, StudyFields fields) {
            this.ctx = ctx;
            this.response = ctx.response();
            this.fields = fields;
        }

        private void begin() {
            Future<Void> all = Future.succeededFuture();
            for (String image : fields.all()) {
                all = all.compose(before -> pictures.get(image)).compose(this::keep);
            }
            all.compose(done -> ask()).onComplete(outcome -> {
                taken.addAndGet(-bytes);
                end(outcome);
            });
        }

        private Future<Void> keep(Buffer picture) {
            if (bytes + picture.length() > MOST_BYTES) {
                return Future.failedFuture(TOO_LARGE.asException());
            } else if (taken.addAndGet(picture.length()) > room) {
                taken.addAndGet(-picture.length());
                return Future.failedFuture(FULL.asException());
            }
            bytes += picture.length();
            read.add(picture);
            return Future.succeededFuture();
        }

        private Future<JsonObject> ask() {
            JsonObject work = fields.work().put("client", Clients.name(ctx));
            Pending<JsonObject> pending =
                    client.study(work, read, progress -> write(new JsonObject().put("progress", progress)));
            if (response.closed()) {
                pending.cancel().run();
            } else {
                response.closeHandler(gone -> pending.cancel().run());
            }
            return pending.result();
        }

        private void end(AsyncResult<JsonObject> outcome) {
            if (response.closed()) {
                return;
            } else if (outcome.succeeded()) {
                write(new JsonObject().put("report", outcome.result()));
            } else if (response.headWritten()) {
                write(new JsonObject()
                        .put("problem", Problems.of(outcome.cause()).toJson()));
            } else {
                ctx.fail(outcome.cause());
                return;
            }
            response.end();
        }

        private void write(JsonObject line) {
            if (response.closed() || response.ended()) {
                return;
            }
            if (!response.headWritten()) {
                response.putHeader(
                        HttpHeaders.CONTENT_LANGUAGE, Language.of(ctx).tag());
                Responses.lines(response);
            }
            response.write(Language.of(ctx).say(line).toBuffer().appendString("\n"));
        }
    }
}
