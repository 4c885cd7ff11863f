package dev.regard.worker;

import dev.regard.image.Appearance;
import io.vertx.core.json.JsonObject;

/** An image as clients see it. */
final class ImageJson {

    private ImageJson() {}

    /**
     * Its size, and what there is to know of its looks, where that is anything.
     *
     * @param width  of the upright image, in pixels
     * @param height of the upright image, in pixels
     */
    static JsonObject of(int width, int height, Appearance appearance) {
        JsonObject json = new JsonObject().put("width", width).put("height", height);
        if (appearance.isRedrawn()) {
            json.put("redrawn", true);
        }
        if (!appearance.notes().isEmpty()) {
            json.put(
                    "notes",
                    ExplanationJson.array(
                            appearance.notes(),
                            note -> new JsonObject()
                                    .put("kind", note.kind().id())
                                    .put("text", note.text())));
        }
        return json;
    }
}
