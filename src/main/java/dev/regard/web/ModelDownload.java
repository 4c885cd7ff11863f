package dev.regard.web;

import dev.regard.hub.HubException;
import dev.regard.hub.Transfer;
import io.vertx.core.AsyncResult;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A model on its way from elsewhere: fetched, then checked and tried. */
final class ModelDownload {

    private final String id = UUID.randomUUID().toString();
    private final String model;
    private String status = "fetching";
    private long bytes;
    private long total;
    private @Nullable Transfer transfer;
    private @Nullable Problem problem;
    private boolean isCancelled;

    /** @param model the name that it gets */
    ModelDownload(String model) {
        this.model = model;
    }

    String id() {
        return id;
    }

    void fetchedBy(Transfer latest) {
        transfer = latest;
        if (isCancelled) {
            latest.cancel();
        }
    }

    void reached(long bytesSoFar, long ofTotal) {
        bytes = bytesSoFar;
        total = ofTotal;
    }

    void checking() {
        status = "checking";
    }

    void ended(AsyncResult<?> outcome) {
        if (outcome.succeeded()) {
            status = "done";
        } else {
            problem = Problems.of(outcome.cause());
            status = isCancelled && outcome.cause() instanceof HubException ? "cancelled" : "failed";
        }
    }

    boolean isUnderWay() {
        return status.equals("fetching") || status.equals("checking");
    }

    void cancel() {
        isCancelled = true;
        if (transfer != null) {
            transfer.cancel();
        }
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("id", id)
                .put("model", model)
                .put("status", status)
                .put("bytes", bytes)
                .put("total", total)
                .put("problem", problem == null ? null : problem.toJson());
    }
}
