package dev.regard.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A request of KServe's protocol, version 1.
 *
 * @param fields    how to explain: {@code parameters}, or beside the instances
 * @param instances the pictures
 */
record KServeRequest(ExplainFields fields, List<Instance> instances) {

    private static final int MOST_INSTANCES = 256;
    private static final String INSTANCES = "instances";
    private static final String ACCEPTED =
            "{\"b64\": \"<base64 of a JPEG, PNG, ...>\"}, {\"image_bytes\": {\"b64\": ...}} or {\"image\": \"<id of a picture that was sent, or an address>\"}";

    /**
     * A picture.
     *
     * @param bytes that came along; null where there is an id
     * @param image id of a picture that the server has; null where it came along
     */
    record Instance(@Nullable Buffer bytes, @Nullable String image) {}

    /** Reads a body; takes a while where it is large. */
    static KServeRequest parse(String model, Buffer body) {
        JsonObject json = object(body);
        Object instances = json.remove(INSTANCES);
        if (!(instances instanceof JsonArray list) || list.isEmpty() || list.size() > MOST_INSTANCES) {
            throw bad(
                    "Send {\"instances\": [...]} with 1 to %d pictures, each %s.".formatted(MOST_INSTANCES, ACCEPTED));
        }
        Object parameters = json.remove("parameters");
        if (parameters != null && !(parameters instanceof JsonObject)) {
            throw bad("'parameters' must be an object of fields, such as {\"method\": \"grad-cam\"}.");
        }
        JsonObject fields = parameters == null ? json : json.mergeIn((JsonObject) parameters);
        if (fields.getValue("image") != null) {
            throw bad("The pictures are the instances: leave 'image' out.");
        }
        return new KServeRequest(
                ExplainFields.ofJson(fields.put("model", model)),
                IntStream.range(0, list.size())
                        .mapToObj(index -> instance(index, list.getValue(index)))
                        .toList());
    }

    private static JsonObject object(Buffer body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException | ClassCastException malformed) {
            throw bad("The request must be a JSON object: {\"instances\": [...]}.");
        }
    }

    private static Instance instance(int index, @Nullable Object given) {
        Object picture =
                given instanceof JsonObject object && object.getValue("image_bytes") instanceof JsonObject bytes
                        ? bytes
                        : given;
        if (picture instanceof JsonObject object && object.getValue("image") instanceof String id) {
            return new Instance(null, id);
        } else if (picture instanceof JsonObject object && object.getValue("b64") instanceof String text) {
            return new Instance(decoded(index, text), null);
        }
        throw bad("Instance %d is no picture. It must be %s; arrays of numbers are not taken."
                .formatted(index, ACCEPTED));
    }

    /** Of either alphabet, with or without line breaks. */
    private static Buffer decoded(int index, String text) {
        try {
            return Buffer.buffer(
                    Base64.getMimeDecoder().decode(text.replace('-', '+').replace('_', '/')));
        } catch (IllegalArgumentException malformed) {
            throw bad("The 'b64' of instance %d is no base64.".formatted(index));
        }
    }

    private static Problem.Exception bad(String detail) {
        return new Problem(400, detail).asException();
    }
}
