package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Do the maps point at the objects? On composed scenes with our own model, and on photographs where there are any. */
class PointingGameIT {

    private static final Path REAL = Path.of("../shared/real");
    private static final String MOBILENET = "mobilenet_v2_1.0_224";
    /** What its card says of the photographs train_*. */
    private static final double CARD_TOP_ONE = 76.0;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"cam, 0, 97", "grad-cam, 0, 97", "layer-cam, 0, 97", "grad-cam, 1, 90", "layer-cam, 1, 90"})
    void toyboxPointsAtItsObjects(String method, int layersBefore, double atLeast) throws Exception {
        // Given
        try (ServerFixture server = ServerFixture.withEngine(folder)) {
            PointingGame game = new PointingGame(server, "toybox", method, layer(server, layersBefore));
            // When
            PointingScenes.forEach(game::play);
            // Then
            System.out.println(game);
            assertThat(game.accuracy()).isGreaterThanOrEqualTo(atLeast);
        }
    }

    /** The layer so many before the recommended one. */
    private static String layer(ServerFixture server, int before) {
        JsonArray layers = new JsonObject(server.get("/api/models/toybox").body()).getJsonArray("layers");
        int recommended = 0;
        while (!layers.getJsonObject(recommended).getBoolean("recommended")) {
            recommended++;
        }
        return layers.getJsonObject(recommended - before).getString("name");
    }

    /** None where the photographs are not at hand. */
    @TestFactory
    Stream<DynamicTest> mobileNetOnPhotographs() {
        return Files.isDirectory(REAL)
                ? Stream.of(
                        DynamicTest.dynamicTest("as its folder says", this::predictsAsItsCardSays),
                        DynamicTest.dynamicTest("whole pictures", this::trueGeometryBeatsTheEvenStretch))
                : Stream.empty();
    }

    private void predictsAsItsCardSays() throws Exception {
        PointingGame game = photographs(REAL.resolve("models").resolve(MOBILENET));
        assertThat(game.topOne()).isCloseTo(CARD_TOP_ONE, within(3.0));
        assertThat(game.accuracy()).isGreaterThanOrEqualTo(game.evenAccuracy());
    }

    /** Pressed into the square instead of cropped, so that small objects and those at the border take part. */
    private void trueGeometryBeatsTheEvenStretch() throws Exception {
        Path model = Files.createDirectories(folder.resolve("models").resolve(MOBILENET));
        for (String file : List.of("model.onnx", "config.json", "preprocessor_config.json")) {
            Files.copy(REAL.resolve("models").resolve(MOBILENET).resolve(file), model.resolve(file));
        }
        Path config = model.resolve("preprocessor_config.json");
        JsonObject preprocessing = new JsonObject(Files.readString(config));
        preprocessing.put("size", new JsonObject().put("height", 224).put("width", 224));
        preprocessing.put("do_center_crop", false);
        config.toFile().setWritable(true);
        Files.writeString(config, preprocessing.encode());
        PointingGame game = photographs(model);
        assertThat(game.accuracy()).isGreaterThanOrEqualTo(game.evenAccuracy() + 3);
    }

    /** Top-1 over the photographs train_*, the pointing game over those with boxes. */
    private PointingGame photographs(Path model) throws Exception {
        try (ServerFixture server = ServerFixture.withEngine(folder.resolve("data"), List.of(model))) {
            PointingGame pointing = new PointingGame(server, MOBILENET);
            PointingGame training = new PointingGame(server, MOBILENET);
            for (List<String> row : rows(REAL.resolve("photos/index.csv"))) {
                Path photograph = REAL.resolve("photos").resolve(row.get(0));
                int classIndex = Integer.parseInt(row.get(1));
                if (!row.get(3).isBlank()) {
                    pointing.play(photograph, classIndex, boxes(row.get(3)));
                } else if (row.get(0).startsWith("train_")) {
                    training.play(photograph, classIndex, List.of());
                }
            }
            return report(pointing, training);
        }
    }

    private static PointingGame report(PointingGame pointing, PointingGame training) {
        PointingGame both = pointing.withTopOneOf(training);
        System.out.println(both);
        return both;
    }

    private static List<PointingGame.Box> boxes(String text) {
        return Arrays.stream(text.split(";"))
                .map(box -> Arrays.stream(box.strip().split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .map(box -> new PointingGame.Box(box[0], box[1], box[2] - box[0], box[3] - box[1]))
                .toList();
    }

    /** Comma-separated values, some of them in quotes. */
    private static List<List<String>> rows(Path csv) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        for (String line : Files.readAllLines(csv).stream().skip(1).toList()) {
            List<String> fields = new ArrayList<>();
            StringBuilder field = new StringBuilder();
            boolean isQuoted = false;
            for (char character : (line + ",").toCharArray()) {
                if (character == '"') {
                    isQuoted = !isQuoted;
                } else if (character == ',' && !isQuoted) {
                    fields.add(field.toString());
                    field.setLength(0);
                } else {
                    field.append(character);
                }
            }
            rows.add(fields);
        }
        return rows;
    }
}
