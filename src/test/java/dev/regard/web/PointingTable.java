package dev.regard.web;

import dev.regard.TemporaryFolder;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** The pointing game of our demo model by every method that gives maps, and what an explanation takes, as a table in Markdown. */
public final class PointingTable {

    private static final String MODEL = "toybox";

    /** After which no more objects are looked at by a method. */
    private static final long NANOS_OF_ONE_METHOD = 60_000_000_000L;

    private PointingTable() {}

    /** Plays and prints. */
    public static void print() throws Exception {
        try (TemporaryFolder data = TemporaryFolder.create();
                ServerFixture server = ServerFixture.withEngine(data.path())) {
            System.out.printf("%n| method | hits | of objects | ms |%n|---|---|---|---|%n");
            for (String method : methods(server)) {
                PointingGame game = new PointingGame(server, MODEL, method, null);
                long start = System.nanoTime();
                PointingScenes.forEach((picture, classIndex, boxes) -> {
                    if (System.nanoTime() - start < NANOS_OF_ONE_METHOD) {
                        game.play(picture, classIndex, boxes);
                    }
                });
                System.out.printf(
                        "| `%s` | %.1f %% | %d | %.0f |%n", method, game.accuracy(), game.objects(), game.millis());
            }
        }
    }

    /** Those that work at the recommended layer and give a map for a class. */
    private static List<String> methods(ServerFixture server) {
        JsonObject card = new JsonObject(server.get("/api/models/" + MODEL).body());
        JsonObject layer = card.getJsonArray("layers").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getBoolean("recommended"))
                .findFirst()
                .orElseThrow();
        List<String> concepts = new JsonObject(server.get("/api/methods").body())
                .getJsonArray("methods").stream()
                        .map(JsonObject.class::cast)
                        .filter(method -> method.getBoolean("givesConcepts"))
                        .map(method -> method.getString("name"))
                        .toList();
        return layer.getJsonArray("methods").stream()
                .map(JsonObject.class::cast)
                .filter(method -> method.getBoolean("available"))
                .map(method -> method.getString("name"))
                .filter(name -> !concepts.contains(name))
                .toList();
    }
}
