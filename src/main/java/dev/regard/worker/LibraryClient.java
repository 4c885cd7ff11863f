package dev.regard.worker;

import dev.regard.intake.Intake;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks for changes of the library, wherever on the event bus it is kept. Results fail as those of {@link ExplainClient}. */
public final class LibraryClient {

    private static final long LONGEST_ADDING_MILLIS = TimeUnit.HOURS.toMillis(2);
    private static final long LONGEST_MILLIS = 60_000;

    private final EventBus bus;

    public LibraryClient(EventBus bus) {
        this.bus = bus;
    }

    /** Takes in what lies in a staged folder, see {@link Intake#add}, and answers the model's card. */
    public Future<JsonObject> add(Path staged, String name, boolean replaces) {
        JsonObject request = new JsonObject()
                .put("staged", staged.toString())
                .put("name", name)
                .put("replaces", replaces);
        return ask(Addresses.ADD_MODEL, request, new DeliveryOptions().setSendTimeout(LONGEST_ADDING_MILLIS));
    }

    /** Removes a model, and answers how it is brought back: {@code {id, name, removed, until}}. */
    public Future<JsonObject> remove(String name) {
        return ask(Addresses.REMOVE_MODEL, name, patient());
    }

    /** {@code {models}}: those that were removed and can be brought back. */
    public Future<JsonObject> removed() {
        return ask(Addresses.REMOVED_MODELS, new JsonObject(), patient());
    }

    /** Brings a removed model back, and answers its card. */
    public Future<JsonObject> restore(String id) {
        return ask(Addresses.RESTORE_MODEL, id, patient());
    }

    /**
     * Changes how pictures are prepared for a model, and answers its card.
     *
     * @param preprocessing id of a preset, or the text of a {@code preprocessor_config.json}
     */
    public Future<JsonObject> prepare(String name, String preprocessing) {
        return ask(
                Addresses.PREPARE_MODEL,
                new JsonObject().put("name", name).put("preprocessing", preprocessing),
                patient());
    }

    /** Says which method explains a model where none is asked for, and answers its card. */
    public Future<JsonObject> chooseMethod(String name, String method) {
        return ask(Addresses.CHOOSE_METHOD, new JsonObject().put("name", name).put("method", method), patient());
    }

    /**
     * Says which output of a model holds the class scores, and answers its card.
     *
     * @param output its name; null for the one that is found without being told
     */
    public Future<JsonObject> chooseOutput(String name, @Nullable String output) {
        return ask(Addresses.CHOOSE_OUTPUT, new JsonObject().put("name", name).put("output", output), patient());
    }

    /** Names the classes of a model, and answers its card. */
    public Future<JsonObject> label(String name, List<String> labels) {
        return ask(
                Addresses.LABEL_MODEL,
                new JsonObject().put("name", name).put("labels", new JsonArray(labels)),
                patient());
    }

    /** {@code {trials}}: what a model says of a picture that is prepared in each of the usual ways. */
    public Future<JsonObject> tryOut(String name, Buffer picture, String client) {
        JsonObject request = new JsonObject().put("model", name).put("client", client);
        return ask(Addresses.TRY_MODEL, picture, patient().addHeader(Addresses.REQUEST, request.encode()));
    }

    /** What a model's own page tells beside its card. */
    public Future<JsonObject> details(String name) {
        return ask(Addresses.MODEL_DETAILS, name, patient());
    }

    private static DeliveryOptions patient() {
        return new DeliveryOptions().setSendTimeout(LONGEST_MILLIS);
    }

    private Future<JsonObject> ask(String address, Object body, DeliveryOptions options) {
        return bus.<JsonObject>request(address, body, options).map(Message::body);
    }
}
