package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.regard.TemporaryFolder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches beside others, with a worker that answers when the test says so. */
class BatchLoadIT {

    private static final int PICTURES = 20;
    private static final int WAITING = 4;

    private final PatientWorker worker = new PatientWorker();
    private TemporaryFolder data;
    private ServerFixture server;

    @BeforeEach
    void start() {
        data = TemporaryFolder.create();
        server = ServerFixture.withWorker(data.path(), WAITING, worker);
    }

    @AfterEach
    void stop() throws Exception {
        server.http.shutdownNow();
        server.close();
        data.close();
    }

    @Test
    void othersFindPlacesBesideABatch() throws Exception {
        // Given
        CompletableFuture<HttpResponse<String>> batch = ask(batch());
        worker.next();
        // When
        CompletableFuture<HttpResponse<String>> other = ask(single());
        // Then
        answerUntil(other);
        assertThat(other.get().statusCode()).isEqualTo(200);
        assertThat(batch).isNotDone();
    }

    @Test
    void aBatchWaitsWhereOthersAreRefused() throws Exception {
        // Given
        List<Message<Buffer>> others = new ArrayList<>();
        for (int place = 0; place <= WAITING; place++) {
            ask(single());
            others.add(worker.next());
        }
        CompletableFuture<HttpResponse<String>> batch = ask(batch());
        assertThat(ask(single()).get().statusCode()).isEqualTo(503);
        // When
        others.forEach(other -> other.reply(PatientWorker.explanation(1)));
        // Then
        answerUntil(batch);
        assertThat(batch.get().body()).endsWith("{\"done\":20,\"failed\":0}\n");
    }

    @Test
    void aClientThatDisconnectsEndsItsBatch() throws Exception {
        // Given
        CompletableFuture<HttpResponse<String>> batch = ask(batch());
        Message<Buffer> first = worker.next();
        List<Message<Buffer>> underWay = new ArrayList<>(List.of(first));
        // When
        batch.cancel(true);
        // Then
        await().until(() -> worker.nextCancelled().equals(PatientWorker.workId(first)));
        while (!worker.isIdle()) {
            underWay.add(worker.next());
        }
        underWay.forEach(message -> message.fail(409, "cancelled"));
        await().untilAsserted(() ->
                assertThat(server.metric("regard_explanations_admitted")).isZero());
        assertThat(worker.isIdle()).isTrue();
        assertThat(underWay).hasSizeLessThan(PICTURES);
    }

    @Test
    void noMoreIsTakenInThanIsWorkedOn() throws Exception {
        // Given
        AtomicLong sent = new AtomicLong();
        try (Socket socket = new Socket("127.0.0.1", server.port)) {
            // When
            Thread sender = Thread.ofVirtual().start(() -> send(socket, sent));
            List<Message<Buffer>> underWay = List.of(worker.next(), worker.next());
            // Then
            await().until(() -> isStill(sent));
            assertThat(sent.get()).isLessThan(60L << 20);
            assertThat(sender.isAlive()).isTrue();
            socket.close();
            underWay.forEach(message -> message.reply(PatientWorker.explanation(1)));
        }
    }

    /** Nothing more is taken for a while. */
    private static boolean isStill(AtomicLong sent) {
        long before = sent.get();
        await().pollDelay(Duration.ofMillis(300)).until(() -> true);
        return sent.get() == before;
    }

    private static void send(Socket socket, AtomicLong sent) {
        byte[] picture = new byte[1 << 20];
        try {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/explanations/batch HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                            + "Content-Type: multipart/form-data; boundary=b\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            for (int number = 0; number < 200; number++) {
                byte[] part = new BatchForm().picture("large", picture).open().getBytes();
                out.write((Integer.toHexString(part.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(part);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                sent.addAndGet(part.length);
            }
        } catch (IOException closed) {
            // The test has ended.
        }
    }

    private void answerUntil(CompletableFuture<?> done) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).until(() -> {
            if (!worker.isIdle()) {
                worker.next().reply(PatientWorker.explanation(1));
            }
            return done.isDone();
        });
    }

    private HttpRequest batch() {
        BatchForm form = new BatchForm();
        for (int number = 0; number < PICTURES; number++) {
            form.picture(number + ".jpg", new byte[] {(byte) number});
        }
        return form.to(server).build();
    }

    private HttpRequest single() {
        return server.request("/api/explanations")
                .header("X-Forwarded-For", "198.51.100.1")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        new JsonObject().put("image", server.sampleId()).encode()))
                .build();
    }

    private CompletableFuture<HttpResponse<String>> ask(HttpRequest request) {
        return server.http.sendAsync(request, BodyHandlers.ofString());
    }
}
