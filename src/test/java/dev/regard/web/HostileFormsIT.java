package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.regard.TemporaryFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders of models, sent file by file as forms, that cannot be folders. */
class HostileFormsIT {

    private static final Path MODEL = Path.of("models/toybox/model.onnx");

    private TemporaryFolder data;
    private ServerFixture server;

    @BeforeEach
    void start() {
        data = TemporaryFolder.create();
        server = ServerFixture.withEngine(data.path());
    }

    @AfterEach
    void stop() throws Exception {
        await().untilAsserted(() -> assertThat(staged()).isEmpty());
        server.close();
        data.close();
    }

    private List<Path> staged() throws IOException {
        try (Stream<Path> left = Files.list(data.path().resolve("models"))) {
            return left.filter(path -> path.getFileName().toString().startsWith("."))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"../model.onnx", "/etc/model.onnx", "a/../../model.onnx", "a//model.onnx"})
    void aNameThatLeadsOutIsRefused(String name) throws IOException {
        // When
        HttpResponse<String> answer = put(List.of(name));
        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("is no name of a file in a model's folder.");
    }

    @Test
    void aNameThatIsLongerThanFilesHaveIsRefused() throws IOException {
        HttpResponse<String> answer = put(List.of("é".repeat(190) + ".onnx"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }

    @Test
    void twoFilesInOnePlaceAreRefused() throws IOException {
        assertThat(put(List.of("model.onnx", "model.onnx")).body())
                .contains("'model.onnx' comes twice, or as a file and as a folder.");
    }

    @Test
    void aFileInTheWayOfAFolderIsRefused() throws IOException {
        assertThat(put(List.of("a", "a/model.onnx")).body()).contains("comes twice, or as a file and as a folder.");
    }

    @Test
    void aThousandFilesAreAModelAndOneMoreAreNone() throws IOException {
        // Given
        List<String> names = new ArrayList<>(
                IntStream.range(0, 999).mapToObj("weights/%d.bin"::formatted).toList());
        names.add("model.onnx");
        // When
        HttpResponse<String> taken = put(names);
        names.add("one-more.bin");
        HttpResponse<String> refused = put(names);
        // Then
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(413);
        assertThat(refused.body()).contains("A model has at most 1,000 files.");
    }

    /** Sends files of these names, each a model or a byte. */
    private HttpResponse<String> put(List<String> names) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (String name : names) {
            body.write("--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"%s\"\r\n\r\n"
                    .formatted(name)
                    .getBytes(StandardCharsets.UTF_8));
            body.write(name.endsWith(".onnx") ? Files.readAllBytes(MODEL) : new byte[1]);
            body.write("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.write("--b--\r\n".getBytes(StandardCharsets.UTF_8));
        return server.send(server.request("/api/models/sent")
                .header("Authorization", "Bearer " + ServerFixture.TOKEN)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .PUT(BodyPublishers.ofByteArray(body.toByteArray())));
    }
}
