package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.parsetools.RecordParser;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Many pictures in one request. */
class BatchIT {

    @TempDir
    static Path data;

    @AutoClose
    private static ServerFixture server;

    /** An address that no server may be made to ask. */
    private static final String INNER = "http://127.0.0.1/inner.jpg";

    @BeforeAll
    static void start() {
        server = ServerFixture.withEngine(data);
    }

    @Test
    void everyPictureGetsALineAndOneThatIsNoneSaysWhy() throws IOException {
        // Given
        BatchForm form = new BatchForm().field("top", "2").field("method", "grad-cam");
        for (Path sample : samples()) {
            form.picture(sample);
        }
        form.picture("broken.jpg", new byte[] {1, 2, 3}).file("other", "elsewhere.jpg", new byte[] {1});
        // When
        HttpResponse<String> answer = server.send(form.to(server));
        // Then
        List<JsonObject> lines = lines(answer);
        int count = samples().size() + 2;
        assertThat(answer.headers().firstValue("content-type")).contains("application/x-ndjson");
        assertThat(lines.getLast().encode()).isEqualTo("{\"done\":%d,\"failed\":2}".formatted(count - 2));
        assertThat(lines.subList(0, count))
                .extracting(line -> line.getInteger("index"))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, count).boxed().toList());
        JsonObject first = line(lines, "01-dog-and-cat.jpg").getJsonObject("explanation");
        assertThat(first.getString("method")).isEqualTo("grad-cam");
        assertThat(first.getJsonArray("maps")).hasSize(2);
        assertThat(line(lines, "broken.jpg").getJsonObject("problem").getInteger("status"))
                .isEqualTo(400);
        assertThat(line(lines, "elsewhere.jpg").getJsonObject("problem").getString("detail"))
                .contains("form field 'image'");
    }

    @Test
    void aPictureOfABatchIsExplainedAsItIsAlone() throws IOException {
        // Given
        JsonObject alone = new JsonObject(
                server.explain(new JsonObject().put("image", server.sampleId()).encode())
                        .body());
        // When
        JsonObject line = lines(server.send(
                        new BatchForm().picture(ServerFixture.DOG_AND_CAT).to(server)))
                .getFirst();
        // Then
        assertThat(line.getJsonObject("explanation").getString("hash")).isEqualTo(alone.getString("hash"));
        assertThat(line.getJsonObject("explanation").getJsonArray("maps")).isEqualTo(alone.getJsonArray("maps"));
    }

    @Test
    void resultsComeWhileOtherPicturesAreStillOnTheirWay() throws Exception {
        // Given
        BlockingQueue<JsonObject> lines = new LinkedBlockingQueue<>();
        HttpClient client = server.vertx.createHttpClient();
        HttpClientRequest request = client.request(HttpMethod.POST, server.port, "127.0.0.1", BatchForm.ADDRESS)
                .await();
        request.putHeader("Content-Type", BatchForm.TYPE).setChunked(true);
        request.response()
                .onSuccess(response ->
                        response.handler(RecordParser.newDelimited("\n", line -> lines.add(new JsonObject(line)))));
        // When
        BatchForm form = new BatchForm().picture(ServerFixture.DOG_AND_CAT);
        Buffer begun = form.open().copy().appendString("--b");
        request.write(begun).await();
        // Then
        assertThat(next(lines).getInteger("index")).isZero();
        Buffer whole = form.picture(ServerFixture.DOG_AND_CAT).closed();
        request.end(whole.slice(begun.length(), whole.length())).await();
        assertThat(next(lines).getInteger("index")).isEqualTo(1);
        assertThat(next(lines).getInteger("done")).isEqualTo(2);
        client.close().await();
    }

    @Test
    void picturesThatTheServerHasAreNamed() throws IOException {
        // Given
        String known = server.sampleId();
        JsonObject request = new JsonObject()
                .put(
                        "images",
                        new JsonArray()
                                .add(known)
                                .add("0".repeat(64))
                                .add(INNER)
                                .add(known))
                .put("classes", new JsonArray().add("dog"))
                .put("maps", false);
        // When
        List<JsonObject> lines = lines(send(request));
        // Then
        assertThat(lines.getLast().encode()).isEqualTo("{\"done\":2,\"failed\":2}");
        JsonObject explanation = line(lines, known).getJsonObject("explanation");
        assertThat(explanation.containsKey("maps")).isFalse();
        assertThat(explanation.getJsonArray("predictions")).isNotEmpty();
        assertThat(line(lines, "0".repeat(64)).getJsonObject("problem").getInteger("status"))
                .isEqualTo(404);
        assertThat(line(lines, INNER).getJsonObject("problem").getString("detail"))
                .startsWith("No picture can be fetched from this address.");
    }

    @Test
    void tenThousandPicturesThatAreNotThereAreTenThousandLines() {
        // When
        List<JsonObject> lines =
                lines(send(new JsonObject().put("images", new JsonArray(Collections.nCopies(10_000, "0".repeat(64))))));
        // Then
        assertThat(lines).hasSize(10_001);
        assertThat(lines.getLast().getInteger("failed")).isEqualTo(10_000);
    }

    @Test
    void onePictureMoreThanABatchMayHaveIsRefused() {
        assertThat(send(new JsonObject().put("images", new JsonArray(Collections.nCopies(10_001, "0"))))
                        .statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                              | There are no pictures.
            {"images": []}                  | There are no pictures.
            {"images": "all"}               | in 'images'
            {"images": [7]}                 | in 'images'
            {"images": ["0"], "image": "0"} | in 'images'
            {"images": ["0"], "url": "http://example.org/a.jpg"} | in 'images'
            {"images": ["0"], "maps": 3}    | 'maps' must be true or false
            {"images": ["0"], "top": 0}     | 'top' is 0
            {"images": ["0"], "colour": 1}  | no field 'colour'
            [                               | must be a JSON object
            [1]                             | must be a JSON object
            """)
    void aRequestThatMakesNoSenseIsAnsweredByWhatWouldMakeSome(String json, String sentence) {
        // When
        HttpResponse<String> answer = server.send(server.request(BatchForm.ADDRESS)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
        // Then
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains(sentence).contains("\"detail\"");
    }

    @Test
    void aFormThatMakesNoSenseIsAnsweredByWhatWouldMakeSome() {
        assertRefused(new BatchForm().field("top", "1").closed(), 400, "There are no pictures.");
        assertRefused(
                new BatchForm().field("top", "0").picture("a", new byte[1]).closed(), 400, "'top' is");
        assertRefused(
                new BatchForm()
                        .field("layer", "x".repeat(100_000))
                        .picture("a", new byte[1])
                        .closed(),
                400,
                "The form cannot be read.");
        assertRefused(
                new BatchForm()
                        .field("url", "http://example.org/a.jpg")
                        .picture("a", new byte[1])
                        .closed(),
                400,
                "repeat the field 'image'");
        assertRefused(Buffer.buffer("no form"), 400, "The form is cut off");
        assertRefused(new BatchForm().field("top", "1").open(), 400, "The form is cut off");
        assertThat(server.send(server.request(BatchForm.ADDRESS)
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString("x")))
                        .statusCode())
                .isEqualTo(415);
        assertThat(server.send(server.request(BatchForm.ADDRESS)
                                .header("Content-Type", "multipart/form-data")
                                .POST(BodyPublishers.ofString("x")))
                        .statusCode())
                .isEqualTo(400);
    }

    private static void assertRefused(Buffer form, int status, String sentence) {
        HttpResponse<String> answer = server.send(BatchForm.request(server, form));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(new JsonObject(answer.body()).getString("detail")).contains(sentence);
    }

    @Test
    void whatGoesWrongOnTheWayEndsTheBatchInWords() throws IOException {
        // Given
        BatchForm form = new BatchForm().picture(ServerFixture.DOG_AND_CAT);
        Buffer cut = form.open().copy().appendString("--b");
        Buffer late = form.field("top", "2").closed();
        // When
        JsonObject ofCut = lines(server.send(BatchForm.request(server, cut))).getLast();
        JsonObject ofLate = lines(server.send(BatchForm.request(server, late))).getLast();
        // Then
        assertThat(ofCut.getInteger("done")).isEqualTo(1);
        assertThat(ofCut.getJsonObject("problem").getString("detail")).contains("cut off");
        assertThat(ofLate.getInteger("done")).isEqualTo(1);
        assertThat(ofLate.getJsonObject("problem").getString("detail")).contains("stand before its pictures");
    }

    @Test
    void aPictureThatIsTooLargeDoesNotKeepTheNextFromBeingExplained() throws IOException {
        // Given
        BatchForm form = new BatchForm()
                .picture("large.jpg", new byte[Limits.PICTURE_BYTES + 1])
                .picture(ServerFixture.DOG_AND_CAT);
        // When
        List<JsonObject> lines = lines(server.send(form.to(server)));
        // Then
        assertThat(line(lines, "large.jpg").getJsonObject("problem").getInteger("status"))
                .isEqualTo(413);
        assertThat(lines.getLast().encode()).isEqualTo("{\"done\":1,\"failed\":1}");
    }

    private static HttpResponse<String> send(JsonObject request) {
        return server.send(server.request(BatchForm.ADDRESS)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(request.encode())));
    }

    private static JsonObject next(BlockingQueue<JsonObject> lines) throws InterruptedException {
        JsonObject line = lines.poll(10, TimeUnit.SECONDS);
        assertThat(line).as("a line within ten seconds").isNotNull();
        return line;
    }

    private static List<JsonObject> lines(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().lines().map(JsonObject::new).toList();
    }

    private static JsonObject line(List<JsonObject> lines, String name) {
        return lines.stream()
                .filter(line -> name.equals(line.getString("name")))
                .findFirst()
                .orElseThrow();
    }

    private static List<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(ServerFixture.WEBROOT.resolve("samples"))) {
            return new ArrayList<>(
                    files.filter(file -> file.toString().endsWith(".jpg")).toList());
        }
    }
}
