package dev.regard.worker;

import dev.regard.explain.Explainer;
import dev.regard.explain.MethodOption;
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
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks the worker, wherever on the event bus it runs. Results fail with {@link Overloaded} or with a
 * {@link ReplyException} whose code is an HTTP status.
 */
public final class ExplainClient {

    /** Some methods look at a picture tens of thousands of times: a long run is no hang. */
    static final int LONGEST_WORK_HOURS = 12;

    private static final long LONGEST_WORK_MILLIS = TimeUnit.HOURS.toMillis(LONGEST_WORK_HOURS);
    private static final long MAX_LOOKUP_MILLIS = 60_000;
    private static final long LONGEST_PING_MILLIS = 2_000;
    private static final int MOST_COSTS_WAITING = 32;

    private static final List<String> OPTIONS =
            Arrays.stream(MethodOption.values()).map(MethodOption::field).toList();

    private final EventBus bus;
    private final Admission shortWork;
    private final Admission longWork;
    private final Admission costs = new Admission(1, MOST_COSTS_WAITING);
    private final ExplainMetrics metrics;

    /**
     * @param shortWork takes work that is done at once
     * @param longWork  takes work that asks a model many times
     */
    public ExplainClient(EventBus bus, Admission shortWork, Admission longWork, MeterRegistry registry) {
        this.bus = bus;
        this.shortWork = shortWork;
        this.longWork = longWork;
        this.metrics = new ExplainMetrics(registry, shortWork, longWork);
    }

    /**
     * Explains a picture.
     *
     * @param request {@code model}, {@code method}, {@code layer}, {@code classes} or {@code top}, and
     *                {@link #options}; each may be absent; and {@code client}, who asks
     */
    public Pending<JsonObject> explain(JsonObject request, Buffer picture) {
        return work(Addresses.EXPLAIN, lane(request), request, picture, null);
    }

    /**
     * Explains a picture.
     *
     * @param progress hears where it takes long what is published at {@link Addresses#PROGRESS}
     */
    public Pending<JsonObject> explain(JsonObject request, Buffer picture, Handler<JsonObject> progress) {
        return work(Addresses.EXPLAIN, lane(request), request, picture, progress);
    }

    /**
     * Studies a model by many questions; see {@link Addresses#STUDY}.
     *
     * @param pictures their bytes
     * @param progress hears what is published at {@link Addresses#PROGRESS}
     */
    public Pending<JsonObject> study(JsonObject request, List<Buffer> pictures, Handler<JsonObject> progress) {
        JsonArray lengths = new JsonArray(pictures.stream().map(Buffer::length).toList());
        Buffer all = Buffer.buffer();
        pictures.forEach(all::appendBuffer);
        return work(Addresses.STUDY, longWork, request.copy().put("lengths", lengths), all, progress);
    }

    /** What {@link #explain} would answer, where that is finished already and its model the same; else null. */
    public Future<@Nullable JsonObject> find(JsonObject request, Buffer picture) {
        JsonObject work = request.copy().put("id", "").put("admittedMicros", Work.nowMicros());
        DeliveryOptions options =
                new DeliveryOptions().setSendTimeout(LONGEST_PING_MILLIS).addHeader(Addresses.REQUEST, work.encode());
        // Whatever is wrong with the request, explaining it says so.
        return bus.<@Nullable JsonObject>request(Addresses.FIND, picture, options)
                .<@Nullable JsonObject>map(Message::body)
                .otherwiseEmpty();
    }

    /** A finished explanation by its {@code hash}; null where it is not kept, or its model has gone or changed. */
    public Future<@Nullable JsonObject> kept(String hash) {
        DeliveryOptions options = new DeliveryOptions().setSendTimeout(LONGEST_PING_MILLIS);
        return bus.<@Nullable JsonObject>request(Addresses.KEPT, hash, options)
                .<@Nullable JsonObject>map(Message::body)
                .otherwiseEmpty();
    }

