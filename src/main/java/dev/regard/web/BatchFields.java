package dev.regard.web;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a batch: those of a request for an explanation, but for the picture.
 *
 * @param work   for the worker
 * @param maps   false where predictions are all that is wanted
 * @param images ids of pictures, where the request is JSON
 */
record BatchFields(ExplainFields work, boolean maps, List<String> images) {

    static final int MOST_PICTURES = 10_000;
    static final Problem TOO_MANY =
            new Problem(413, "A batch has at most 10,000 pictures. Send the others in another one.");
    static final Problem NO_PICTURES = new Problem(
            400,
            "There are no pictures. Send them as files in the form field 'image', or their ids or addresses as JSON: {\"images\": [\"<id>\", ...]}.");

    private static final String MAPS = "maps";
    private static final String IMAGES = "images";
    private static final Problem ONE_BY_ONE = new Problem(
            400,
            "Name the pictures of a batch in 'images': a list of ids of pictures that were sent, or of addresses. In a form, repeat the field 'image' with files, ids or addresses.");

    static BatchFields ofForm(MultiMap form) {
        MultiMap fields = MultiMap.caseInsensitiveMultiMap().addAll(form);
        String maps = fields.get(MAPS);
        fields.remove(MAPS);
        return new BatchFields(checked(ExplainFields.ofForm(fields)), maps(maps), List.of());
    }

    static BatchFields ofJson(Buffer body) {
        JsonObject json;
        try {
            json = new JsonObject(body);
        } catch (DecodeException | ClassCastException malformed) {
            throw new Problem(400, "The request must be a JSON object, such as {\"images\": [\"<id>\"], \"top\": 1}.")
                    .asException();
        }
        List<String> images = images(json.remove(IMAGES));
        boolean maps = maps(json.remove(MAPS));
        return new BatchFields(checked(ExplainFields.ofJson(json)), maps, images);
    }

    /** One picture for all of them makes no batch. */
    private static ExplainFields checked(ExplainFields work) {
        if (work.image() != null || work.url() != null) {
            throw ONE_BY_ONE.asException();
        }
        return work;
    }

    private static List<String> images(@Nullable Object images) {
        if (images == null || (images instanceof JsonArray none && none.isEmpty())) {
            throw NO_PICTURES.asException();
        } else if (!(images instanceof JsonArray list) || !list.stream().allMatch(String.class::isInstance)) {
            throw ONE_BY_ONE.asException();
        } else if (list.size() > MOST_PICTURES) {
            throw TOO_MANY.asException();
        } else {
            return list.stream().map(String::valueOf).toList();
        }
    }

    private static boolean maps(@Nullable Object given) {
        return switch (given == null ? "true" : given.toString()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Problem(400, "'maps' must be true or false.").asException();
        };
    }
}
