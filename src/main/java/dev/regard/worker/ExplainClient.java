package dev.regard.worker;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks the worker, wherever on the event bus it runs. Results fail with {@link Overloaded} or with a
 * {@link ReplyException} whose code is an HTTP status.
 */
public final class ExplainClient {

    private static final long LONGEST_WORK_MILLIS = 600_000;
    private static final long LONGEST_LOOKUP_MILLIS = 60_000;
    private static final long LONGEST_PING_MILLIS = 2_000;

    private final EventBus bus;
    private final Admission admission;
    private final ExplainMetrics metrics;

    public ExplainClient(EventBus bus, Admission admission, MeterRegistry registry) {
        this.bus = bus;
        this.admission = admission;
        this.metrics = new ExplainMetrics(registry, admission);
    }

    /**
     * Explains a picture.
     *
     * @param request {@code model}, {@code method}, {@code layer}, {@code classes} or {@code top}, and
     *                {@code samples}, {@code noise}, {@code steps}, {@code baseline}; each may be absent
     */
    public Pending<JsonObject> explain(JsonObject request, Buffer picture) {
        return work(Addresses.EXPLAIN, request, picture, null);
    }

    /**
     * Explains a picture.
     *
     * @param progress hears {@code {text, done, total}} where it takes long
     */
    public Pending<JsonObject> explain(JsonObject request, Buffer picture, Handler<JsonObject> progress) {
        return work(Addresses.EXPLAIN, request, picture, progress);
    }

    /** Explains a picture and draws the first map over it, as a PNG. */
    public Pending<Buffer> overlay(JsonObject request, Buffer picture) {
        return work(Addresses.OVERLAY, request, picture, null);
    }

    /** {@code {width, height}} of the upright picture; fails where the bytes are no picture. */
    public Future<JsonObject> inspect(Buffer picture) {
        return lookup(Addresses.INSPECT, picture, LONGEST_LOOKUP_MILLIS);
    }

    public Future<JsonObject> models() {
        return lookup(Addresses.MODELS, null, LONGEST_LOOKUP_MILLIS);
    }

    public Future<JsonObject> model(String name) {
        return lookup(Addresses.MODEL, name, LONGEST_LOOKUP_MILLIS);
    }

    public Future<JsonObject> methods() {
        return lookup(Addresses.METHODS, null, LONGEST_LOOKUP_MILLIS);
    }

    /** Fails where no worker answers soon. */
    public Future<Void> ping() {
        return lookup(Addresses.METHODS, null, LONGEST_PING_MILLIS).mapEmpty();
    }

    private Future<JsonObject> lookup(String address, @Nullable Object body, long timeoutMillis) {
        return bus.<JsonObject>request(address, body, new DeliveryOptions().setSendTimeout(timeoutMillis))
                .map(Message::body);
    }

    private <T> Pending<T> work(
            String address, JsonObject request, Buffer picture, @Nullable Handler<JsonObject> progress) {
        try {
            admission.enter();
        } catch (Overloaded overloaded) {
            metrics.overloaded();
            return new Pending<>(Future.failedFuture(overloaded), () -> {});
        }
        Timer.Sample sample = metrics.start();
        String id = UUID.randomUUID().toString();
        JsonObject work = request.copy().put("id", id).put("admittedMicros", Work.nowMicros());
        Runnable stopHearing = hear(id, progress);
        DeliveryOptions options =
                new DeliveryOptions().setSendTimeout(LONGEST_WORK_MILLIS).addHeader(Addresses.REQUEST, work.encode());
        Future<T> result = bus.<T>request(address, picture, options)
                .map(Message::body)
                .onSuccess(answer -> metrics.done(sample, answer))
                .onFailure(failure -> failed(id, sample, failure))
                .onComplete(done -> {
                    stopHearing.run();
                    admission.leave();
                });
        return new Pending<>(result, () -> cancel(result, id));
    }

    private Runnable hear(String id, @Nullable Handler<JsonObject> progress) {
        if (progress == null) {
            return () -> {};
        }
        MessageConsumer<JsonObject> consumer =
                bus.consumer(Addresses.PROGRESS + id, message -> progress.handle(message.body()));
        return consumer::unregister;
    }

    private void failed(String id, Timer.Sample sample, Throwable failure) {
        metrics.failed(sample, failure instanceof ReplyException reply ? reply.failureCode() : Failures.INTERNAL);
        if (failure instanceof ReplyException reply && reply.failureType() == ReplyFailure.TIMEOUT) {
            tellWorker(id);
        }
    }

    private void cancel(Future<?> result, String id) {
        if (!result.isComplete()) {
            tellWorker(id);
        }
    }

    private void tellWorker(String id) {
        bus.publish(Addresses.CANCEL, new JsonObject().put("id", id));
    }
}
