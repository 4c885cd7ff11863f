package dev.regard.web;

import dev.regard.worker.Pending;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/**
 * Explanations under /api/explanations/{id}, of requests that did not wait. Each is kept for ten minutes after its end, or
 * until others need the room, in memory: a server that is stopped forgets them.
 */
final class ExplanationJobs {

    static final int MOST = 256;

    private static final long KEPT_MILLIS = 600_000;
    private static final Problem UNKNOWN =
            new Problem(404, "There is no such explanation. One that has ended is kept for ten minutes at most.");
    private static final Problem FULL =
            new Problem(503, "Too many explanations are under way already. Try again in a minute.", 60);

    private final Vertx vertx;
    private final KeptJobs jobs;

    /** @param mostCharacters of explanations kept in memory */
    ExplanationJobs(Vertx vertx, long mostCharacters) {
        this.vertx = vertx;
        this.jobs = new KeptJobs(MOST, mostCharacters);
    }

    /**
     * Begins an explanation and answers at once where to look for it.
     *
     * @param ask begins the work; the handler hears how far it is
     */
    void begin(RoutingContext ctx, Function<Handler<JsonObject>, Pending<JsonObject>> ask) {
        if (!jobs.hasRoom()) {
            ctx.fail(FULL.asException());
            return;
        }
        ExplanationJob job = new ExplanationJob(UUID.randomUUID().toString());
        Pending<JsonObject> work = ask.apply(job::progressed);
        job.began(work);
        jobs.add(job);
        work.result().onComplete(outcome -> {
            job.ended(outcome);
            jobs.ended(job);
            vertx.setTimer(KEPT_MILLIS, late -> jobs.remove(job));
        });
        if (work.result().failed()) {
            jobs.remove(job);
            ctx.fail(work.result().cause());
            return;
        }
        ctx.response()
                .setStatusCode(202)
                .putHeader(HttpHeaders.LOCATION, "/api/explanations/" + job.id())
                .putHeader("Preference-Applied", "respond-async");
        Responses.large(ctx, job.toJson());
    }

    /** GET /api/explanations/{id}. */
    void show(RoutingContext ctx) {
        Responses.large(ctx, find(ctx).toJson());
    }

    /** DELETE /api/explanations/{id}: cancels it where it is under way, and forgets it. */
    void cancel(RoutingContext ctx) {
        ExplanationJob job = find(ctx);
        jobs.remove(job);
        job.cancel();
        ctx.response().setStatusCode(204).end();
    }

    private ExplanationJob find(RoutingContext ctx) {
        return jobs.find(Objects.requireNonNull(ctx.pathParam("id"))).orElseThrow(UNKNOWN::asException);
    }
}
