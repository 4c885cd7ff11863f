package dev.regard.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request for a study: those of a request for an explanation, but for the picture.
 *
 * @param work   for the worker: those fields, and the study's own ones as {@code options}, which the worker checks
 * @param images ids or addresses of the pictures
 */
record StudyFields(JsonObject work, List<String> images) {

    static final int MOST_PICTURES = 500;

    private static final Problem NO_PICTURES =
            new Problem(400, "There are no pictures. Name them in 'images': a list of ids of pictures that were sent.");
    private static final Problem TOO_MANY =
            new Problem(413, "A study has at most %d pictures. Send fewer.".formatted(MOST_PICTURES));
    private static final Problem NO_OPTIONS =
            new Problem(400, "'options' must be an object with what the study takes, such as {\"seed\": 1}.");

    /** @param study its name */
    static StudyFields of(String study, JsonObject json) {
        JsonObject explanation = json.copy();
        List<String> images = images(explanation.remove("images"));
        Object options = explanation.remove("options");
        if (options != null && !(options instanceof JsonObject)) {
            throw NO_OPTIONS.asException();
        }
        ExplainFields fields = ExplainFields.ofJson(explanation);
        if (fields.image() != null || fields.url() != null) {
            throw NO_PICTURES.asException();
        }
        JsonObject work = fields.work()
                .put("study", study)
                .put("names", new JsonArray(images))
                .put("options", options == null ? new JsonObject() : options);
        return new StudyFields(work, images);
    }

    private static List<String> images(@Nullable Object given) {
        if (!(given instanceof JsonArray list)
                || list.isEmpty()
                || !list.stream().allMatch(String.class::isInstance)) {
            throw NO_PICTURES.asException();
        } else if (list.size() > MOST_PICTURES) {
            throw TOO_MANY.asException();
        }
        return list.stream().map(String::valueOf).toList();
    }
}
