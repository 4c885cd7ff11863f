package dev.regard.worker;

import dev.regard.explain.ExplainException.BadSelection;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a study takes besides the fields of an explanation, checked. All methods throw {@link BadSelection}. */
final class StudyOptions {

    private static final int LONGEST_QUOTE = 40;

    private final JsonObject options;

    /**
     * @param options as they were sent
     * @param names   of those that there are
     */
    StudyOptions(JsonObject options, List<String> names) {
        refuseOthers(options, names);
        this.options = options;
    }

    /** Options that there are not. */
    static void refuseOthers(JsonObject options, List<String> names) {
        for (String name : options.fieldNames()) {
            if (!names.contains(name)) {
                throw new BadSelection(
                        "There is no option '%s'. There are: %s.".formatted(shortened(name), String.join(", ", names)));
            }
        }
    }

    /** A whole number within limits. */
    int whole(String name, int usual, int least, int most) {
        Object value = options.getValue(name);
        if (value == null) {
            return usual;
        } else if (value instanceof Number number
                && number.doubleValue() == Math.rint(number.doubleValue())
                && number.doubleValue() >= least
                && number.doubleValue() <= most) {
            return number.intValue();
        }
        throw wrong(name, value, "a whole number from %d to %d".formatted(least, most));
    }

    /** True or false. */
    boolean isOn(String name) {
        Object value = options.getValue(name);
        if (value != null && !(value instanceof Boolean)) {
            throw wrong(name, value, "true or false");
        }
        return Boolean.TRUE.equals(value);
    }

    /**
     * Something for each of some pictures, by their ids; empty where nothing is given.
     *
     * @param pictures ids of all of them
     * @param accepted what to say where it is anything else
     */
    Map<String, Object> byPicture(String name, List<String> pictures, String accepted) {
        Object value = options.getValue(name);
        if (value == null) {
            return Map.of();
        } else if (!(value instanceof JsonObject given)) {
            throw new BadSelection(accepted);
        } else {
            Map<String, Object> found = new HashMap<>();
            given.forEach(entry -> {
                if (!pictures.contains(entry.getKey())) {
                    throw new BadSelection("'%s' names a picture that is not among 'images': '%s'."
                            .formatted(name, shortened(entry.getKey())));
                } else if (entry.getValue() == null) {
                    throw new BadSelection(accepted);
                }
                found.put(entry.getKey(), entry.getValue());
            });
            return found;
        }
    }

    /** A text; null where it is not given. */
    @Nullable
    String text(String name) {
        Object value = options.getValue(name);
        if (value != null && !(value instanceof String)) {
            throw wrong(name, value, "a text");
        }
        return (String) value;
    }

    /** Texts; empty where none is given. */
    List<String> texts(String name) {
        Object value = options.getValue(name);
        if (value == null) {
            return List.of();
        } else if (value instanceof JsonArray list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String::valueOf).toList();
        }
        throw wrong(name, value, "a list of texts");
    }

    /** What is wrong with an option. */
    static BadSelection wrong(String name, Object given, String accepted) {
        return new BadSelection("'%s' is %s but must be %s.".formatted(name, shortened(Json.encode(given)), accepted));
    }

    /** As much of what was given as one reads in an error. */
    static String shortened(String given) {
        return given.length() <= LONGEST_QUOTE ? given : given.substring(0, LONGEST_QUOTE) + "...";
    }
}
