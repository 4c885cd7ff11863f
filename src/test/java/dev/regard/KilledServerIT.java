package dev.regard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.regard.intake.HostileModels;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed in the middle of long work starts clean, and has the pictures it was given. */
class KilledServerIT {

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path data;

    @Test
    void startsCleanAfterItWasKilledInTheMiddle() throws Exception {
        // Given
        String image;
        try (Server server = Server.start(data)) {
            byte[] picture = Files.readAllBytes(Path.of("webroot/samples/01-dog-and-cat.jpg"));
            String stored = send(server.request("/api/images").POST(BodyPublishers.ofByteArray(picture)));
            image = new JsonObject(stored).getString("id");
            send(server.request("/api/explanations")
                    .header("Content-Type", "application/json")
                    .header("Prefer", "respond-async")
                    .POST(BodyPublishers.ofString(new JsonObject()
                            .put("image", image)
                            .put("method", "rise")
                            .put("masks", 20_000)
                            .encode())));
            await().until(() -> metrics(server).contains("regard_explanations_running 1.0"));
            // When
            server.kill();
        }
        // Then
        try (Server server = Server.start(data)) {
            assertThat(metrics(server))
                    .contains("regard_explanations_running 0.0", "regard_sample_bytes 0.0")
                    .doesNotContainPattern("regard_explanations_admitted\\{.*} [^0]");
            assertThat(send(server.request("/api/explanations")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(
                                    new JsonObject().put("image", image).encode()))))
                    .contains("\"maps\"");
            try (Stream<Path> files = Files.walk(data)) {
                assertThat(files.filter(Files::isRegularFile))
                        .allSatisfy(file -> assertThat(file.getParent()).isEqualTo(data.resolve("images")));
            }
        }
    }

    @Test
    void ofAModelThatWasTriedWhenItWasKilledNothingIsLeft() throws Exception {
        // Given
        List<ProcessHandle> trials;
        try (Server server = Server.start(data)) {
            http.sendAsync(
                    server.request("/api/models/endless")
                            .POST(BodyPublishers.ofByteArray(
                                    HostileModels.endless().bytes()))
                            .build(),
                    BodyHandlers.ofString());
            await().until(() -> !server.trials().isEmpty());
            trials = server.trials();
            // When
            server.kill();
        }
        // Then
        await().untilAsserted(() -> assertThat(trials).noneMatch(ProcessHandle::isAlive));
        assertThatNothingIsLeftOf("endless");
    }

    @Test
    void ofAModelThatWasSentWhenItWasKilledNothingIsLeft() throws Exception {
        // Given
        try (Server server = Server.start(data);
                Socket socket = new Socket(server.uri().getHost(), server.uri().getPort())) {
            socket.getOutputStream()
                    .write("POST /api/models/half HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[500_000]);
            await().until(() -> bytes(data.resolve("models")) > 0);
            // When
            server.kill();
        }
        // Then
        assertThatNothingIsLeftOf("half");
    }

    private void assertThatNothingIsLeftOf(String model) throws IOException {
        try (Server server = Server.start(data)) {
            assertThat(send(server.request("/api/models")))
                    .contains("\"toybox\"")
                    .doesNotContain("\"" + model + "\"");
            try (Stream<Path> files = Files.list(data.resolve("models"))) {
                assertThat(files).isEmpty();
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(
                            file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();
        }
    }

    private String metrics(Server server) {
        return send(server.request("/metrics"));
    }

    private String send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError("no answer", failure);
        }
    }

    /** The product in a process of its own. */
    private record Server(Process process, URI uri) implements AutoCloseable {

        static Server start(Path data) {
            ProcessBuilder builder = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-classpath",
                            System.getProperty("java.class.path"),
                            Main.class.getName())
                    .redirectErrorStream(true);
            builder.environment().put("REGARD_PORT", "0");
            builder.environment().put("REGARD_DATA", data.toString());
            builder.environment().put("REGARD_DEVICE", "cpu");
            try {
                Process process = builder.start();
                return new Server(process, address(process.inputReader()));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        private static URI address(BufferedReader log) {
            return log.lines()
                    .filter(line -> line.contains("Open http"))
                    .map(line -> URI.create(line.replaceFirst(".*Open ", "").strip()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("the server did not start"));
        }

        HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(uri.resolve(path));
        }

        /** The processes that it started: they try models. */
        List<ProcessHandle> trials() {
            return process.children().toList();
        }

        void kill() {
            process.destroyForcibly();
        }

        @Override
        public void close() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }
    }
}
