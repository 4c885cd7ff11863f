package dev.regard.worker;

import dev.regard.explain.Cancellation;
import dev.regard.explain.Explainer;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/**
 * Explains pictures on the worker threads that it is deployed with. Its consumers live on an event loop, so that a
 * cancellation is heard while every thread is busy, and the threads share one queue: single-threaded instances would
 * be served in turn by the event bus, and a quick request would wait behind a slow one beside an idle thread.
 */
public final class ExplainVerticle extends VerticleBase {

    private final Explainer explainer;
    private final Map<String, Cancellation> underWay = new HashMap<>();

    /** @param explainer stays open: whoever opened it closes it */
    public ExplainVerticle(Explainer explainer) {
        this.explainer = explainer;
    }

    @Override
    public Future<?> start() {
        EventBus bus = vertx.eventBus();
        return Future.all(
                bus.<Buffer>consumer(Addresses.EXPLAIN, message -> answer(message, this::explain))
                        .completion(),
                bus.<Buffer>consumer(Addresses.OVERLAY, message -> answer(message, this::overlay))
                        .completion(),
                bus.<JsonObject>consumer(Addresses.CANCEL, this::cancel).completion());
    }

    private interface Task {
        Object run(Work work, Cancellation cancellation);
    }

    private void answer(Message<Buffer> message, Task task) {
        Work work = Work.of(message);
        Cancellation cancellation = new Cancellation();
        underWay.put(work.id(), cancellation);
        vertx.executeBlocking(() -> start(work, cancellation, task), false).onComplete(outcome -> {
            underWay.remove(work.id());
            reply(message, outcome);
        });
    }

    private static Object start(Work work, Cancellation cancellation, Task task) {
        cancellation.throwIfCancelled();
        return task.run(work, cancellation);
    }

    private Object explain(Work work, Cancellation cancellation) {
        double queueMillis = work.queueMillis();
        return ExplanationJson.of(explainer.explain(work.request(), cancellation), queueMillis);
    }

    private Object overlay(Work work, Cancellation cancellation) {
        return Buffer.buffer(explainer.overlay(work.request(), cancellation));
    }

    private static void reply(Message<Buffer> message, AsyncResult<Object> outcome) {
        if (outcome.succeeded()) {
            message.reply(outcome.result());
        } else {
            Failures.fail(message, outcome.cause());
        }
    }

    private void cancel(Message<JsonObject> message) {
        Cancellation cancellation = underWay.get(message.body().getString("id"));
        if (cancellation != null) {
            cancellation.cancel();
        }
    }
}
