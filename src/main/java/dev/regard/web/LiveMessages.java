package dev.regard.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The messages of the WebSocket, each with the id of the request that it answers. */
final class LiveMessages {

    private static final List<String> OF_DONE = List.of("maps", "concepts", "timing", "looked");

    private LiveMessages() {}

    /** An explanation: first the prediction, then the maps one by one, then that it is done. */
    static List<JsonObject> of(Object id, JsonObject explanation) {
        List<JsonObject> messages = new ArrayList<>();
        JsonObject prediction = explanation.copy();
        OF_DONE.forEach(prediction::remove);
        messages.add(message(id, "prediction").mergeIn(prediction));
        addAll(messages, id, "map", explanation.getJsonArray("maps"));
        addAll(messages, id, "concept", explanation.getJsonArray("concepts", new JsonArray()));
        messages.add(message(id, "done")
                .put("timing", explanation.getJsonObject("timing"))
                .put("looked", explanation.getJsonObject("looked")));
        return messages;
    }

    /**
     * How far a request has come: a number, or the maps so far.
     *
     * @param isPredicted true where the prediction was sent already
     */
    static List<JsonObject> underWay(Object id, JsonObject progress, boolean isPredicted) {
        JsonObject partial = progress.getJsonObject("partial");
        if (partial == null) {
            return List.of(message(id, "progress").mergeIn(progress));
        }
        List<JsonObject> messages = of(id, partial);
        messages.removeLast();
        return isPredicted ? messages.subList(1, messages.size()) : messages;
    }

    private static void addAll(List<JsonObject> messages, Object id, String type, JsonArray items) {
        for (int i = 0; i < items.size(); i++) {
            messages.add(message(id, type).mergeIn(items.getJsonObject(i)));
        }
    }

    static JsonObject problem(@Nullable Object id, Problem problem) {
        return message(id, "problem").mergeIn(problem.toJson());
    }

    /** Answers no request. */
    static JsonObject modelsChanged() {
        return new JsonObject().put("type", "models");
    }

    private static JsonObject message(@Nullable Object id, String type) {
        return new JsonObject().put("id", id).put("type", type);
    }
}
