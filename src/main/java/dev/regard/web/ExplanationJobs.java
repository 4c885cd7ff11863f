package dev.regard.web;

import dev.regard.worker.Pending;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/**
 * Explanations under /api/explanations/{id}, of requests that did not wait. Each is kept for ten minutes after its end, or
 * until there are too many, in memory: a server that is stopped forgets them.
 */
final class ExplanationJobs {

    /** As many as fit into memory, with their explanations. */
    static final int MOST = 256;

    private static final long KEPT_MILLIS = 600_000;
    private static final Problem UNKNOWN =
            new Problem(404, "There is no such explanation. One that has ended is kept for ten minutes at most.");
    private static final Problem FULL =
            new Problem(503, "Too many explanations are under way already. Try again in a minute.", 60);

    private final Vertx vertx;
    private final Map<String, ExplanationJob> jobs = new LinkedHashMap<>();

    ExplanationJobs(Vertx vertx) {
        this.vertx = vertx;
    }

    /**
     * Begins an explanation and answers at once where to look for it.
     *
     * @param ask begins the work; the handler hears how far it is
     */
    void begin(RoutingContext ctx, Function<Handler<JsonObject>, Pending<JsonObject>> ask) {
        if (jobs.size() >= MOST && !forgetOldest()) {
            ctx.fail(FULL.asException());
            return;
        }
        ExplanationJob job = new ExplanationJob(UUID.randomUUID().toString());
        Pending<JsonObject> work = ask.apply(job::progressed);
        job.began(work);
        jobs.put(job.id(), job);
        work.result().onComplete(outcome -> {
            job.ended(outcome);
            vertx.setTimer(KEPT_MILLIS, late -> jobs.remove(job.id()));
        });
        if (work.result().failed()) {
            jobs.remove(job.id());
            ctx.fail(work.result().cause());
            return;
        }
        ctx.response()
                .setStatusCode(202)
                .putHeader(HttpHeaders.LOCATION, "/api/explanations/" + job.id())
                .putHeader("Preference-Applied", "respond-async");
        Responses.json(ctx, job.toJson());
    }

    /** Makes room where one has ended; false where all are under way. */
    private boolean forgetOldest() {
        return jobs.values().stream()
                .filter(job -> !job.isUnderWay())
                .findFirst()
                .map(job -> jobs.remove(job.id()))
                .isPresent();
    }

    /** GET /api/explanations/{id}. */
    void show(RoutingContext ctx) {
        Responses.json(ctx, find(ctx).toJson());
    }

    /** DELETE /api/explanations/{id}: cancels it where it is under way, and forgets it. */
    void cancel(RoutingContext ctx) {
        ExplanationJob job = find(ctx);
        jobs.remove(job.id());
        job.cancel();
        ctx.response().setStatusCode(204).end();
    }

    private ExplanationJob find(RoutingContext ctx) {
        ExplanationJob job = jobs.get(Objects.requireNonNull(ctx.pathParam("id")));
        if (job == null) {
            throw UNKNOWN.asException();
        }
        return job;
    }
}
