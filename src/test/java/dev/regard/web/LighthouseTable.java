package dev.regard.web;

import dev.regard.TemporaryFolder;
import dev.regard.TestServer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** What Lighthouse says of the page in the tests' browser. It comes from npm; without npm or a network there is no table. */
public final class LighthouseTable {

    private static final String LIGHTHOUSE = "lighthouse@12.8.2";
    private static final int PATIENCE_MINUTES = 5;

    private LighthouseTable() {}

    /** Has both kinds of screens looked at and prints the scores. */
    public static void print() throws Exception {
        System.out.printf("%nLighthouse, of 100%n");
        try (TestServer server = TestServer.start();
                TemporaryFolder reports = TemporaryFolder.create()) {
            for (String screen : List.of("desktop", "mobile")) {
                Path report = reports.path().resolve(screen + ".json");
                String said = look(server.uri(), screen, report);
                System.out.printf("  %s: %s%n", screen, Files.exists(report) ? scores(report) : "skipped: " + said);
            }
        }
    }

    /** Answers what the program said last, which is why there is no report where there is none. */
    private static String look(URI page, String screen, Path report) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                "npx",
                "--yes",
                LIGHTHOUSE,
                page.toString(),
                "--quiet",
                "--output=json",
                "--output-path=" + report,
                "--chrome-flags=--headless=new --disable-gpu --disable-dev-shm-usage"
                        + (Browser.isRoot() ? " --no-sandbox" : "")));
        if (screen.equals("desktop")) {
            command.add("--preset=desktop");
        }
        try {
            Path log = report.resolveSibling(screen + ".log");
            ProcessBuilder program =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            program.environment()
                    .put("CHROME_PATH", BrowserFinder.find(Path.of("none")).toString());
            Process process = program.start();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            List<String> lines = Files.readAllLines(log);
            return lines.isEmpty() ? "it said nothing" : lines.getLast();
        } catch (IOException missing) {
            return missing.toString();
        }
    }

    private static String scores(Path report) throws IOException {
        JsonObject categories = new JsonObject(Buffer.buffer(Files.readAllBytes(report))).getJsonObject("categories");
        return categories.fieldNames().stream()
                .map(name -> "%s %.0f"
                        .formatted(name, 100 * categories.getJsonObject(name).getDouble("score", 0.0)))
                .collect(Collectors.joining(", "));
    }
}
