package dev.regard.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Composed scenes with a box round each object: the evaluation set where it is at hand, else the sample pictures. */
final class PointingScenes {

    private static final Path EVALUATION = Path.of("../shared/toybox/evaluation/evaluation.json");
    private static final Path SAMPLES = Path.of("webroot/samples/scenes.json");

    private PointingScenes() {}

    /** Plays a round. */
    interface Player {
        void play(Path picture, int classIndex, List<PointingGame.Box> boxes);
    }

    /** Plays a round for each object of each scene. */
    static void forEach(Player player) throws IOException {
        Path scenes = Files.exists(EVALUATION) ? EVALUATION : SAMPLES;
        for (Object each : new JsonObject(Files.readString(scenes)).getJsonArray("scenes")) {
            JsonObject scene = (JsonObject) each;
            Path picture = scenes.resolveSibling(scene.getString("image"));
            for (Object object : scene.getJsonArray("objects")) {
                JsonObject shown = (JsonObject) object;
                player.play(picture, shown.getInteger("class_id"), List.of(box(shown.getJsonArray("box"))));
            }
        }
    }

    private static PointingGame.Box box(JsonArray box) {
        return new PointingGame.Box(box.getDouble(0), box.getDouble(1), box.getDouble(2), box.getDouble(3));
    }
}
