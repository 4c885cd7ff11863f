package dev.regard.worker;

import dev.regard.explain.Explainer;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Asks the worker for many pictures: a few at a time, so that the device stays busy and others find places beside them.
 * Clients take turns, and nobody is refused because there is too much to do: it waits. For one event loop.
 */
public final class PatientClient {

    /** Those that take long share the device slice by slice: more at once are no quicker. */
    private static final int LONG_PLACES = 2;

    private static final long RETRY_MILLIS = 250;

    private final Vertx vertx;
    private final ExplainClient client;
    private final Lane<Turn> shortWork;
    private final Lane<Turn> longWork = new Lane<>(LONG_PLACES);

    /** @param places how many pictures are at work at once, whoever sent them */
    public PatientClient(Vertx vertx, ExplainClient client, int places) {
        this.vertx = vertx;
        this.client = client;
        this.shortWork = new Lane<>(places);
    }

    /** A picture that waits for its turn, or has it. */
    private static final class Turn {
        private final Lane<Turn> lane;
        private final String client;
        private final JsonObject request;
        private final Buffer picture;
        private final Promise<JsonObject> answer = Promise.promise();
        private @Nullable Pending<JsonObject> work;
        private boolean cancelled;

        Turn(Lane<Turn> lane, JsonObject request, Buffer picture) {
            this.lane = lane;
            this.client = request.getString("client");
            this.request = request;
            this.picture = picture;
        }
    }

    /** Explains a picture, see {@link ExplainClient#explain}, as soon as it is its turn. */
    public Pending<JsonObject> explain(JsonObject request, Buffer picture) {
        Lane<Turn> lane = Explainer.isLong(request.getString("method")) ? longWork : shortWork;
        Turn turn = new Turn(lane, request, picture);
        lane.add(turn.client, turn);
        startNext(lane);
        return new Pending<>(turn.answer.future(), () -> cancel(turn));
    }

    private void startNext(Lane<Turn> lane) {
        for (Turn next = lane.start(); next != null; next = lane.start()) {
            Turn turn = next;
            Pending<JsonObject> work = client.explain(turn.request, turn.picture);
            turn.work = work;
            work.result().onComplete(outcome -> ended(turn, outcome));
        }
    }

    private void ended(Turn turn, AsyncResult<JsonObject> outcome) {
        if (outcome.failed() && outcome.cause() instanceof Overloaded && !turn.cancelled) {
            // It keeps its place meanwhile, else it would be asked for again at once; then it is others' turn.
            vertx.setTimer(RETRY_MILLIS, later -> again(turn));
            return;
        }
        turn.lane.done();
        turn.answer.handle(outcome);
        startNext(turn.lane);
    }

    private void again(Turn turn) {
        turn.lane.done();
        if (turn.cancelled) {
            turn.answer.handle(cancelled());
        } else {
            turn.lane.add(turn.client, turn);
        }
        startNext(turn.lane);
    }

    private static void cancel(Turn turn) {
        turn.cancelled = true;
        if (turn.lane.remove(turn.client, turn)) {
            turn.answer.handle(cancelled());
        } else if (turn.work != null) {
            turn.work.cancel().run();
        }
    }

    private static Future<JsonObject> cancelled() {
        return Future.failedFuture(
                new ReplyException(ReplyFailure.RECIPIENT_FAILURE, Failures.CANCELLED, "The request was cancelled."));
    }
}
