package dev.regard.worker;

import dev.regard.explain.ExplainException.BadSelection;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
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
                        "There is no option '%s'. There are: %s.".formatted(name, String.join(", ", names)));
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

    /** Anything, to be checked by whoever knows what it is; null where it is not given. */
    @Nullable
    Object value(String name) {
        return options.getValue(name);
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
