package dev.regard.worker;

import dev.regard.explain.Progress;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.json.JsonObject;

/** Publishes how far work has come, no more often than eyes can follow. Used by one thread. */
final class ProgressReport implements Progress {

    private static final long SHORTEST_PAUSE_NANOS = 100_000_000;

    private final EventBus bus;
    private final String address;
    private long lastNanos = System.nanoTime() - SHORTEST_PAUSE_NANOS;

    ProgressReport(EventBus bus, String workId) {
        this.bus = bus;
        this.address = Addresses.PROGRESS + workId;
    }

    @Override
    public void report(String text, int done, int total) {
        long now = System.nanoTime();
        if (done == 0 || now - lastNanos >= SHORTEST_PAUSE_NANOS) {
            lastNanos = now;
            bus.publish(
                    address,
                    new JsonObject().put("text", text).put("done", done).put("total", total));
        }
    }
}
