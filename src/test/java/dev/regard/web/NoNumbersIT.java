package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.onnx.Graph;
import dev.regard.onnx.Model;
import dev.regard.onnx.OnnxReader;
import dev.regard.onnx.OnnxWriter;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model that has gone wrong in training: its scores are no numbers. No study and no explanation makes numbers of them. */
class NoNumbersIT {

    private static final Path TOYBOX = Path.of("models/toybox");

    @TempDir
    static Path data;

    @AutoClose
    private static ServerFixture server;

    @BeforeAll
    static void start() throws IOException {
        Path folder = Files.createDirectories(data.resolve("models/diverged"));
        for (String file : List.of("config.json", "preprocessor_config.json")) {
            Files.copy(TOYBOX.resolve(file), folder.resolve(file));
        }
        Model model = OnnxReader.read(TOYBOX.resolve("model.onnx"));
        Graph graph = model.graph();
        Value scores = graph.outputs().getFirst();
        Value nothing = graph.addConstant("nothing", TensorData.floats(Shape.of(1), new float[] {Float.NaN}));
        Value spoiled = graph.addNode("Add", "spoiled", List.of(scores, nothing), Map.of());
        Files.write(folder.resolve("model.onnx"), OnnxWriter.write(model, List.of(spoiled)));
        server = ServerFixture.withEngine(data.resolve("data"), List.of(folder));
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "bias", "methods", "report"})
    void everyStudySaysSo(String study) {
        // When
        HttpResponse<String> answer = server.send(server.request("/api/studies/" + study)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(new JsonObject()
                        .put("images", new JsonArray().add(server.sampleId()))
                        .put("classes", new JsonArray().add("dog"))
                        .encode())));
        // Then
        String last = answer.body().lines().toList().getLast();
        assertThat(last)
                .contains("gives scores that are no numbers on this picture")
                .contains("422");
        assertThat(last).doesNotContain("NaN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"grad-cam", "eigen-cam", "input-gradient", "score-cam"})
    void everyExplanationSaysSo(String method) {
        // When
        HttpResponse<String> answer = server.send(server.request("/api/explanations")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(new JsonObject()
                        .put("image", server.sampleId())
                        .put("method", method)
                        .encode())));
        // Then
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("gives scores that are no numbers on this picture");
    }
}
