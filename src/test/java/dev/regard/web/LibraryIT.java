package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.regard.TemporaryFolder;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that come, change and go over HTTP, while others use the server. */
class LibraryIT {

    private static final Path TOYBOX = Path.of("models/toybox");
    private static final Path MODEL = TOYBOX.resolve("model.onnx");
    private static TemporaryFolder data;
    private static ServerFixture server;

    @BeforeAll
    static void start() {
        data = TemporaryFolder.create();
        server = ServerFixture.withEngine(data.path());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        data.close();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        names().stream()
                .filter(name -> !name.startsWith("toybox"))
                .forEach(name -> server.send(admin("/api/models/" + name).DELETE()));
        try (Stream<Path> left = Files.list(data.path().resolve("models"))) {
            // But for what can be brought back.
            assertThat(left.filter(each -> !each.endsWith(".removed"))).isEmpty();
        }
    }

    @Test
    void aBareFileIsAModelInOneRequest() throws IOException {
        // When
        HttpResponse<String> added = server.send(admin("/api/models/bare").POST(BodyPublishers.ofFile(MODEL)));
        // Then
        assertThat(added.statusCode()).isEqualTo(201);
        assertThat(added.headers().firstValue("location")).contains("/api/models/bare");
        JsonObject model = new JsonObject(added.body());
        assertThat(model.getJsonArray("guessed")).hasSize(2);
        assertThat(names()).contains("bare");
        assertThat(explained("bare").getString("model")).isEqualTo("bare");
    }

    @Test
    void aFolderIsSentAsAForm() throws IOException {
        // When
        HttpResponse<String> added = server.send(form(
                "/api/models/folder",
                Map.of(
                        "my-model/model.onnx", MODEL,
                        "my-model/config.json", TOYBOX.resolve("config.json"),
                        "my-model/preprocessor_config.json", TOYBOX.resolve("preprocessor_config.json"))));
        // Then
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        assertThat(new JsonObject(added.body()).getJsonArray("guessed")).isEmpty();
        assertThat(explained("folder")
                        .getJsonArray("predictions")
                        .getJsonObject(0)
                        .getString("label"))
                .isEqualTo("cat");
    }

    @Test
    void aZipIsUnpackedWithoutWhatNoModelNeeds() throws IOException {
        // Given
        byte[] zip = zip(Map.of(
                "model/onnx/model.onnx",
                Files.readAllBytes(MODEL),
                "model/config.json",
                Files.readAllBytes(TOYBOX.resolve("config.json")),
                "model/pytorch_model.bin",
                new byte[9],
                "__MACOSX/model/._config.json",
                new byte[9]));
        // When
        HttpResponse<String> added = server.send(admin("/api/models/zipped").PUT(BodyPublishers.ofByteArray(zip)));
        // Then
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        assertThat(data.path().resolve("models/zipped/onnx/model.onnx")).exists();
        assertThat(data.path().resolve("models/zipped/pytorch_model.bin")).doesNotExist();
    }