    /** Explains a picture and draws the first map over it, as a PNG. */
    public Pending<Buffer> overlay(JsonObject request, Buffer picture) {
        return work(Addresses.OVERLAY, lane(request), request, picture, null);
    }

    /**
     * Draws a map of an explanation that was made before over its picture, as a PNG.
     *
     * @param map     one of its {@code maps}
     * @param longest how many pixels the longer side of the drawing may have
     */
    public Future<Buffer> draw(JsonObject explanation, JsonObject map, Buffer picture, int longest) {
        JsonObject drawing = new JsonObject()
                .put("map", map)
                .put("seen", explanation.getJsonObject("seen"))
                .put("method", explanation.getString("method"))
                .put("longest", longest);
        DeliveryOptions options =
                new DeliveryOptions().setSendTimeout(MAX_LOOKUP_MILLIS).addHeader(Addresses.REQUEST, drawing.encode());
        return bus.<Buffer>request(Addresses.DRAW, picture, options).map(Message::body);
    }

    /** How people write the name of a method. */
    public static String titleOf(String method) {
        return Explainer.titleOf(method);
    }

    /** Fields of a request that say how thoroughly to look. */
    public static List<String> options() {
        return OPTIONS;
    }

    /** {@code {forwards, millis, device}}: what a request would cost; see {@link #explain}. */
    public Future<JsonObject> cost(JsonObject request) {
        String client = request.getString("client");
        try {
            costs.enter(client);
        } catch (Overloaded overloaded) {
            return Future.failedFuture(overloaded);
        }
        return lookup(Addresses.COST, request, MAX_LOOKUP_MILLIS).onComplete(done -> costs.leave(client));
    }

    /** Fails where {@link #explain} would refuse a request before it looks at the picture. */
    public Future<Void> check(JsonObject request) {
        return lookup(Addresses.CHECK, request, MAX_LOOKUP_MILLIS).mapEmpty();
    }

    /**
     * A file that every browser draws as a picture was decoded.
     *
     * @param longest how many pixels its longer side should have at most, where it has to be made
     */
    public Future<Buffer> show(Buffer picture, int longest) {
        DeliveryOptions options = new DeliveryOptions()
                .setSendTimeout(MAX_LOOKUP_MILLIS)
                .addHeader(Addresses.REQUEST, String.valueOf(longest));
        return bus.<Buffer>request(Addresses.SHOW, picture, options).map(Message::body);
    }

    /** {@code {width, height, redrawn, notes}} of the upright picture; fails where the bytes are no picture. */
    public Future<JsonObject> inspect(Buffer picture) {
        return lookup(Addresses.INSPECT, picture, MAX_LOOKUP_MILLIS);
    }

    public Future<JsonObject> models() {
        return lookup(Addresses.MODELS, null, MAX_LOOKUP_MILLIS);
    }

    public Future<JsonObject> model(String name) {
        return lookup(Addresses.MODEL, name, MAX_LOOKUP_MILLIS);
    }

    public Future<JsonObject> methods() {
        return lookup(Addresses.METHODS, null, MAX_LOOKUP_MILLIS);
    }

    /** Fails where no worker answers soon. */
    public Future<Void> ping() {
        return lookup(Addresses.METHODS, null, LONGEST_PING_MILLIS).mapEmpty();
    }

    private Future<JsonObject> lookup(String address, @Nullable Object body, long timeoutMillis) {
        return bus.<JsonObject>request(address, body, new DeliveryOptions().setSendTimeout(timeoutMillis))
                .map(Message::body);
    }

    private Admission lane(JsonObject request) {
        return Explainer.isLong(request.getString("method")) ? longWork : shortWork;
    }

    private <T> Pending<T> work(
            String address,
            Admission admission,
            JsonObject request,
            Buffer picture,
            @Nullable Handler<JsonObject> progress) {
        String client = request.getString("client");
        try {
            admission.enter(client);
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
                    admission.leave(client);
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
