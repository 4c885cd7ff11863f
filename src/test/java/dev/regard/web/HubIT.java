package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.regard.TemporaryFolder;
import dev.regard.hub.FakeHub;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model by its name on a hub, from the question to the first explanation. */
class HubIT {

    private static final Path TOYBOX = Path.of("models/toybox");
    private static final Vertx VERTX = Vertx.vertx();
    private static TemporaryFolder data;
    private static FakeHub hub;
    private static ServerFixture server;

    @BeforeAll
    static void start() throws IOException {
        data = TemporaryFolder.create();
        hub = new FakeHub(VERTX)
                .holdsLarge("model.onnx", read("model.onnx"))
                .holdsSmall("config.json", read("config.json"))
                .holdsSmall("preprocessor_config.json", read("preprocessor_config.json"))
                .says("cardData", new JsonObject().put("license", "apache-2.0"));
        server = ServerFixture.withEngine(data.path(), List.of(Path.of("models")), hub.address());
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
        hub.close();
        VERTX.close().await();
        data.close();
    }

    private static Buffer read(String file) throws IOException {
        return Buffer.buffer(Files.readAllBytes(TOYBOX.resolve(file)));
    }

    @Test
    void aModelIsShownThenFetchedThenExplained() {
        // Given
        JsonObject plan =
                new JsonObject(server.send(admin("/api/hub?name=acme/net")).body());
        assertThat(plan.getString("licence")).isEqualTo("apache-2.0");
        assertThat(plan.getLong("bytes")).isGreaterThan(1_000_000);
        // When
        HttpResponse<String> begun =
                post(new JsonObject().put("hub", "acme/net").put("licence", "apache-2.0"));
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        String download = begun.headers().firstValue("location").orElseThrow();
        // Then
        await().atMost(java.time.Duration.ofSeconds(30))
                .until(() -> !List.of("fetching", "checking").contains(status(download)));
        assertThat(server.send(admin(download)).body()).contains("\"done\"");
        assertThat(new JsonObject(server.get("/api/models/fetched").body()).getJsonArray("guessed"))
                .isEmpty();
    }

    @Test
    void aLicenceThatNobodyHasSeenIsNotAccepted() {
        HttpResponse<String> answer = post(new JsonObject().put("hub", "acme/net"));
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("The model's licence is 'apache-2.0'");
    }

    @Test
    void whatTheHubDoesNotHaveIsSaidToBeMissing() throws IOException {
        HttpResponse<String> answer = post(new JsonObject().put("hub", "acme/nothing"));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(post(new JsonObject().put("catalogue", "nothing")).statusCode())
                .isEqualTo(404);
        assertThat(post(new JsonObject().put("hub", "../etc")).statusCode()).isEqualTo(400);
        assertThat(post(new JsonObject()).statusCode()).isEqualTo(400);
        try (Stream<Path> hidden = Files.list(data.path().resolve("models"))) {
            assertThat(hidden).noneMatch(path -> path.getFileName().toString().startsWith(".adding"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"hub\": ", "[1]", "7", "", "{\"hub\": \"acme/net\", \"onnx\": 7}", "{\"hub\": 7}"})
    void whatIsNoRequestIsRefused(String body) {
        HttpResponse<String> answer = post(body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }

    @Test
    void theCatalogueSaysWhatOneModelTakes() {
        JsonObject catalogue = new JsonObject(server.get("/api/catalogue").body());
        assertThat(catalogue.getJsonArray("models").size()).isGreaterThan(40);
        assertThat(catalogue.getJsonArray("models").getJsonObject(0).getString("licence"))
                .isNotBlank();
    }

    @Test
    void askingTheHubTakesTheToken() {
        assertThat(server.get("/api/hub?name=acme/net").statusCode()).isEqualTo(401);
    }

    private static String status(String download) {
        return new JsonObject(server.send(admin(download)).body()).getString("status");
    }

    private static HttpResponse<String> post(JsonObject body) {
        return post(body.encode());
    }

    private static HttpResponse<String> post(String body) {
        return server.send(admin("/api/models/fetched")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder admin(String path) {
        return server.request(path).header("Authorization", "Bearer " + ServerFixture.TOKEN);
    }
}
