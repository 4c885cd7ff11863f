package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.impl.driver.Driver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs the tests of the page's modules with the Node that comes with Playwright, so that none has to be installed. */
class JavaScriptTest {

    @Test
    void thePagesModulesPassTheirTests() throws IOException, InterruptedException {
        // Given
        Path driver = Driver.ensureDriverInstalled(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"), false)
                .driverDir();
        List<String> command = new ArrayList<>(List.of(driver.resolve("node").toString(), "--test"));
        try (Stream<Path> files = Files.list(Path.of("src/test/js"))) {
            files.filter(file -> file.toString().endsWith(".test.js"))
                    .sorted()
                    .map(Path::toString)
                    .forEach(command::add);
        }
        // When
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        // Then
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).containsPattern("(?m)^\\S+ pass \\d{2,}$");
    }
}
