package dev.regard.hub;

import dev.regard.hub.HubException.Kind;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Timer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A download under way. */
public final class Transfer {

    private final Vertx vertx;
    private final Context context;
    private final Promise<Void> promise = Promise.promise();
    private final ProgressListener listener;
    private final long total;

    private long finished;
    private volatile boolean isCancelled;
    private @Nullable HttpClientRequest request;
    private @Nullable Timer pause;

    /**
     * A new one.
     *
     * @param context that everything but {@link #cancel} happens on
     */
    Transfer(Vertx vertx, Context context, ProgressListener listener, long total) {
        this.vertx = vertx;
        this.context = context;
        this.listener = listener;
        this.total = total;
    }

    /** Ends when all files are there, each with the content that was announced; fails with {@link HubException}. */
    public Future<Void> done() {
        return promise.future();
    }

    /**
     * Ends it, at once. What has arrived stays beside, in {@code .part} files: the same download goes on from there,
     * also after the server was started anew. Who does not want that removes the folder when {@link #done} has failed.
     */
    public void cancel() {
        isCancelled = true;
        context.runOnContext(soon -> endWhatIsUnderWay());
    }

    /** Not by the one who cancels, who may be the listener in the middle of a write. */
    private void endWhatIsUnderWay() {
        if (request != null) {
            request.reset();
        }
        if (pause != null) {
            pause.cancel();
        }
    }

    void complete(Future<Void> outcome) {
        outcome.onComplete(promise);
    }

    /** Told of each request, the latest of which {@link #cancel} has to end. */
    void requested(HttpClientRequest latest) {
        request = latest;
        if (isCancelled) {
            latest.reset();
        }
    }

    /** Waits before the next try. */
    Future<Void> pause(Duration delay) {
        if (isCancelled) {
            return Future.failedFuture(cancelled());
        }
        pause = vertx.timer(Math.max(1, delay.toMillis()));
        return pause.recover(ended -> Future.failedFuture(cancelled()));
    }

    /** Succeeds while somebody still wants it. */
    Future<Void> wanted() {
        return isCancelled ? Future.failedFuture(cancelled()) : Future.succeededFuture();
    }

    /** Whatever failed after {@link #cancel} failed because of it. */
    HubException reason(HubException failure) {
        return isCancelled ? cancelled() : failure;
    }

    void reached(long bytesOfFile) {
        listener.reached(finished + bytesOfFile, total);
    }

    void finished(Download download) {
        finished += download.bytes();
        listener.reached(finished, total);
    }

    private static HubException cancelled() {
        return new HubException(Kind.CANCELLED, "The download was cancelled.");
    }
}
