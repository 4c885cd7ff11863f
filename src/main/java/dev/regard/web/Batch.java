package dev.regard.web;

import dev.regard.worker.PatientClient;
import dev.regard.worker.Pending;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Many pictures for one client: a few at a time, and a line of JSON for each as it is finished. Takes no more of them than it
 * works on, nor while the client does not read what there is. Lives on one event loop.
 */
final class Batch {

    /** Enough that the worker always finds one waiting. */
    private static final int MOST_OPEN = 8;

    /** Of all pictures that are open: one of the largest, or some of the usual size. */
    private static final long MOST_OPEN_BYTES = Limits.PICTURE_BYTES;

    private static final int LONGEST_NAME = 200;
    private static final long LONGEST_STILLNESS_MILLIS = 90_000;
    private static final long WATCH_MILLIS = 5_000;
    private static final Problem STILL =
            new Problem(408, "Nothing came and nothing was read for more than a minute: the batch was given up.");

    private final RoutingContext ctx;
    private final HttpServerResponse response;
    private final PatientClient client;
    private final Quotas quotas;
    private final Runnable more;
    private final Set<Pending<JsonObject>> running = new HashSet<>();
    private final String name;
    private final long watch;
    private JsonObject request = new JsonObject();
    private boolean withMaps;
    private @Nullable Problem problem;
    private int next;
    private int open;
    private int reading;
    private long openBytes;
    private int done;
    private int failed;
    private boolean isComplete;
    private boolean isOver;
    private long lastMove = System.nanoTime();
    private long lastLine = System.nanoTime();

    /** @param more is run when there is room again */
    Batch(RoutingContext ctx, PatientClient client, Quotas quotas, Runnable more) {
        this.ctx = ctx;
        this.response = ctx.response();
        this.client = client;
        this.quotas = quotas;
        this.more = more;
        this.name = Clients.name(ctx);
        this.watch = ctx.vertx().setPeriodic(WATCH_MILLIS, tick -> watch());
        ctx.addEndHandler(ended -> giveUp());
    }

    /** Says how pictures are explained, before the first one comes. */
    void explainAs(BatchFields fields) {
        request = fields.work().work(name);
        withMaps = fields.maps();
    }

    /** Whether another picture may come now. */
    boolean hasRoom() {
        return !isOver
                && open < MOST_OPEN
                && reading == 0
                && openBytes < MOST_OPEN_BYTES
                && !response.writeQueueFull()
                && quotas.waitMillis(name) == 0;
    }

    /** How many came. */
    int size() {
        return next;
    }

    /** Takes a picture, or what was wrong with it. */
    void add(String picture, Future<Buffer> bytes) {
        int index = next++;
        open++;
        reading++;
        moved();
        if (index > 0) {
            quotas.take(name);
        }
        bytes.onComplete(read -> reading--)
                .compose(this::explain)
                .onComplete(outcome -> finished(index, picture, outcome));
        if (quotas.waitMillis(name) > 0) {
            ctx.vertx().setTimer(quotas.waitMillis(name), over -> askForMore());
        }
    }

    private Future<JsonObject> explain(Buffer picture) {
        if (isOver) {
            return Future.failedFuture("given up");
        }
        openBytes += picture.length();
        Pending<JsonObject> work = client.explain(request, picture);
        running.add(work);
        askForMore();
        return work.result().onComplete(done -> {
            running.remove(work);
            openBytes -= picture.length();
        });
    }

    private void finished(int index, String picture, AsyncResult<JsonObject> outcome) {
        if (isOver) {
            open--;
            return;
        }
        JsonObject line = new JsonObject().put("index", index).put("name", shortened(picture));
        if (outcome.succeeded()) {
            done++;
            line.put("explanation", withMaps ? outcome.result() : withoutMaps(outcome.result()));
        } else {
            failed++;
            line.put("problem", Problems.of(outcome.cause()).toJson());
        }
        // Maps of many classes take megabytes.
        ctx.vertx().executeBlocking(line::toBuffer, false).onComplete(encoded -> {
            open--;
            if (!isOver) {
                write(Objects.requireNonNull(encoded.result()));
                finishOrAskForMore();
            }
        });
    }

    private static String shortened(String picture) {
        return picture.length() <= LONGEST_NAME ? picture : picture.substring(0, LONGEST_NAME) + "...";
    }

    private static JsonObject withoutMaps(JsonObject explanation) {
        explanation.remove("maps");
        explanation.remove("concepts");
        return explanation;
    }

    private void write(Buffer line) {
        moved();
        begin();
        response.write(line.appendString("\n"));
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> {
                moved();
                askForMore();
            });
        }
    }

    private void begin() {
        lastLine = System.nanoTime();
        Responses.lines(response);
    }

    /** No more pictures come. */
    void complete() {
        isComplete = true;
        finishOrAskForMore();
    }

    /** No more pictures come, because something is wrong: what is under way is finished. */
    void breakOff(Problem why) {
        if (problem == null && !isOver) {
            problem = why;
            complete();
        }
    }

    private void finishOrAskForMore() {
        if (!isComplete) {
            askForMore();
        } else if (open == 0 && !isOver) {
            finish();
        }
    }

    private void askForMore() {
        if (!isComplete && hasRoom()) {
            more.run();
        }
    }

    private void finish() {
        isOver = true;
        ctx.vertx().cancelTimer(watch);
        if (next == 0) {
            ctx.fail((problem == null ? BatchFields.NO_PICTURES : problem).asException());
            return;
        }
        JsonObject last = new JsonObject().put("done", done).put("failed", failed);
        write((problem == null ? last : last.put("problem", problem.toJson())).toBuffer());
        response.end();
    }

    /** The client has gone: nothing of it goes on. */
    void giveUp() {
        isOver = true;
        ctx.vertx().cancelTimer(watch);
        Set.copyOf(running).forEach(work -> work.cancel().run());
    }

    /** Something came, or something was read. */
    void moved() {
        lastMove = System.nanoTime();
    }

    private void watch() {
        if (running.isEmpty() && millisSince(lastMove) > LONGEST_STILLNESS_MILLIS) {
            breakOff(STILL);
            ctx.vertx()
                    .setTimer(WATCH_MILLIS, late -> ctx.request().connection().close());
        } else if (!running.isEmpty() && millisSince(lastLine) > WATCH_MILLIS && !response.writeQueueFull()) {
            // An empty line. Nothing is read while there is no room, so that only writing tells that a client has gone.
            begin();
            response.write("\n");
        }
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }
}
