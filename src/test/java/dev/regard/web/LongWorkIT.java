package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Explanations that take long, with the real engine: they are seen to grow, can be stopped, and hold up nobody. */
class LongWorkIT {

    private static final int MOST_MOMENTS = 20;
    private static final int LATEST_MOMENT_MILLIS = 300;

    @TempDir
    static Path data;

    @AutoClose
    private static ServerFixture server;

    private static String image;

    @BeforeAll
    static void start() {
        server = ServerFixture.withEngine(data);
        image = server.sampleId();
    }

    @AfterEach
    void nothingIsLeft() {
        assertEverythingIsGone();
    }

    @Test
    void whoDoesNotWaitFindsTheStateThePartialMapAndTheEnd() {
        // Given
        String address = server.begin(rise(300));
        // Then
        await().untilAsserted(() -> assertThat(job(address).getString("status")).isEqualTo("running"));
        await().untilAsserted(() -> {
            JsonObject job = job(address);
            assertThat(job.getString("status")).isEqualTo("done");
            JsonObject map =
                    job.getJsonObject("explanation").getJsonArray("maps").getJsonObject(0);
            assertThat(map.getBoolean("partial", false)).isFalse();
            assertThat(job.getJsonObject("explanation").getJsonObject("options").getInteger("masks"))
                    .isEqualTo(300);
        });
        assertThat(server.send(server.request(address).DELETE()).statusCode()).isEqualTo(204);
        assertThat(server.get(address).statusCode()).isEqualTo(404);
    }

    @Test
    void theMapGrows() {
        // Given
        String address = server.begin(endless());
        List<String> maps = new ArrayList<>();
        // When
        await().until(() -> {
            JsonObject explanation = job(address).getJsonObject("explanation");
            if (explanation != null) {
                JsonObject map = explanation.getJsonArray("maps").getJsonObject(0);
                assertThat(map.getBoolean("partial")).isTrue();
                maps.add(map.getString("values"));
            }
            return maps.stream().distinct().count() >= 3;
        });
        // Then
        JsonObject progress = job(address).getJsonObject("progress");
        assertThat(progress.getDouble("fraction")).isBetween(0.0, 1.0);
        assertThat(progress.getString("text")).startsWith("Mask ");
        delete(address);
    }

    @Test
    void whatIsDeletedStops() {
        // Given
        String address = server.begin(endless());
        await().untilAsserted(() ->
                assertThat(server.metric("regard_explanations_running")).isEqualTo(1));
        // When
        HttpResponse<String> deleted = delete(address);
        // Then
        assertThat(deleted.statusCode()).isEqualTo(204);
        assertThat(server.get(address).statusCode()).isEqualTo(404);
        assertEverythingIsGone();
    }

    @Test
    void whatIsCancelledAtAnyMomentIsGone() throws Exception {
        // Given
        Random random = new Random(7);
        LiveClient client = new LiveClient(server);
        for (int moment = 0; moment < MOST_MOMENTS; moment++) {
            client.text(endless().put("id", moment).put("type", "explain").encode());
            Thread.sleep(random.nextInt(LATEST_MOMENT_MILLIS));
            // When
            client.text(new JsonObject().put("id", moment).put("type", "cancel").encode());
            // Then
            JsonObject last = client.next();
            while (!last.getString("type").equals("problem")) {
                assertThat(last.getInteger("id")).isEqualTo(moment);
                last = client.next();
            }
            assertThat(last.getInteger("status")).isEqualTo(409);
            assertEverythingIsGone();
        }
        client.close();
    }

    @Test
    void aSocketThatClosesStopsItsWork() throws Exception {
        // Given
        LiveClient client = new LiveClient(server);
        client.text(endless().put("id", 1).put("type", "explain").encode());
        assertThat(client.next().getString("type")).isEqualTo("progress");
        // When
        client.close();
        // Then
        assertEverythingIsGone();
    }

    @Test
    void theSocketTellsHowFarItIsAndShowsTheMapSoFar() throws Exception {
        // Given
        LiveClient client = new LiveClient(server);
        // When
        client.text(rise(2000).put("id", 1).put("type", "explain").encode());
        // Then
        List<JsonObject> messages = new ArrayList<>();
        do {
            messages.add(client.next());
        } while (!messages.getLast().getString("type").equals("done"));
        assertThat(messages).extracting(message -> message.getString("type")).containsOnlyOnce("done");
        List<Double> fractions = messages.stream()
                .filter(message -> message.getString("type").equals("progress"))
                .map(message -> message.getDouble("fraction"))
                .toList();
        assertThat(fractions).isSorted().startsWith(0.0).endsWith(1.0).hasSizeGreaterThan(4);
        assertThat(messages.stream().filter(message -> message.getBoolean("partial", false)))
                .isNotEmpty();
        assertThat(messages)
                .filteredOn(message -> message.getString("type").equals("prediction"))
                .hasSizeBetween(1, 2);
        client.close();
    }

    @Test
    void shortWorkIsDoneWhileLongWorkRuns() {
        // Given
        String address = server.begin(endless());
        await().untilAsserted(() -> assertThat(job(address).getString("status")).isEqualTo("running"));
        // When
        for (int request = 0; request < 20; request++) {
            HttpResponse<String> answer = server.explain(new JsonObject()
                    .put("image", image)
                    .put("method", "grad-cam")
                    .encode());
            assertThat(answer.statusCode()).isEqualTo(200);
        }
        // Then
        assertThat(job(address).getString("status")).isEqualTo("running");
        delete(address);
    }

    @Test
    void oneClientCannotTakeAllPlaces() {
        // Given
        List<String> addresses = new ArrayList<>();
        for (int number = 0; number < ServerFixture.OF_ONE_CLIENT; number++) {
            addresses.add(server.begin(endless()));
        }
        // When
        HttpResponse<String> refused = server.explain(endless().encode());
        // Then
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("retry-after")).isPresent();
        assertThat(server.explain(new JsonObject().put("image", image).encode()).statusCode())
                .isEqualTo(200);
        addresses.forEach(LongWorkIT::delete);
        assertEverythingIsGone();
    }

    @Test
    void theSameSeedGivesTheSameMapAndAnotherSeedAnother() {
        assertThat(values(rise(50).put("seed", 5)))
                .isEqualTo(values(rise(50).put("seed", 5)))
                .isNotEqualTo(values(rise(50).put("seed", 6)));
    }

    private static String values(JsonObject request) {
        JsonObject explanation = new JsonObject(server.explain(request.encode()).body());
        assertThat(explanation.getJsonObject("options").getInteger("seed")).isEqualTo(request.getInteger("seed"));
        return explanation.getJsonArray("maps").getJsonObject(0).getString("values");
    }

    private static JsonObject rise(int masks) {
        return new JsonObject().put("image", image).put("method", "rise").put("masks", masks);
    }

    /** Takes longer than any test. */
    private static JsonObject endless() {
        return rise(20_000);
    }

    private static JsonObject job(String address) {
        return new JsonObject(server.get(address).body());
    }

    private static HttpResponse<String> delete(String address) {
        return server.send(server.request(address).DELETE());
    }

    private static void assertEverythingIsGone() {
        await().untilAsserted(() -> {
            assertThat(server.metric("regard_explanations_running")).isZero();
            assertThat(server.metric("regard_explanations_admitted")).isZero();
            assertThat(server.metric("regard_sample_bytes")).isZero();
        });
    }
}
