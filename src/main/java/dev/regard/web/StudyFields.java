package dev.regard.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request for a study: those of a request for an explanation, but for the picture.
 *
 * @param work   for the worker: those fields, and the study's own ones as {@code options}, which the worker checks
 * @param images ids or addresses of the pictures
 * @param masks  those of the masks that the options name, each once
 */
record StudyFields(JsonObject work, List<String> images, List<String> masks) {

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
        List<String> masks = options instanceof JsonObject own ? masks(own.getValue("masks")) : List.of();
        JsonObject work = fields.work()
                .put("study", study)
                .put("names", new JsonArray(images))
                .put("maskNames", new JsonArray(masks))
                .put("options", options == null ? new JsonObject() : options);
        return new StudyFields(work, images, masks);
    }

    /** What is no name of a mask is left to the worker to refuse. */
    private static List<String> masks(@Nullable Object given) {
        if (!(given instanceof JsonObject byPicture)) {
            return List.of();
        } else if (byPicture.size() > MOST_PICTURES) {
            throw TOO_MANY.asException();
        }
        return byPicture.stream()
                .map(Map.Entry::getValue)
                .filter(String.class::isInstance)
                .map(String::valueOf)
                .distinct()
                .toList();
    }

    /** Everything to be fetched, the pictures first. */
    List<String> all() {
        return Stream.concat(images.stream(), masks.stream()).toList();
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
