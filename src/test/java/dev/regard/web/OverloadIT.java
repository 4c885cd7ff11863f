package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverloadIT {

    @TempDir
    Path data;

    private final PatientWorker worker = new PatientWorker();
    private final List<Message<Buffer>> waiting = new ArrayList<>();
    private ServerFixture server;

    @BeforeEach
    void start() {
        server = ServerFixture.withWorker(data, 2, worker);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void whatCannotBeTakenIsRefusedAtOnceAndTheRestServed() throws Exception {
        // Given
        HttpRequest request = request();
        List<CompletableFuture<HttpResponse<String>>> asked =
                Stream.generate(() -> ask(request)).limit(3).toList();
        for (int i = 0; i < 3; i++) {
            waiting.add(worker.next());
        }

        // When
        HttpResponse<String> refused = ask(request).get();

        // Then
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("retry-after")).isPresent();
        assertThat(new JsonObject(refused.body()).getString("detail")).isNotBlank();
        waiting.forEach(message -> message.reply(PatientWorker.explanation(1)));
        assertThat(asked)
                .allSatisfy(answer -> assertThat(answer.get().statusCode()).isEqualTo(200));
    }

    @Test
    void aClientThatDisconnectsCancelsItsWork() throws Exception {
        // Given
        CompletableFuture<HttpResponse<String>> asked = ask(request());
        String work = PatientWorker.workId(worker.next());

        // When
        asked.cancel(true);

        // Then
        assertThat(worker.nextCancelled()).isEqualTo(work);
    }

    @Test
    void behindAProxyClientsAreToldApartByWhatItSays() {
        // Given
        for (int number = 0; number < ServerFixture.OF_ONE_CLIENT; number++) {
            assertThat(begin("198.51.100.1").statusCode()).isEqualTo(202);
        }
        // Then
        assertThat(begin("198.51.100.1").statusCode()).isEqualTo(429);
        assertThat(begin("198.51.100.2").statusCode()).isEqualTo(202);
    }

    @Test
    void whatHasEndedGivesWayToWhatBegins() throws Exception {
        // Given
        List<String> begun = new ArrayList<>();
        JsonObject request = new JsonObject().put("image", server.sampleId());
        // When
        for (int number = 0; number <= ExplanationJobs.MOST; number++) {
            String job = server.begin(request);
            worker.next().reply(PatientWorker.explanation(1));
            await().pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> server.get(job).body().contains("\"done\""));
            begun.add(job);
        }
        // Then
        assertThat(server.get(begun.getFirst()).statusCode()).isEqualTo(404);
        assertThat(server.get(begun.get(1)).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> begin(String address) {
        return server.send(server.request("/api/explanations")
                .header("X-Forwarded-For", address)
                .header("Content-Type", "application/json")
                .header("Prefer", "respond-async")
                .POST(BodyPublishers.ofString(new JsonObject()
                        .put("image", server.sampleId())
                        .put("method", "rise")
                        .encode())));
    }

    private HttpRequest request() {
        return server.request("/api/explanations")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        new JsonObject().put("image", server.sampleId()).encode()))
                .build();
    }

    private CompletableFuture<HttpResponse<String>> ask(HttpRequest request) {
        return server.http.sendAsync(request, BodyHandlers.ofString());
    }
}
