package dev.regard.web;

import dev.regard.store.ImageStore;
import dev.regard.worker.ExplainClient;
import dev.regard.worker.Pending;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket: at most one request under way. A newer request replaces it; of camera pictures the newest waits until
 * the one under way is explained and its answer has left, else a slow model would never finish any. Lives on the
 * event loop of its socket.
 */
final class LiveSession {

    static final short GOING_AWAY = 1001;

    private static final Problem REPLACED = new Problem(409, "The request was replaced by a newer request.");
    private static final Problem CANCELLED = new Problem(409, "The request was cancelled.");
    private static final Problem NO_REQUEST = new Problem(
            400, "A picture came without a request. Send an 'explain' message without 'image' and 'url' first.");

    private final ServerWebSocket socket;
    private final Language language;
    private final ImageStore images;
    private final RemotePictures remote;
    private final ExplainClient client;
    private final Outbox outbox;
    /** Each socket is a client of its own, as many people may share an address. */
    private final String name = UUID.randomUUID().toString();

    private LiveRequest.@Nullable Explain latest;
    private @Nullable Run underWay;
    private @Nullable Buffer waitingPicture;
    private boolean ending;

    LiveSession(
            ServerWebSocket socket, Language language, ImageStore images, RemotePictures remote, ExplainClient client) {
        this.socket = socket;
        this.language = language;
        this.images = images;
        this.remote = remote;
        this.client = client;
        this.outbox = new Outbox(socket, this::answered);
    }

    /** A request being worked on, or whose answer is leaving. */
    private static final class Run {
        private final Object id;
        private @Nullable Pending<JsonObject> work;
        private boolean isPredicted;
        private boolean stopped;
        private boolean finished;

        private Run(Object id) {
            this.id = id;
        }

        private void stop() {
            stopped = true;
            if (work != null) {
                work.cancel().run();
            }
        }
    }

    void text(String text) {
        switch (LiveRequest.parse(text)) {
            case LiveRequest.Explain explain -> explain(explain);
            case LiveRequest.Cancel cancel -> cancel(cancel.id());
            case LiveRequest.Malformed malformed -> problem(malformed.id(), malformed.problem());
        }
        outbox.send();
    }

    void picture(Buffer picture) {
        if (latest == null) {
            problem(null, NO_REQUEST);
        } else {
            waitingPicture = picture;
        }
        outbox.send();
    }

    /** A model came, went or changed: the client may ask for the list. */
    void modelsChanged() {
        outbox.add(null, LiveMessages::modelsChanged);
        outbox.send();
    }

    /** The client has gone. */
    void closed() {
        waitingPicture = null;
        if (underWay != null) {
            underWay.stop();
        }
    }

    /** Says goodbye as soon as nothing is under way. */
    void end() {
        ending = true;
        waitingPicture = null;
        outbox.send();
    }

    private void explain(LiveRequest.Explain request) {
        giveUp(REPLACED);
        latest = request;
        ExplainFields fields = request.fields();
        if (fields.image() != null) {
            run(request, images.get(fields.image()));
        } else if (fields.url() != null) {
            run(request, remote.fetch(fields.url()));
        }
    }

    private void cancel(Object id) {
        if (latest != null && latest.id().equals(id)) {
            giveUp(CANCELLED);
            latest = null;
        }
    }

    private void giveUp(Problem why) {
        waitingPicture = null;
        Run run = underWay;
        if (run != null) {
            underWay = null;
            run.stop();
            outbox.takeBack(run.id);
            problem(run.id, why);
        }
    }

    private void run(LiveRequest.Explain request, Future<Buffer> picture) {
        Run run = new Run(request.id());
        underWay = run;
        picture.compose(bytes -> work(run, request.fields(), bytes)).onComplete(outcome -> {
            if (!run.stopped) {
                finish(run, outcome);
            }
        });
    }

    private Future<JsonObject> work(Run run, ExplainFields fields, Buffer picture) {
        if (run.stopped) {
            return Future.failedFuture(CANCELLED.asException());
        }
        run.work = client.explain(fields.work(name), picture, progress -> progressed(run, progress));
        Future<JsonObject> explanation = run.work.result();
        return fields.url() == null
                ? explanation
                : explanation.compose(done -> images.put(picture).map(done));
    }

    /** Who reads slowly misses some of it. */
    private void progressed(Run run, JsonObject progress) {
        if (!run.stopped && !run.finished && outbox.isEmpty()) {
            LiveMessages.underWay(run.id, progress, run.isPredicted).forEach(message -> add(run.id, message));
            run.isPredicted |= progress.containsKey("partial");
            outbox.send();
        }
    }

    private void finish(Run run, AsyncResult<JsonObject> outcome) {
        run.finished = true;
        if (outcome.succeeded()) {
            LiveMessages.of(run.id, outcome.result()).forEach(message -> add(run.id, message));
        } else {
            problem(run.id, Problems.of(outcome.cause()));
        }
        outbox.send();
    }

    /** Everything has left: the next may begin. */
    private void answered() {
        if (underWay != null && !underWay.finished) {
            return;
        }
        underWay = null;
        Buffer picture = waitingPicture;
        if (picture != null && latest != null) {
            waitingPicture = null;
            run(latest, Future.succeededFuture(picture));
        } else if (ending) {
            socket.close(GOING_AWAY, "the server is stopping");
        }
    }

    private void problem(@Nullable Object id, Problem problem) {
        outbox.addProblem(id, () -> language.say(LiveMessages.problem(id, problem)));
    }

    private void add(Object id, Supplier<JsonObject> message) {
        outbox.add(id, () -> language.say(message.get()));
    }
}
