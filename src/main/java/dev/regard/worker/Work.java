package dev.regard.worker;

import dev.regard.explain.ClassSelection;
import dev.regard.explain.ExplainRequest;
import dev.regard.explain.MethodOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work as it comes over the event bus.
 *
 * @param id             for cancelling
 * @param admittedMicros when it was admitted, since 1970: nanoseconds of one machine mean nothing on another
 * @param request        what to explain
 */
record Work(String id, long admittedMicros, ExplainRequest request) {

    /** Reads it. Throws {@link dev.regard.explain.ExplainException} where a number is out of range. */
    static Work of(Message<Buffer> message) {
        JsonObject json = new JsonObject(message.headers().get(Addresses.REQUEST));
        return new Work(
                json.getString("id"),
                json.getLong("admittedMicros"),
                request(json, message.body().getBytes()));
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
                    listed.stream().map(String::valueOf).toList());
        }
        return classes == null ? new ClassSelection.Best(json.getInteger("top", 1)) : new ClassSelection.All();
    }
}
