package dev.regard.worker;

import dev.regard.explain.Explanation;
import dev.regard.explain.Progress;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Publishes how far work has come, no more often than eyes can follow. Used by one thread. */
final class ProgressReport implements Progress {

    private static final long SHORTEST_PAUSE_NANOS = 100_000_000;

    /** Four maps a second look as if they grew. */
    private static final long SHORTEST_PAUSE_BETWEEN_MAPS_NANOS = 250_000_000;

    /** Before that, what is left would be guessed from too little. */
    private static final long EARLIEST_GUESS_NANOS = 500_000_000;

    private final EventBus bus;
    private final String id;
    private final double queueMillis;
    private long startNanos = System.nanoTime();
    private long lastNanos = startNanos - SHORTEST_PAUSE_NANOS;
    private long lastMapNanos = startNanos - SHORTEST_PAUSE_BETWEEN_MAPS_NANOS;

    ProgressReport(EventBus bus, Work work) {
        this.bus = bus;
        this.id = work.id();
        this.queueMillis = work.queueMillis();
    }

    @Override
    public void report(String text, int done, int total) {
        long now = System.nanoTime();
        if (done == 0) {
            // What came before, such as opening the model, says nothing of how long this takes.
            startNanos = now;
        }
        if (done == 0 || done == total || now - lastNanos >= SHORTEST_PAUSE_NANOS) {
            lastNanos = now;
            publish(new JsonObject()
                    .put("text", text)
                    .put("done", done)
                    .put("total", total)
                    .put("fraction", (double) done / total)
                    .put("millisLeft", millisLeft(now, done, total)));
        }
    }

    private @Nullable Long millisLeft(long now, int done, int total) {
        long passed = now - startNanos;
        return done == 0 || passed < EARLIEST_GUESS_NANOS ? null : passed / 1_000_000 * (total - done) / done;
    }

    @Override
    public void partial(Supplier<Explanation> soFar) {
        long now = System.nanoTime();
        if (now - lastMapNanos >= SHORTEST_PAUSE_BETWEEN_MAPS_NANOS) {
            lastMapNanos = now;
            publish(new JsonObject().put("partial", ExplanationJson.partial(soFar.get(), queueMillis)));
        }
    }

    private void publish(JsonObject message) {
        bus.publish(Addresses.PROGRESS + id, message);
    }
}
