package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The notebook of the documentation. */
class NotebookIT {

    private static final Path NOTEBOOK = Path.of("src/docs/notebook.ipynb");

    @TempDir
    Path folder;

    @Test
    void itHoldsNoOutputs() throws IOException {
        assertThat(cells())
                .isNotEmpty()
                .allSatisfy(cell -> assertThat(cell.getJsonArray("outputs")).isEmpty());
    }

    /** But for the cells that draw: there is no window here. */
    @Test
    void itsCellsRunAsTheyStandThere() throws Exception {
        // Given
        assumeTrue(python("import numpy, requests", Map.of()).status() == 0, "Python with numpy and requests");
        String script = cells().stream()
                .map(cell -> cell.getJsonArray("source").stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining()))
                .filter(code -> !code.contains("matplotlib"))
                .collect(Collectors.joining("\n"));
        try (ServerFixture server = ServerFixture.withEngine(folder)) {
            // When
            Ran ran = python(script, Map.of("REGARD", "http://127.0.0.1:" + server.port));
            // Then
            assertThat(ran.status()).as(ran.output()).isZero();
            assertThat(ran.output()).contains("toybox", "dog", "regard; hit", "304", "10-farm.jpg");
        }
    }

    private static List<JsonObject> cells() throws IOException {
        JsonArray cells = new JsonObject(Files.readString(NOTEBOOK)).getJsonArray("cells");
        return cells.stream()
                .map(JsonObject.class::cast)
                .filter(cell -> cell.getString("cell_type").equals("code"))
                .toList();
    }

    /** What came of a script. */
    private record Ran(int status, String output) {}

    private static Ran python(String script, Map<String, String> environment) throws InterruptedException {
        ProcessBuilder python = new ProcessBuilder("python3", "-c", script)
                .directory(Path.of("src/docs").toFile())
                .redirectErrorStream(true);
        python.environment().putAll(environment);
        try {
            Process process = python.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ran(process.waitFor(), output);
        } catch (IOException missing) {
            return new Ran(-1, "there is no python3");
        }
    }
}
