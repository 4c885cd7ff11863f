package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainSocketIT {

    @TempDir
    Path data;

    private final PatientWorker worker = new PatientWorker();
    private ServerFixture server;
    private LiveClient client;

    @BeforeEach
    void connect() {
        server = ServerFixture.withWorker(data, 1, worker);
        client = new LiveClient(server);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void answersInPiecesWithTheIdOfTheRequest() throws Exception {
        // Given
        client.explain(7, server.sampleId());

        // When
        worker.next().reply(PatientWorker.explanation(2));

        // Then
        List<JsonObject> messages = List.of(client.next(), client.next(), client.next(), client.next());
        assertThat(types(messages.stream())).containsExactly("prediction", "map", "map", "done");
        assertThat(messages)
                .allSatisfy(message -> assertThat(message.getInteger("id")).isEqualTo(7));
        assertThat(messages.getFirst().fieldNames()).contains("predictions").doesNotContain("maps", "timing");
    }

    @Test
    void aNewerRequestReplacesTheOlder() throws Exception {
        // Given
        String image = server.sampleId();
        client.explain("a", image);
        String older = PatientWorker.workId(worker.next());

        // When
        client.explain("b", image);

        // Then
        assertProblem(client.next(), "a", 409, "replaced by a newer request");
        assertThat(worker.nextCancelled()).isEqualTo(older);
        worker.next().reply(PatientWorker.explanation(0));
        assertThat(client.next().getString("id")).isEqualTo("b");
    }

    @Test
    void cancellingReachesTheWorker() throws Exception {
        // Given
        client.explain("a", server.sampleId());
        String work = PatientWorker.workId(worker.next());

        // When
        client.text("{\"id\": \"a\", \"type\": \"cancel\"}");

        // Then
        assertThat(worker.nextCancelled()).isEqualTo(work);
        assertProblem(client.next(), "a", 409, "cancelled");
    }

    @Test
    void goingAwayCancels() throws Exception {
        // Given
        client.explain("a", server.sampleId());
        String work = PatientWorker.workId(worker.next());

        // When
        client.close();

        // Then
        assertThat(worker.nextCancelled()).isEqualTo(work);
    }

    @Test
    void theNewestCameraPictureWaitsForTheOneUnderWay() throws Exception {
        // Given
        client.text("{\"id\": \"camera\", \"type\": \"explain\", \"model\": \"toybox\"}");
        client.picture(Buffer.buffer("first"));
        Message<Buffer> first = worker.next();

        // When
        client.picture(Buffer.buffer("second"));
        client.picture(Buffer.buffer("third"));
        client.text("{\"id\": \"mark\", \"type\": \"cancel\"}");
        client.text("no JSON");
        assertThat(client.next().getInteger("status")).isEqualTo(400);
        first.reply(PatientWorker.explanation(0));

        // Then
        assertThat(types(Stream.of(client.next(), client.next()))).containsExactly("prediction", "done");
        assertThat(worker.next().body()).hasToString("third");
        assertThat(worker.isIdle()).isTrue();
    }

    @Test
    void aPictureWithoutARequestIsAProblem() throws Exception {
        // When
        client.picture(Buffer.buffer("picture"));

        // Then
        assertProblem(client.next(), null, 400, "explain");
    }

    @Test
    void anUnknownPictureIsAProblem() throws Exception {
        // When
        client.explain("a", "0000");

        // Then
        assertProblem(client.next(), "a", 404, "No picture");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "null",
                "{\"type\": \"explain\"}",
                "{\"id\": {}, \"type\": \"explain\"}",
                "{\"id\": 1, \"type\": \"sing\"}",
                "{\"id\": 1, \"type\": \"explain\", \"top\": 0}"
            })
    void aMessageThatMakesNoSenseIsAProblem(String message) throws Exception {
        // When
        client.text(message);

        // Then
        assertThat(client.next().getInteger("status")).isEqualTo(400);
    }

    @Test
    void aMessageThatIsTooLargeCloses() throws Exception {
        // When
        client.picture(Buffer.buffer(new byte[Limits.PICTURE_BYTES + 1]));

        // Then
        assertThat(client.closeCode()).isEqualTo(1009);
    }

    @Test
    void pagesOfOtherSitesMayNotConnect() {
        assertThatThrownBy(() -> server.vertx
                        .createWebSocketClient()
                        .connect(LiveClient.options(server, "http://evil.example"))
                        .await())
                .hasMessageContaining("403");
    }

    @Test
    void aStoppingServerFinishesTheRequestAndSaysGoodbye() throws Exception {
        // Given
        client.explain("a", server.sampleId());
        Message<Buffer> work = worker.next();

        // When
        var stopped = server.stop();
        work.reply(PatientWorker.explanation(0));

        // Then
        assertThat(types(Stream.of(client.next(), client.next()))).containsExactly("prediction", "done");
        assertThat(client.closeCode()).isEqualTo(1001);
        stopped.await();
    }

    private static Stream<String> types(Stream<JsonObject> messages) {
        return messages.map(message -> message.getString("type"));
    }

    private static void assertProblem(JsonObject message, @Nullable Object id, int status, String detail) {
        assertThat(message.getValue("id")).isEqualTo(id);
        assertThat(message.getString("type")).isEqualTo("problem");
        assertThat(message.getInteger("status")).isEqualTo(status);
        assertThat(message.getString("title")).isNotBlank();
        assertThat(message.getString("detail")).contains(detail);
    }
}
