package dev.regard.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A request for a link, checked as far as that is possible without the model.
 *
 * @param image        id of the picture
 * @param address      of the page's state that the link stands for, such as {@code /compare?by=methods}
 * @param title        of the picture, as people see it
 * @param explanations what the link shows, without the picture
 */
record LinkFields(String image, String address, String title, List<ExplainFields> explanations) {

    private static final int LONGEST_ADDRESS = 4_000;
    private static final int LONGEST_TITLE = 200;
    private static final int MOST_EXPLANATIONS = 12;
    private static final List<String> NAMES = List.of("image", "address", "title", "explanations");

    /** A path of the page and a query: nothing that leads to another site. */
    private static final Pattern ADDRESS = Pattern.compile("/(compare|pictures|live|trust)?(\\?[^\\s\"<>\\\\]*)?");

    static LinkFields of(JsonObject json) {
        for (String name : json.fieldNames()) {
            if (!NAMES.contains(name)) {
                throw bad("There is no field '%s'. There are: %s."
                        .formatted(ExplainFields.quote(name), String.join(", ", NAMES)));
            }
        }
        return new LinkFields(
                text(json, "image", 64), address(json), title(json), explanations(json.getValue("explanations")));
    }

    private static String address(JsonObject json) {
        String address = json.getValue("address") == null ? "/" : text(json, "address", LONGEST_ADDRESS);
        if (!ADDRESS.matcher(address).matches()) {
            throw bad("'address' must be a path of this page with its query, such as /?class=dog.");
        }
        return address;
    }

    private static String title(JsonObject json) {
        return json.getValue("title") == null ? "" : text(json, "title", LONGEST_TITLE);
    }

    private static List<ExplainFields> explanations(Object given) {
        if (!(given instanceof JsonArray list) || list.isEmpty() || list.size() > MOST_EXPLANATIONS) {
            throw bad("'explanations' must be a list of 1 to %d objects with the fields of an explanation."
                    .formatted(MOST_EXPLANATIONS));
        }
        List<ExplainFields> explanations = new ArrayList<>();
        for (Object each : list) {
            if (!(each instanceof JsonObject fields) || fields.containsKey("image") || fields.containsKey("url")) {
                throw bad(
                        "Each of 'explanations' must be an object with the fields of an explanation, without a picture.");
            }
            explanations.add(ExplainFields.ofJson(fields));
        }
        return List.copyOf(explanations);
    }

    private static String text(JsonObject json, String name, int longest) {
        if (!(json.getValue(name) instanceof String text) || text.isBlank() || text.length() > longest) {
            throw bad("'%s' must be a text of 1 to %,d characters.".formatted(name, longest));
        }
        return text;
    }

    private static RuntimeException bad(String detail) {
        return new Problem(400, detail).asException();
    }
}
