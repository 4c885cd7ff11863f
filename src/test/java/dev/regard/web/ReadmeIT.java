package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows works as it stands there. */
class ReadmeIT {

    @TempDir
    Path folder;

    @Test
    void theLinesForProgramsGetAnswers() throws Exception {
        // Given
        String readme = Files.readString(Path.of("README.md"));
        int begin = readme.indexOf("```sh\n") + "```sh\n".length();
        String script = readme.substring(begin, readme.indexOf("\n```", begin));
        assertThat(script.lines().filter(line -> line.contains("curl "))).hasSizeGreaterThanOrEqualTo(15);
        try (ServerFixture server = ServerFixture.withEngine(folder)) {
            // When
            Process shell = run(script.replace("127.0.0.1:8080", "127.0.0.1:" + server.port)
                    .lines()
                    .map(ReadmeIT::asAdmin)
                    .collect(Collectors.joining("\n")));
            String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            // Then
            assertThat(shell.waitFor()).as(output).isZero();
            assertThat(output)
                    .contains(
                            "\"models\"",
                            "\"methods\"",
                            "\"maps\"",
                            "\"forwards\"",
                            "\"status\"",
                            "{\"done\":2,\"failed\":0}",
                            "\"explanations\"");
        }
        assertThat(Files.readAllBytes(Path.of("target/cat.png"))).startsWith(0x89, 'P', 'N', 'G');
    }

    /** What changes models takes a token; a shared link has its own. */
    private static String asAdmin(String line) {
        String token = line.contains("/api/models") ? " -H 'Authorization: Bearer " + ServerFixture.TOKEN + "'" : "";
        return line.replace("curl ", "curl --fail-with-body" + token + " ");
    }

    /** Ends at the first line that fails. */
    private static Process run(String script) throws IOException {
        return new ProcessBuilder("sh", "-e", "-c", script)
                .redirectErrorStream(true)
                .start();
    }
}
