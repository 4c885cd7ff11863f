package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.TemporaryFolder;
import dev.regard.web.ServerFixture.Access;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may ask, and how often. */
class AccessIT {

    private static final String FRIEND = "https://friend.example";
    private static final String STRANGER = "https://stranger.example";

    private final PatientWorker worker = new PatientWorker();
    private TemporaryFolder data;
    private ServerFixture server;

    @BeforeEach
    void start() {
        data = TemporaryFolder.create();
        server = ServerFixture.withWorker(data.path(), new Access(3, List.of(FRIEND), 0, 1, null), 64, worker);
    }

    @AfterEach
    void stop() throws Exception {
        server.http.shutdownNow();
        server.close();
        data.close();
    }

    @Test
    void whoAsksTooOftenIsToldWhenToAskAgain() {
        // Given
        HttpResponse<String> first = send(picture("198.51.100.1"));
        send(picture("198.51.100.1"));
        HttpResponse<String> last = send(picture("198.51.100.1"));
        // When
        HttpResponse<String> refused = send(picture("198.51.100.1"));
        // Then
        assertThat(header(first, "ratelimit-policy")).contains("\"minute\";q=3;w=60");
        assertThat(header(first, "ratelimit").orElseThrow()).matches("\"minute\";r=2;t=\\d+");
        assertThat(header(last, "ratelimit").orElseThrow()).matches("\"minute\";r=0;t=\\d+");
        assertThat(last.statusCode()).isEqualTo(201);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(header(refused, "retry-after").orElseThrow()))
                .isBetween(1, 60);
        assertThat(refused.body()).contains("\"detail\"", "3 times within a minute");
        assertThat(send(picture("198.51.100.2")).statusCode()).isEqualTo(201);
        assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void aBatchTakesNoMoreThanItsShare() throws Exception {
        // Given
        BatchForm form = new BatchForm();
        for (int number = 0; number < 10; number++) {
            form.picture(number + ".jpg", new byte[] {1});
        }
        // When
        CompletableFuture<HttpResponse<String>> batch =
                server.http.sendAsync(form.to(server).build(), BodyHandlers.ofString());
        worker.next();
        // Then
        HttpResponse<String> refused = server.send(picture("127.0.0.1"));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(batch).isNotDone();
    }

    @Test
    void pagesOfANamedSiteMayReadAnswers() {
        // When
        HttpResponse<String> answer = send(server.request("/openapi.yaml").header("Origin", FRIEND));
        HttpResponse<String> asked = send(server.request("/api/explanations")
                .header("Origin", FRIEND)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type")
                .method("OPTIONS", BodyPublishers.noBody()));
        // Then
        assertThat(header(answer, "access-control-allow-origin")).contains(FRIEND);
        assertThat(header(answer, "access-control-allow-credentials")).isEmpty();
        assertThat(header(answer, "access-control-expose-headers").orElse("")).contains("ETag", "RateLimit");
        assertThat(asked.statusCode()).isEqualTo(204);
        assertThat(header(asked, "access-control-allow-methods").orElse("")).contains("POST");
    }

    @Test
    void pagesOfOtherSitesMayNot() {
        // When
        HttpResponse<String> answer = send(server.request("/openapi.yaml").header("Origin", STRANGER));
        HttpResponse<String> changed = send(admin(STRANGER));
        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "access-control-allow-origin")).isEmpty();
        assertThat(header(answer, "vary").orElse("")).containsIgnoringCase("origin");
        assertThat(changed.statusCode()).isEqualTo(403);
        assertThat(send(admin(FRIEND)).statusCode()).isNotEqualTo(403);
    }

    @Test
    void ourOwnPageNeedsNoLeave() {
        assertThat(send(picture("198.51.100.1").header("Origin", "http://127.0.0.1:" + server.port))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void socketsOpenForTheSame() {
        WebSocketClient client = server.vertx.createWebSocketClient();
        assertThat(client.connect(live(FRIEND)).map(true).await()).isTrue();
        assertThat(client.connect(live(STRANGER))
                        .map(101)
                        .otherwise(refused -> ((UpgradeRejectedException) refused).getStatus())
                        .await())
                .isEqualTo(403);
    }

    private WebSocketConnectOptions live(String origin) {
        return new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(server.port)
                .setURI("/api/live")
                .addHeader("Origin", origin);
    }

    private HttpRequest.Builder admin(String origin) {
        return server.request("/api/models/none")
                .header("Origin", origin)
                .header("Authorization", "Bearer " + ServerFixture.TOKEN)
                .DELETE();
    }

    private HttpRequest.Builder picture(String address) {
        return server.request("/api/images")
                .header("X-Forwarded-For", address)
                .POST(BodyPublishers.ofByteArray(new byte[] {1}));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return server.send(request);
    }

    private static Optional<String> header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name);
    }
}
