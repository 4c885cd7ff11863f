package dev.regard.hub;

import dev.regard.hub.HubException.Kind;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** The names of the classes, from what the zoo has to what a model folder has. */
final class ClassNames {

    static final List<String> DIGITS =
            IntStream.range(0, 10).mapToObj(String::valueOf).toList();

    /** The number of a class in WordNet, which the zoo writes before its name. */
    private static final String WORDNET_ID = "^n\\d{8} ";

    private ClassNames() {}

    /** From a line for each class, or from a JSON object by index. */
    static List<String> read(String file) {
        return file.stripLeading().startsWith("{")
                ? byIndex(file)
                : file.lines().map(line -> line.replaceFirst(WORDNET_ID, "")).toList();
    }

    private static List<String> byIndex(String file) {
        try {
            JsonObject names = new JsonObject(file);
            return IntStream.range(0, names.size())
                    .mapToObj(index -> Objects.requireNonNull(names.getString(String.valueOf(index))))
                    .toList();
        } catch (DecodeException | NullPointerException unreadable) {
            throw new HubException(Kind.WRONG_CONTENT, "The file that names the classes is not what it was.");
        }
    }

    /** As {@code config.json}. */
    static String configuration(List<String> names) {
        JsonObject byIndex = new JsonObject();
        for (int index = 0; index < names.size(); index++) {
            byIndex.put(String.valueOf(index), names.get(index));
        }
        return new JsonObject().put("id2label", byIndex).encodePrettily();
    }
}
