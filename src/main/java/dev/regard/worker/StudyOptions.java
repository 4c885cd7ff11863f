package dev.regard.worker;

import dev.regard.explain.ExplainException.BadSelection;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a study takes besides the fields of an explanation, checked. All methods throw {@link BadSelection}. */
final class StudyOptions {

    private final JsonObject options;

    /**
     * @param options as they were sent
     * @param names   of those that there are
     */
    StudyOptions(JsonObject options, List<String> names) {
        this.options = options;
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
        } else if (value instanceof Integer number && number >= least && number <= most) {
            return number;
        }
        throw new BadSelection("'%s' must be a whole number from %d to %d.".formatted(name, least, most));
    }

    /** True or false. */
    boolean isOn(String name) {
        Object value = options.getValue(name);
        if (value != null && !(value instanceof Boolean)) {
            throw new BadSelection("'%s' must be true or false.".formatted(name));
        }
        return Boolean.TRUE.equals(value);
    }

    /** A text; null where it is not given. */
    @Nullable
    String text(String name) {
        Object value = options.getValue(name);
        if (value != null && !(value instanceof String)) {
            throw new BadSelection("'%s' must be a text.".formatted(name));
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
        throw new BadSelection("'%s' must be a list of texts.".formatted(name));
    }
}
