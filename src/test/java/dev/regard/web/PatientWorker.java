package dev.regard.web;

import dev.regard.worker.Addresses;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Takes the worker's place on the event bus and answers when a test says so. */
final class PatientWorker extends VerticleBase {

    private final BlockingQueue<Message<Buffer>> asked = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> cancelled = new LinkedBlockingQueue<>();

    @Override
    public Future<?> start() {
        return Future.all(
                vertx.eventBus().<Buffer>consumer(Addresses.EXPLAIN, asked::add).completion(),
                vertx.eventBus()
                        .<JsonObject>consumer(Addresses.CHECK, message -> message.reply(new JsonObject()))
                        .completion(),
                vertx.eventBus()
                        .<Buffer>consumer(
                                Addresses.INSPECT,
                                message -> message.reply(
                                        new JsonObject().put("width", 640).put("height", 480)))
                        .completion(),
                vertx.eventBus()
                        .<JsonObject>consumer(
                                Addresses.CANCEL,
                                message -> cancelled.add(message.body().getString("id")))
                        .completion());
    }

    /** The next request; what was asked is in its header. */
    Message<Buffer> next() throws InterruptedException {
        Message<Buffer> message = asked.poll(10, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("nothing was asked");
        }
        return message;
    }

    boolean isIdle() {
        return asked.isEmpty();
    }

    /** The id of the work that was cancelled next. */
    String nextCancelled() throws InterruptedException {
        return String.valueOf(cancelled.poll(10, TimeUnit.SECONDS));
    }

    static String workId(Message<Buffer> message) {
        return new JsonObject(message.headers().get(Addresses.REQUEST)).getString("id");
    }

    static JsonObject explanation(int maps) {
        JsonArray list = new JsonArray();
        for (int i = 0; i < maps; i++) {
            list.add(new JsonObject().put("index", i).put("values", "AAAA"));
        }
        return new JsonObject()
                .put("hash", "0")
                .put("model", "m")
                .put("method", "cam")
                .put("predictions", new JsonArray())
                .put("maps", list)
                .put("timing", new JsonObject());
    }
}
