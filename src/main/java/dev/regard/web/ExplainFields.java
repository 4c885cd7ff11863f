package dev.regard.web;

import dev.regard.worker.ExplainClient;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request for an explanation, checked as far as that is possible without the model. The same in JSON,
 * forms and WebSocket messages; a field that is null counts as absent.
 *
 * @param image id of a picture that the server has; null where the picture comes along or has an address
 * @param url   address of a picture; null where it comes along or has an id
 * @param work  for the worker: model, method, layer, classes or top, and options of methods, which the worker checks
 */
record ExplainFields(@Nullable String image, @Nullable String url, JsonObject work) {

    private static final List<String> NAMES = Stream.concat(
                    Stream.of("image", "url", "model", "method", "layer", "classes", "top"),
                    ExplainClient.options().stream())
            .toList();
    private static final String LAYER = "the name of a layer, or a list of such names";
    private static final String CLASSES = "a list of class indices and labels, or \"all\"";
    private static final String TOP = "a whole number from 1 to the number of classes";
    private static final int LONGEST_QUOTE = 60;

    /** For the worker, with the name of who asks. */
    JsonObject work(String client) {
        return work.copy().put("client", client);
    }

    /** Whether at most one map is asked for. */
    boolean asksForOneMap() {
        Object classes = work.getValue("classes");
        return classes instanceof JsonArray list ? list.size() == 1 : classes == null && work.getInteger("top", 1) == 1;
    }

    /** Parses a body of JSON. */
    static JsonObject parse(Buffer body) {
        if (body.length() > Limits.JSON_BYTES) {
            throw new Problem(413, Limits.JSON_TOO_LARGE).asException();
        }
        try {
            if (Json.decodeValue(body) instanceof JsonObject object) {
                return object;
            }
        } catch (DecodeException malformed) {
            throw bad("The request is not valid JSON.");
        }
        throw bad("The request must be a JSON object, such as {\"image\": \"<id>\", \"top\": 3}.");
    }

    /** From the fields of a form: numbers are text there, and classes are separated by commas or by repeating the field. */
    static ExplainFields ofForm(MultiMap form) {
        JsonObject json = new JsonObject();
        for (String name : Set.copyOf(form.names())) {
            List<String> values = form.getAll(name);
            if (name.equals("classes")) {
                json.put(name, classesOfForm(values));
            } else if (name.equals("layer") && values.size() > 1) {
                json.put(name, new JsonArray(values));
            } else if (values.size() > 1) {
                throw bad("The field '%s' is given %d times. Give it once.".formatted(quote(name), values.size()));
            } else {
                json.put(name, name.equals("top") ? numberOfForm(values.getFirst()) : values.getFirst());
            }
        }
        return ofJson(json);
    }

    static ExplainFields ofJson(JsonObject json) {
        for (String name : json.fieldNames()) {
            if (!NAMES.contains(name)) {
                throw bad("There is no field '%s'. There are: %s.".formatted(quote(name), String.join(", ", NAMES)));
            }
        }
        if (json.getValue("image") != null && json.getValue("url") != null) {
            throw bad("Both 'image' and 'url' are given. Give one of them.");
        }
        JsonObject work = new JsonObject();
        for (String name : List.of("model", "method")) {
            putText(work, name, text(json, name));
        }
        putLayers(work, json.getValue("layer"));
        ExplainClient.options().forEach(name -> putOption(work, name, json.getValue(name)));
        putClasses(work, json.getValue("classes"), json.getValue("top"));
        return new ExplainFields(text(json, "image"), text(json, "url"), work);
    }

    private static void putClasses(JsonObject work, @Nullable Object classes, @Nullable Object top) {
        if (classes != null && top != null) {
            throw bad("Both 'classes' and 'top' are given. Give one of them.");
        } else if (classes != null) {
            work.put("classes", "all".equals(classes) ? classes : list(classes));
        } else {
            work.put("top", top == null ? 1 : top(top));
        }
    }

    private static void putLayers(JsonObject work, @Nullable Object layer) {
        boolean isList = layer instanceof JsonArray list
                && !list.isEmpty()
                && list.stream().allMatch(each -> each instanceof String name && !name.isBlank());
        if (layer != null && !isList && !(layer instanceof String name && !name.isBlank())) {
            throw wrong("layer", layer, LAYER);
        }
        if (layer != null) {
            work.put("layer", layer);
        }
    }

    private static void putOption(JsonObject work, String name, @Nullable Object value) {
        if (value instanceof JsonObject || value instanceof JsonArray) {
            throw wrong(name, value, "a number, a text, true or false");
        }
        if (value != null) {
            work.put(name, value);
        }
    }

    private static void putText(JsonObject work, String name, @Nullable String text) {
        if (text != null) {
            work.put(name, text);
        }
    }

    private static @Nullable String text(JsonObject json, String name) {
        Object value = json.getValue(name);
        if (value != null && !(value instanceof String text && !text.isBlank())) {
            throw wrong(name, value, "a text that is not empty");
        }
        return (String) value;
    }

    private static JsonArray list(Object classes) {
        if (!(classes instanceof JsonArray list) || list.isEmpty()) {
            throw wrong("classes", classes, CLASSES);
        }
        JsonArray checked = new JsonArray();
        for (Object each : list) {
            if (!(each instanceof Integer index && index >= 0) && !(each instanceof String label && !label.isBlank())) {
                throw wrong("classes", classes, CLASSES);
            }
            checked.add(each);
        }
        return checked;
    }

    private static int top(Object top) {
        if (top instanceof Integer count && count >= 1) {
            return count;
        }
        throw wrong("top", top, TOP);
    }

    private static Object classesOfForm(List<String> values) {
        if (values.size() > 1) {
            return new JsonArray(values);
        }
        String value = values.getFirst().strip();
        return value.equals("all") ? value : new JsonArray(List.of(value.split("\\s*,\\s*", -1)));
    }

    private static Object numberOfForm(String text) {
        try {
            return Integer.valueOf(text.strip());
        } catch (NumberFormatException noNumber) {
            throw wrong("top", text, TOP);
        }
    }

    private static Problem.Exception wrong(String name, Object given, String accepted) {
        return bad("'%s' is %s but must be %s.".formatted(name, quote(Json.encode(given)), accepted));
    }

    static String quote(String given) {
        return given.length() <= LONGEST_QUOTE ? given : given.substring(0, LONGEST_QUOTE) + "...";
    }

    private static Problem.Exception bad(String detail) {
        return new Problem(400, detail).asException();
    }
}
