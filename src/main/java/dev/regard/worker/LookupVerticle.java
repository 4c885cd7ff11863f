package dev.regard.worker;

import dev.regard.explain.Cost;
import dev.regard.explain.Explainer;
import dev.regard.image.DecodedImage;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Answers what is quick to answer: which models and methods there are, and how large a picture is. Deployed with
 * threads of its own, so that a page loads while explanations queue.
 */
public final class LookupVerticle extends VerticleBase {

    private final Explainer explainer;

    /** @param explainer stays open: whoever opened it closes it */
    public LookupVerticle(Explainer explainer) {
        this.explainer = explainer;
    }

    @Override
    public Future<?> start() {
        // A cost is tried on the device where nobody knows it: who waits for that must not hold up the others.
        WorkerExecutor costs = vertx.createSharedWorkerExecutor("cost", 1);
        EventBus bus = vertx.eventBus();
        return Future.all(List.of(
                bus.<Object>consumer(Addresses.MODELS, message -> answer(message, this::models))
                        .completion(),
                bus.<String>consumer(Addresses.MODEL, message -> answer(message, () -> model(message.body())))
                        .completion(),
                bus.<Object>consumer(Addresses.METHODS, message -> answer(message, this::methods))
                        .completion(),
                bus.<JsonObject>consumer(
                                Addresses.COST,
                                message -> tell(message, costs.executeBlocking(() -> cost(message.body()))))
                        .completion(),
                bus.<Buffer>consumer(
                                Addresses.DRAW, message -> tell(message, vertx.executeBlocking(() -> draw(message))))
                        .completion(),
                bus.<JsonObject>consumer(Addresses.CHECK, message -> answer(message, () -> check(message.body())))
                        .completion(),
                bus.<Buffer>consumer(
                                Addresses.SHOW, message -> tell(message, vertx.executeBlocking(() -> show(message))))
                        .completion(),
                bus.<Buffer>consumer(Addresses.INSPECT, message -> answer(message, () -> inspect(message.body())))
                        .completion()));
    }

    private void answer(Message<?> message, Callable<JsonObject> question) {
        tell(message, vertx.executeBlocking(question, false));
    }

    private static <T> void tell(Message<?> message, Future<@Nullable T> answer) {
        answer.onSuccess(message::reply).onFailure(failure -> Failures.fail(message, failure));
    }

    private JsonObject models() {
        return new JsonObject().put("models", ExplanationJson.array(explainer.models(), ModelJson::of));
    }

    private JsonObject model(String name) {
        return ModelJson.of(explainer.model(name));
    }

    private JsonObject methods() {
        return new JsonObject().put("methods", ExplanationJson.array(explainer.methods(), ModelJson::of));
    }

    private JsonObject cost(JsonObject request) {
        Cost cost = explainer.cost(Work.request(request, new byte[0]));
        return new JsonObject()
                .put("forwards", cost.forwards())
                .put("millis", cost.millis())
                .put("device", explainer.device());
    }

    private JsonObject check(JsonObject request) {
        explainer.check(Work.request(request, new byte[0]));
        return new JsonObject();
    }

    private JsonObject inspect(Buffer picture) {
        DecodedImage image = explainer.pictures().inspect(picture.getBytes());
        return ImageJson.of(image.pixels().width(), image.pixels().height(), image.appearance());
    }

    private Buffer show(Message<Buffer> message) {
        int longest = Integer.parseInt(message.headers().get(Addresses.REQUEST));
        return Buffer.buffer(explainer.pictures().show(message.body().getBytes(), longest));
    }

    private Buffer draw(Message<Buffer> message) {
        JsonObject drawing = new JsonObject(message.headers().get(Addresses.REQUEST));
        return Buffer.buffer(explainer
                .pictures()
                .draw(
                        message.body().getBytes(),
                        ExplanationJson.placedMap(drawing.getJsonObject("map")),
                        ExplanationJson.box(drawing.getJsonObject("seen")),
                        drawing.getString("method"),
                        drawing.getInteger("longest")));
    }
}
