package dev.regard.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The messages of the WebSocket, each with the id of the request that it answers. */
final class LiveMessages {

    private static final List<String> OF_DONE = List.of("maps", "concepts", "timing", "looked");

    private LiveMessages() {}

    /**
     * An explanation: first the prediction, then the maps one by one, then that it is done. Each message is made when it is
     * its turn: those of thousands of classes would hold up everybody else.
     */
    static List<Supplier<JsonObject>> of(Object id, JsonObject explanation) {
        List<Supplier<JsonObject>> messages = new ArrayList<>();
        messages.add(() -> prediction(id, explanation));
        addAll(messages, id, "map", explanation.getJsonArray("maps"));
        addAll(messages, id, "concept", explanation.getJsonArray("concepts", new JsonArray()));
        messages.add(() -> message(id, "done")
                .put("timing", explanation.getJsonObject("timing"))
                .put("looked", explanation.getJsonObject("looked")));
        return messages;
    }

    private static JsonObject prediction(Object id, JsonObject explanation) {
        JsonObject prediction = message(id, "prediction");
        explanation.forEach(entry -> {
            if (!OF_DONE.contains(entry.getKey())) {
                prediction.put(entry.getKey(), entry.getValue());
            }
        });
        return prediction;
    }

    /**
     * How far a request has come: a number, or the maps so far.
     *
     * @param isPredicted true where the prediction was sent already
     */
    static List<Supplier<JsonObject>> underWay(Object id, JsonObject progress, boolean isPredicted) {
        JsonObject partial = progress.getJsonObject("partial");
        if (partial == null) {
            return List.of(() -> message(id, "progress").mergeIn(progress));
        }
        List<Supplier<JsonObject>> messages = of(id, partial);
        messages.removeLast();
        return isPredicted ? messages.subList(1, messages.size()) : messages;
    }

    private static void addAll(List<Supplier<JsonObject>> messages, Object id, String type, JsonArray items) {
        for (int i = 0; i < items.size(); i++) {
            JsonObject item = items.getJsonObject(i);
            messages.add(() -> message(id, type).mergeIn(item));
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