    @Test
    void changingModelsTakesTheToken() throws IOException {
        for (HttpRequest.Builder request : List.of(
                server.request("/api/models/a").POST(BodyPublishers.ofFile(MODEL)),
                server.request("/api/models/a").PUT(BodyPublishers.ofFile(MODEL)),
                server.request("/api/models/toybox").DELETE(),
                server.request("/api/models/toybox/preprocessing").PUT(BodyPublishers.ofString("{}")),
                server.request("/api/models/toybox/labels")
                        .header("Authorization", "Bearer no")
                        .PUT(BodyPublishers.ofString("a")))) {
            HttpResponse<String> answer = server.send(request);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("www-authenticate")).contains("Bearer");
            assertThat(answer.body()).contains("REGARD_ADMIN_TOKEN").doesNotContain(ServerFixture.TOKEN);
        }
    }

    @Test
    void pagesOfOtherSitesChangeNothing() throws IOException {
        HttpResponse<String> answer = server.send(admin("/api/models/a")
                .header("Origin", "https://elsewhere.example")
                .POST(BodyPublishers.ofFile(MODEL)));
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void aNameThatIsTakenIsSaidToBe() throws IOException {
        assertThat(server.send(admin("/api/models/toybox").POST(BodyPublishers.ofFile(MODEL)))
                        .statusCode())
                .isEqualTo(409);
        assertThat(server.send(admin("/api/models/toybox").PUT(BodyPublishers.ofFile(MODEL)))
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.send(admin("/api/models/toybox").DELETE()).statusCode())
                .isEqualTo(403);
        assertThat(server.send(admin("/api/models/nothing").DELETE()).statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({".hidden", "a%20b", "..%2Fa", "%2Fetc", "a%00", "con"})
    void aNameThatIsNoneIsRefused(String name) throws IOException {
        HttpResponse<String> answer = server.send(admin("/api/models/" + name).POST(BodyPublishers.ofFile(MODEL)));
        assertThat(answer.statusCode()).isIn(400, 404);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
    }

    @Test
    void whatIsTooLargeIsRefusedBeforeItIsRead() throws IOException {
        HttpResponse<String> answer = server.send(admin("/api/models/large")
                .POST(BodyPublishers.ofByteArray(new byte[(int) ServerFixture.MODEL_LIMIT + 1])));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("REGARD_MODEL_LIMIT");
    }

    @Test
    void everyPresetIsTriedOnAPicture() {
        // When
        HttpResponse<String> answer = server.send(server.request("/api/models/toybox/trials")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        new JsonObject().put("image", server.sampleId()).encode())));
        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonArray trials = new JsonObject(answer.body()).getJsonArray("trials");
        assertThat(trials.size()).isGreaterThan(8);
        JsonObject own = trials.getJsonObject(0);
        assertThat(own.getBoolean("current")).isTrue();
        assertThat(own.getJsonArray("predictions")).hasSize(5);
        assertThat(own.getJsonArray("predictions").getJsonObject(0).getString("label"))
                .isEqualTo("cat");
        assertThat(Base64.getDecoder().decode(own.getString("seen"))).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void aGuessIsCorrectedAndStaysSo() throws IOException {
        // Given
        server.send(admin("/api/models/bare").POST(BodyPublishers.ofFile(MODEL)));
        // When
        HttpResponse<String> prepared = server.send(
                admin("/api/models/bare/preprocessing").PUT(BodyPublishers.ofString("{\"preset\": \"signed\"}")));
        String labels = String.join(
                "\n", IntStream.range(0, 24).mapToObj(i -> "thing " + i).toList());
        HttpResponse<String> labelled =
                server.send(admin("/api/models/bare/labels").PUT(BodyPublishers.ofString(labels)));
        // Then
        assertThat(new JsonObject(prepared.body()).getJsonArray("guessed")).hasSize(1);
        assertThat(new JsonObject(labelled.body()).getJsonArray("guessed")).isEmpty();
        assertThat(explained("bare")
                        .getJsonArray("predictions")
                        .getJsonObject(0)
                        .getString("label"))
                .startsWith("thing");
        JsonObject details =
                new JsonObject(server.get("/api/models/bare/details").body());
        assertThat(details.getJsonObject("preprocessing").getJsonArray("image_mean"))
                .containsExactly(0.5, 0.5, 0.5);
        assertThat(details.getString("sha256")).hasSize(64);
    }

    @Test
    void aCorrectionThatCannotBeIsRefusedInWords() {
        assertThat(server.send(admin("/api/models/toybox/labels").PUT(BodyPublishers.ofString("one\ntwo")))
                        .body())
                .contains("has 24 classes, given 2 names");
        assertThat(server.send(admin("/api/models/toybox/preprocessing")
                                .PUT(BodyPublishers.ofString("{\"size\": {\"height\": 8, \"width\": 8}}")))
                        .body())
                .contains("makes pictures of 8 x 8 pixels, the graph takes 224 x 224");
        assertThat(server.send(admin("/api/models/toybox/preprocessing").PUT(BodyPublishers.ofString("{")))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void twoModelsAddedAtOnceAreBothThere() {
        // When
        List<CompletableFuture<HttpResponse<String>>> added = Stream.of("one", "two")
                .map(name -> server.http.sendAsync(
                        admin("/api/models/" + name).POST(file(MODEL)).build(), BodyHandlers.ofString()))
                .toList();
        // Then
        assertThat(added.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
                .containsExactly(201, 201);
        assertThat(names()).contains("one", "two");
    }

    @Test
    void ofTwoOfOneNameAtOnceOneIsThere() {
        // When
        List<CompletableFuture<HttpResponse<String>>> added = Stream.of(1, 2)
                .map(turn -> server.http.sendAsync(
                        admin("/api/models/same").POST(file(MODEL)).build(), BodyHandlers.ofString()))
                .toList();
        // Then
        assertThat(added.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
                .containsExactlyInAnyOrder(201, 409);
    }

    @Test
    void aRemovedModelIsListedWithWhatUsesItAndBroughtBack() throws IOException {
        // Given
        server.send(admin("/api/models/regretted").POST(BodyPublishers.ofFile(MODEL)));
        assertThat(new JsonObject(server.get("/api/models/regretted/uses").body()))
                .isEqualTo(new JsonObject().put("removable", true).put("links", 0));
        assertThat(new JsonObject(server.get("/api/models/toybox/uses").body()).getBoolean("removable"))
                .isFalse();
        // When
        HttpResponse<String> gone = server.send(admin("/api/models/regretted").DELETE());
        // Then
        String removal = gone.headers().firstValue("location").orElseThrow();
        JsonObject listed = new JsonObject(
                        server.send(admin("/api/removed-models").GET()).body())
                .getJsonArray("models")
                .getJsonObject(0);
        assertThat(removal).isEqualTo("/api/removed-models/" + listed.getString("id"));
        assertThat(listed.getString("name")).isEqualTo("regretted");
        assertThat(server.get("/api/removed-models").statusCode()).isEqualTo(401);
        // When
        HttpResponse<String> back = server.send(admin(removal).POST(BodyPublishers.noBody()));
        // Then
        assertThat(back.statusCode()).isEqualTo(201);
        assertThat(names()).contains("regretted");
        assertThat(server.send(admin(removal).POST(BodyPublishers.noBody())).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aRemovedModelFinishesItsRunningWork() throws IOException {
        // Given
        server.send(admin("/api/models/going").POST(BodyPublishers.ofFile(MODEL)));
        String job = server.begin(new JsonObject()
                .put("image", server.sampleId())
                .put("model", "going")
                .put("method", "rise")
                .put("masks", 400));
        await().until(() -> new JsonObject(server.get(job).body()).getJsonObject("explanation") != null);
        // When
        assertThat(server.send(admin("/api/models/going").DELETE()).statusCode())
                .isEqualTo(204);
        // Then
        assertThat(names()).doesNotContain("going");
        await().atMost(java.time.Duration.ofMinutes(1))
                .until(() -> new JsonObject(server.get(job).body())
                        .getString("status")
                        .equals("done"));
    }

    @Test
    void aReplacedModelAnswersAsTheNewOneWithoutAGap() throws IOException {
        // Given
        server.send(admin("/api/models/swap").POST(BodyPublishers.ofFile(MODEL)));
        String plain =
                explained("swap").getJsonArray("predictions").getJsonObject(0).getString("label");
        // When
        CompletableFuture<HttpResponse<String>> replaced = server.http.sendAsync(
                multipart(
                                admin("/api/models/swap"),
                                Map.of("model.onnx", MODEL, "config.json", TOYBOX.resolve("config.json")))
                        .build(),
                BodyHandlers.ofString());
        while (!replaced.isDone()) {
            assertThat(explained("swap").getString("model")).isEqualTo("swap");
        }
        // Then
        assertThat(plain).startsWith("class ");
        assertThat(replaced.join().statusCode()).isEqualTo(201);
        assertThat(explained("swap")
                        .getJsonArray("predictions")
                        .getJsonObject(0)
                        .getString("label"))
                .doesNotStartWith("class ");
    }

    @Test
    void aFolderThatIsPutThereByHandIsListedWithoutAStart() throws IOException {
        // When
        Path folder = Files.createDirectory(data.path().resolve("models/by-hand"));
        Files.copy(MODEL, folder.resolve("model.onnx"));
        // Then
        await().until(() -> names().contains("by-hand"));
    }

    private static JsonObject explained(String model) {
        HttpResponse<String> answer = server.explain(new JsonObject()
                .put("image", server.sampleId())
                .put("model", model)
                .encode());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private static List<String> names() {
        return new JsonObject(server.get("/api/models").body())
                .getJsonArray("models").stream()
                        .map(model -> ((JsonObject) model).getString("name"))
                        .toList();
    }

    private static HttpRequest.Builder admin(String path) {
        return server.request(path).header("Authorization", "Bearer " + ServerFixture.TOKEN);
    }

    private static HttpRequest.Builder form(String path, Map<String, Path> files) throws IOException {
        return multipart(admin(path), files);
    }

    private static HttpRequest.Builder multipart(HttpRequest.Builder request, Map<String, Path> files)
            throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            body.write("--b\r\nContent-Disposition: form-data; name=\"files\"; filename=\"%s\"\r\n\r\n"
                    .formatted(file.getKey())
                    .getBytes(StandardCharsets.UTF_8));
            body.write(Files.readAllBytes(file.getValue()));
            body.write("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.write("--b--\r\n".getBytes(StandardCharsets.UTF_8));
        return request.header("Content-Type", "multipart/form-data; boundary=b")
                .PUT(BodyPublishers.ofByteArray(body.toByteArray()));
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static BodyPublisher file(Path file) {
        try {
            return BodyPublishers.ofFile(file);
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }
}
