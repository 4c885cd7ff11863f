package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.onnx.Graph;
import dev.regard.onnx.Model;
import dev.regard.onnx.OnnxReader;
import dev.regard.onnx.OnnxWriter;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Which output of a model holds the class scores is told, and can be changed. */
@TestMethodOrder(OrderAnnotation.class)
class OutputIT {

    private static final Path TOYBOX = Path.of("models/toybox");

    @TempDir
    static Path data;

    @AutoClose
    private static ServerFixture server;

    private static String classScores;

    @BeforeAll
    static void start() throws IOException {
        Path folder = Files.createDirectories(data.resolve("models/heads"));
        for (String file : List.of("config.json", "preprocessor_config.json")) {
            Files.copy(TOYBOX.resolve(file), folder.resolve(file));
        }
        Model model = OnnxReader.read(TOYBOX.resolve("model.onnx"));
        Graph graph = model.graph();
        Value scores = graph.outputs().getFirst();
        classScores = scores.name();
        Value three = graph.addConstant("three", TensorData.floats(Shape.of(24, 3), new float[72]));
        Value size = graph.addNode("MatMul", "size", List.of(scores, three), Map.of());
        Files.write(folder.resolve("model.onnx"), OnnxWriter.write(model, List.of(size, scores)));
        server = ServerFixture.withEngine(data.resolve("data"), List.of(folder));
    }

    @Test
    @Order(1)
    void theOneWithAsManyScoresAsNamesIsTaken() {
        // When
        JsonObject output = model().getJsonObject("output");
        // Then
        assertThat(output.getString("name")).isEqualTo(classScores);
        assertThat(output.getString("reason")).isEqualTo("labels");
        assertThat(output.getString("explains")).isEqualTo("score");
        assertThat(output.getJsonArray("possible"))
                .containsExactlyInAnyOrder(possible("size", 3), possible(classScores, 24));
    }

    private static JsonObject possible(String name, int classes) {
        return new JsonObject().put("name", name).put("classes", classes);
    }

    @Test
    @Order(2)
    void anotherOneCanBeChosen() {
        // Given
        String before = version();
        // When
        JsonObject changed = new JsonObject(choose(new JsonObject().put("output", "size"), 200));
        // Then
        assertThat(changed.getJsonObject("output").getString("name")).isEqualTo("size");
        assertThat(changed.getJsonObject("output").getString("reason")).isEqualTo("stated");
        assertThat(changed.getJsonArray("labels")).hasSize(3);
        assertThat(changed.getJsonArray("guessed").encode()).contains("name 24 classes, but the output 'size'");
        assertThat(version()).isNotEqualTo(before);
        assertThat(data.resolve("models/heads/regard.json")).content().contains("\"size\"");
    }

    @Test
    @Order(3)
    void whatWasChosenCanBeTakenBack() {
        // When
        JsonObject changed = new JsonObject(choose(new JsonObject().putNull("output"), 200));
        // Then
        assertThat(changed.getJsonObject("output").getString("reason")).isEqualTo("labels");
        assertThat(changed.getJsonArray("labels")).hasSize(24);
    }

    @Test
    void whatIsNoOutputIsRefused() {
        assertThat(choose(new JsonObject().put("output", "height"), 400))
                .contains("has no output 'height'")
                .contains("'size' (3)");
        assertThat(choose(new JsonObject().put("output", 1), 400)).contains("must be the name of an output");
    }

    private static String choose(JsonObject choice, int status) {
        HttpResponse<String> answer = server.send(server.request("/api/models/heads/output")
                .header("Authorization", "Bearer " + ServerFixture.TOKEN)
                .PUT(BodyPublishers.ofString(choice.encode())));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer.body();
    }

    private static JsonObject model() {
        return json("/api/models/heads");
    }

    private static String version() {
        return json("/api/models/heads/details").getString("version");
    }

    private static JsonObject json(String path) {
        HttpRequest.Builder request = server.request(path).GET();
        return new JsonObject(server.send(request).body());
    }
}
