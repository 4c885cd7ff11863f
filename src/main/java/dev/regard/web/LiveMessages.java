package dev.regard.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of the WebSocket, each with the id of the request that it answers. */
final class LiveMessages {

    private static final List<String> OF_DONE = List.of("maps", "timing");

    private LiveMessages() {}

    /** An explanation: first the prediction, then the maps one by one, then that it is done. */
    static List<JsonObject> of(Object id, JsonObject explanation) {
        List<JsonObject> messages = new ArrayList<>();
        JsonObject prediction = explanation.copy();
        OF_DONE.forEach(prediction::remove);
        messages.add(message(id, "prediction").mergeIn(prediction));
        JsonArray maps = explanation.getJsonArray("maps");
        for (int i = 0; i < maps.size(); i++) {
            messages.add(message(id, "map").mergeIn(maps.getJsonObject(i)));
        }
        messages.add(message(id, "done").put("timing", explanation.getJsonObject("timing")));
        return messages;
    }

    /** How far a request has come. */
    static JsonObject progress(Object id, JsonObject progress) {
        return message(id, "progress").mergeIn(progress);
    }

    static JsonObject problem(@Nullable Object id, Problem problem) {
        return message(id, "problem").mergeIn(problem.toJson());
    }

    private static JsonObject message(@Nullable Object id, String type) {
        return new JsonObject().put("id", id).put("type", type);
    }
}
