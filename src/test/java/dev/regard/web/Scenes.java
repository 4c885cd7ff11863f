package dev.regard.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.awt.Rectangle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is known about the sample pictures. */
final class Scenes {

    static final String DOG_AND_CAT = "A dog and a cat in a meadow";
    static final String BREAKFAST = "Apple, banana and camera on a table";

    private static final Path FOLDER = Path.of("webroot/samples");

    private Scenes() {}

    /** Where an object is in a scene, in pixels. */
    static Rectangle box(String title, String label) {
        JsonArray box = find(
                        find(read().getJsonArray("scenes"), "title", title).getJsonArray("objects"), "class", label)
                .getJsonArray("box");
        return new Rectangle(box.getInteger(0), box.getInteger(1), box.getInteger(2), box.getInteger(3));
    }

    /** The file of a scene. */
    static Path file(String title) {
        return FOLDER.resolve(
                find(read().getJsonArray("scenes"), "title", title).getString("image"));
    }

    private static JsonObject find(JsonArray entries, String key, String value) {
        return entries.stream()
                .map(JsonObject.class::cast)
                .filter(entry -> entry.getString(key).equals(value))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + key + " is " + value));
    }

    private static JsonObject read() {
        try {
            return new JsonObject(Files.readString(FOLDER.resolve("scenes.json")));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
