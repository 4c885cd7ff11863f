package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows works as it stands there. */
class ReadmeIT {

    @TempDir
    Path folder;

    @Test
    void everyCurlLineGetsAnAnswer() throws Exception {
        // Given
        List<String> lines = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.startsWith("curl "))
                .toList();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(7);
        try (ServerFixture server = ServerFixture.withEngine(folder)) {
            for (String line : lines) {
                // When
                Process curl = run(line.replace("127.0.0.1:8080", "127.0.0.1:" + server.port)
                        .replaceFirst("^curl ", "curl --fail-with-body "));
                String output = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                // Then
                assertThat(curl.waitFor()).as(line + "\n" + output).isZero();
                assertThat(output)
                        .satisfiesAnyOf(
                                json -> assertThat(json).startsWith("{"),
                                none -> assertThat(none).isEmpty());
            }
        }
        assertThat(Files.readAllBytes(Path.of("target/cat.png"))).startsWith(0x89, 'P', 'N', 'G');
    }

    private static Process run(String line) throws IOException {
        return new ProcessBuilder("sh", "-c", line).redirectErrorStream(true).start();
    }
}
