package dev.regard.worker;

import dev.regard.explain.ClassSelection;
import dev.regard.explain.ExplainException.BadSelection;
import dev.regard.explain.ExplainRequest;
import dev.regard.explain.MethodOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work as it comes over the event bus.
 *
 * @param id             for cancelling
 * @param admittedMicros when it was admitted, since 1970: nanoseconds of one machine mean nothing on another
 * @param request        what to explain; of a study, what it asks about first
 * @param json           the whole of it, as it was asked for
 */
record Work(String id, long admittedMicros, ExplainRequest request, JsonObject json) {

    /** Reads it. Throws {@link dev.regard.explain.ExplainException} where a number is out of range. */
    static Work of(Message<Buffer> message) {
        JsonObject json = new JsonObject(message.headers().get(Addresses.REQUEST));
        return new Work(
                json.getString("id"),
                json.getLong("admittedMicros"),
                request(json, message.body().getBytes()),
                json);
    }

    /** The same without a picture, to be asked about its cost. */
    static ExplainRequest request(JsonObject json, byte[] picture) {
        return new ExplainRequest(
                picture,
                json.getString("model"),
                json.getString("method"),
                layers(json.getValue("layer")),
                classes(json),
                MethodOptions.of(json.getMap()),
                json.getString("client"));
    }

    /** True where it is more than one explanation. */
    boolean isStudy() {
        return json.containsKey("study");
    }

    /** The study that is asked for. */
    Study study() {
        String name = json.getString("study");
        return Studies.named(name)
                .orElseThrow(() -> new BadSelection(
                        "There is no study '%s'. There are: %s.".formatted(name, String.join(", ", Studies.names()))));
    }

    /** What it studies. */
    Study.Request studied() {
        byte[] all = request.picture();
        List<byte[]> parts = new ArrayList<>();
        int start = 0;
        for (Object length : json.getJsonArray("lengths")) {
            int end = start + ((Number) length).intValue();
            parts.add(Arrays.copyOfRange(all, start, end));
            start = end;
        }
        List<String> names = texts(json.getJsonArray("names"));
        List<String> masks = texts(json.getJsonArray("maskNames"));
        Map<String, byte[]> byName = new HashMap<>();
        masks.forEach(mask -> byName.put(mask, parts.get(names.size() + byName.size())));
        return new Study.Request(request, parts.subList(0, names.size()), names, byName, json.getJsonObject("options"));
    }

    private static List<String> texts(JsonArray list) {
        return list.stream().map(String::valueOf).toList();
    }

    /** Who asks. */
    String client() {
        return request.client();
    }

    static long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    /** How long it has been waiting. */
    double queueMillis() {
        return Math.max(0, nowMicros() - admittedMicros) / 1000.0;
    }

    private static List<String> layers(@Nullable Object layer) {
        if (layer instanceof JsonArray several) {
            return several.stream().map(String::valueOf).toList();
        }
        return layer == null ? List.of() : List.of(layer.toString());
    }

    private static ClassSelection classes(JsonObject json) {
        Object classes = json.getValue("classes");
        if (classes instanceof JsonArray listed) {
            return new ClassSelection.Listed(
                    listed.stream().map(ClassSelection.Key::of).toList());
        }
        return classes == null ? new ClassSelection.Best(json.getInteger("top", 1)) : new ClassSelection.All();
    }
}
