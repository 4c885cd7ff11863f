package dev.regard.web;

import dev.regard.worker.Pending;
import io.vertx.core.AsyncResult;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An explanation that nobody waits for on the line: how far it is, and what came of it. Lives on one event loop. */
final class ExplanationJob {

    private final String id;
    private String status = "waiting";
    private @Nullable Pending<JsonObject> work;
    private @Nullable JsonObject progress;
    private @Nullable JsonObject explanation;
    private @Nullable Problem problem;

    ExplanationJob(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    void began(Pending<JsonObject> begun) {
        work = begun;
    }

    /** What is published while it is worked on. */
    void progressed(JsonObject news) {
        if (isUnderWay()) {
            status = "running";
            if (news.containsKey("partial")) {
                explanation = news.getJsonObject("partial");
            } else {
                progress = news;
            }
        }
    }

    void ended(AsyncResult<JsonObject> outcome) {
        if (outcome.succeeded()) {
            status = "done";
            explanation = outcome.result();
        } else {
            problem = Problems.of(outcome.cause());
            status = problem.status() == 409 ? "cancelled" : "failed";
        }
    }

    boolean isUnderWay() {
        return status.equals("waiting") || status.equals("running");
    }

    void cancel() {
        if (work != null && isUnderWay()) {
            work.cancel().run();
        }
    }

    /** Of the values of all its maps, which make most of it. */
    long characters() {
        return explanation == null ? 0 : characters(explanation);
    }

    static long characters(JsonObject explanation) {
        return Stream.of("maps", "concepts")
                .flatMap(field -> explanation.getJsonArray(field, new JsonArray()).stream())
                .mapToLong(map -> ((JsonObject) map).getString("values").length())
                .sum();
    }

    /** For clients: the explanation is partial as long as the status is not {@code done}. */
    JsonObject toJson() {
        return new JsonObject()
                .put("id", id)
                .put("status", status)
                .put("progress", progress)
                .put("explanation", explanation)
                .put("problem", problem == null ? null : problem.toJson());
    }
}
