package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.TemporaryFolder;
import dev.regard.intake.HostileModel;
import dev.regard.intake.HostileModels;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** More than two hundred models that are none, or do harm, are sent to a server that others use. */
class HostileModelsIT {

    private static final Logger LOG = LoggerFactory.getLogger(HostileModelsIT.class);
    private static final int LEAST = 200;
    private static final long PAUSE_MILLIS = 50;

    private TemporaryFolder parent;
    private ServerFixture server;
    private String image;
    private final Map<Integer, Integer> answers = new TreeMap<>();

    @BeforeEach
    void start() {
        parent = TemporaryFolder.create();
        // Deep enough that a name with a few dots would be seen to lead out.
        server = ServerFixture.withEngine(parent.path().resolve("a/b/c/data"));
        image = server.sampleId();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        parent.close();
    }

    @Test
    void areAllRefusedInASentenceWhileTheServerServes() throws Exception {
        // Given
        List<Path> project = list(Path.of(""));
        CountDownLatch ended = new CountDownLatch(1);
        CompletableFuture<Integer> others = CompletableFuture.supplyAsync(() -> explainUntil(ended));
        List<HostileModel> models = models();
        // When
        for (int index = 0; index < models.size(); index++) {
            send(models.get(index), "x-" + index);
        }
        ended.countDown();
        // Then
        LOG.info("{} models, answers {}, {} explanations meanwhile", models.size(), answers, others.join());
        assertThat(models).hasSizeGreaterThan(LEAST);
        assertThat(others.join()).isGreaterThan(LEAST);
        assertThat(list(Path.of(""))).isEqualTo(project);
        assertThat(list(parent.path().resolve("a/b/c/data/models")))
                .as("nothing but what was removed and may be brought back")
                .allMatch(path -> path.endsWith(".removed"));
        assertThat(outside()).isEmpty();
    }

    /** All that is seen through at once, and of what takes a process of its own as much as there is time for. */
    private static List<HostileModel> models() {
        return Stream.of(
                        HostileModels.handmade().stream()
                                .filter(model -> !model.isTried())
                                .toList(),
                        HostileModels.cutOff(40),
                        HostileModels.cutOffZips(20),
                        HostileModels.bitsTurnedOfZips(12),
                        HostileModels.bitsTurned(6),
                        HostileModels.harmless(),
                        everyTwelfth(HostileModels.handmade().stream()
                                .filter(HostileModel::isTried)
                                .toList()))
                .flatMap(Collection::stream)
                .toList();
    }

    private static List<HostileModel> everyTwelfth(List<HostileModel> models) {
        return IntStream.range(0, models.size())
                .filter(index -> index % 12 == 0)
                .mapToObj(models::get)
                .toList();
    }

    private void send(HostileModel model, String name) {
        HttpResponse<String> answer =
                server.send(admin("/api/models/" + name).POST(BodyPublishers.ofByteArray(model.bytes())));
        answers.merge(answer.statusCode(), 1, Integer::sum);
        if (answer.statusCode() == 201) {
            // Damage may leave a model that works: then it does.
            assertThat(explain(name).statusCode()).as(model.name()).isIn(200, 422);
            assertThat(server.send(admin("/api/models/" + name).DELETE()).statusCode())
                    .isEqualTo(204);
        } else {
            assertThat(answer.statusCode()).as(model.name()).isIn(400, 413, 422);
            assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
            assertThat(new JsonObject(answer.body()).getString("detail"))
                    .as(model.name())
                    .endsWith(".")
                    .hasSizeBetween(20, 1200)
                    .doesNotContain(parent.path().toString(), "Exception", "dev.regard", "onnxruntime::", "\tat ");
        }
    }

    private int explainUntil(CountDownLatch ended) {
        int explained = 0;
        try {
            while (!ended.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                assertThat(explain("toybox").statusCode()).isEqualTo(200);
                explained++;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return explained;
    }

    private HttpResponse<String> explain(String model) {
        return server.explain(
                new JsonObject().put("model", model).put("image", image).encode());
    }

    private HttpRequest.Builder admin(String path) {
        return server.request(path).header("Authorization", "Bearer " + ServerFixture.TOKEN);
    }

    private List<Path> outside() throws IOException {
        Path data = parent.path().resolve("a/b/c/data");
        try (Stream<Path> paths = Files.walk(parent.path())) {
            return paths.filter(path -> !path.startsWith(data) && !data.startsWith(path))
                    .toList();
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return new ArrayList<>(paths.sorted().toList());
        }
    }
}
