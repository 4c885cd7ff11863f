package dev.regard.worker;

import dev.regard.explain.Explainer;
import dev.regard.explain.ModelDescription;
import dev.regard.explain.PreprocessingTrial;
import dev.regard.intake.Intake;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the library of models: takes in, corrects and removes them, and looks into their folders for what somebody put there
 * by hand. Tells everybody when the list has changed.
 */
public final class LibraryVerticle extends VerticleBase {

    private static final int THREADS = 2;
    private static final int ADDING_THREADS = 2;
    private static final int LONGEST_ADDING_MINUTES = 60;
    private static final Logger LOG = LoggerFactory.getLogger(LibraryVerticle.class);

    private static final long LOOK_MILLIS = 1_000;
    private static final long SWEEP_MILLIS = TimeUnit.HOURS.toMillis(1);

    private final Explainer explainer;
    private final Intake intake;

    /** @param explainer stays open: whoever opened it closes it */
    public LibraryVerticle(Explainer explainer, Intake intake) {
        this.explainer = explainer;
        this.intake = intake;
    }

    /** How this verticle has to be deployed. */
    public static DeploymentOptions deployment() {
        return new DeploymentOptions()
                .setThreadingModel(ThreadingModel.EVENT_LOOP)
                .setWorkerPoolName("library")
                .setWorkerPoolSize(THREADS);
    }

    @Override
    public Future<?> start() {
        // Adding waits for a trial: who only wants to see a card must not wait behind it.
        WorkerExecutor adding =
                vertx.createSharedWorkerExecutor("add-model", ADDING_THREADS, LONGEST_ADDING_MINUTES, TimeUnit.MINUTES);
        EventBus bus = vertx.eventBus();
        vertx.setPeriodic(LOOK_MILLIS, tick -> look());
        vertx.setPeriodic(SWEEP_MILLIS, tick -> sweep());
        return Future.all(List.of(
                bus.<JsonObject>consumer(
                                Addresses.ADD_MODEL,
                                message -> change(message, adding.executeBlocking(() -> add(message.body()), false)))
                        .completion(),
                bus.<String>consumer(Addresses.REMOVE_MODEL, message -> change(message, () -> remove(message.body())))
                        .completion(),
                bus.<String>consumer(Addresses.RESTORE_MODEL, message -> change(message, () -> restore(message.body())))
                        .completion(),
                bus.<JsonObject>consumer(
                                Addresses.REMOVED_MODELS,
                                message -> answer(message, vertx.executeBlocking(this::removed, false)))
                        .completion(),
                bus.<JsonObject>consumer(
                                Addresses.PREPARE_MODEL, message -> change(message, () -> prepare(message.body())))
                        .completion(),
                bus.<JsonObject>consumer(
                                Addresses.CHOOSE_METHOD, message -> change(message, () -> chooseMethod(message.body())))
                        .completion(),
                bus.<JsonObject>consumer(
                                Addresses.CHOOSE_OUTPUT, message -> change(message, () -> chooseOutput(message.body())))
                        .completion(),
                bus.<JsonObject>consumer(Addresses.LABEL_MODEL, message -> change(message, () -> label(message.body())))
                        .completion(),
                bus.<Buffer>consumer(
                                Addresses.TRY_MODEL,
                                message -> answer(message, vertx.executeBlocking(() -> tryOut(message), false)))
                        .completion(),
                bus.<String>consumer(
                                Addresses.MODEL_DETAILS,
                                message -> answer(
                                        message,
                                        vertx.executeBlocking(
                                                () -> ModelJson.of(explainer.details(message.body())), false)))
                        .completion()));
    }

    private void look() {
        vertx.executeBlocking(() -> explainer.refresh(Set.of()), true).onSuccess(changed -> {
            if (Boolean.TRUE.equals(changed)) {
                tellAll();
            }
        });
    }

    private void sweep() {
        vertx.executeBlocking(Executors.callable(intake::sweep), false)
                .onFailure(failure -> LOG.warn("Removed models could not be deleted", failure));
    }

    private void tellAll() {
        vertx.eventBus().publish(Addresses.MODELS_CHANGED, new JsonObject());
    }

    private void change(Message<?> message, Callable<JsonObject> task) {
        change(message, vertx.executeBlocking(task, false));
    }

    private void change(Message<?> message, Future<@Nullable JsonObject> done) {
        answer(message, done.onSuccess(changed -> tellAll()));
    }

    private static void answer(Message<?> message, Future<@Nullable JsonObject> answer) {
        answer.onSuccess(message::reply).onFailure(failure -> Failures.fail(message, failure));
    }

    private JsonObject add(JsonObject request) {
        ModelDescription added = intake.add(
                Path.of(request.getString("staged")), request.getString("name"), request.getBoolean("replaces"));
        return ModelJson.of(added);
    }

    private JsonObject remove(String name) {
        return ModelJson.of(intake.remove(name));
    }

    private JsonObject restore(String id) {
        return ModelJson.of(intake.restore(id));
    }

    private JsonObject removed() {
        return new JsonObject().put("models", ExplanationJson.array(intake.removed(), ModelJson::of));
    }

    private JsonObject prepare(JsonObject request) {
        return ModelJson.of(
                explainer.amendments().prepare(request.getString("name"), request.getString("preprocessing")));
    }

    private JsonObject chooseMethod(JsonObject request) {
        return ModelJson.of(
                explainer.amendments().chooseMethod(request.getString("name"), request.getString("method")));
    }

    private JsonObject chooseOutput(JsonObject request) {
        return ModelJson.of(
                explainer.amendments().chooseOutput(request.getString("name"), request.getString("output")));
    }

    private JsonObject label(JsonObject request) {
        List<String> labels =
                request.getJsonArray("labels").stream().map(String::valueOf).toList();
        return ModelJson.of(explainer.amendments().label(request.getString("name"), labels));
    }

    private JsonObject tryOut(Message<Buffer> message) {
        JsonObject request = new JsonObject(message.headers().get(Addresses.REQUEST));
        List<PreprocessingTrial> trials = explainer.tryPreprocessings(
                request.getString("model"), message.body().getBytes(), request.getString("client"));
        return new JsonObject().put("trials", ExplanationJson.array(trials, ModelJson::of));
    }
}
