package dev.regard.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.hub.FakeHub.Asked;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What arrives in spite of all that goes wrong on the way. */
class DownloaderTest {

    private static final Buffer MODEL = FakeHub.bytes(300_000);
    private static final Buffer CONFIG = FakeHub.text("{\"id2label\": {}}");

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private FakeHub hub;
    private HubClient client;

    @BeforeEach
    void open() {
        hub = new FakeHub(vertx).holdsLarge("model.onnx", MODEL).holdsSmall("config.json", CONFIG);
        client = new HubClient(vertx, hub.settings("secret"), FakeHub.PATIENCE);
    }

    @AfterEach
    void close() {
        client.close().await();
        hub.close();
        vertx.close().await();
    }

    @Test
    void filesArriveUnderTheirNames() throws IOException {
        // When
        fetch();

        // Then
        assertThat(bytes("model.onnx")).isEqualTo(MODEL);
        assertThat(bytes("config.json")).isEqualTo(CONFIG);
        assertThat(names()).containsExactlyInAnyOrder("model.onnx", "config.json");
    }

    @Test
    void theTokenIsForTheHubAndNotForItsStorage() {
        // When
        fetch();

        // Then
        assertThat(hub.askedOfHub).extracting(Asked::token).containsOnly("Bearer secret");
        assertThat(hub.askedOfStorage).isNotEmpty().extracting(Asked::token).containsOnlyNulls();
    }

    @Test
    void progressGrowsToTheTotal() {
        // Given
        ConcurrentLinkedDeque<Long> reached = new ConcurrentLinkedDeque<>();
        long total = MODEL.length() + CONFIG.length();

        // When
        downloader()
                .fetch(plan(), folder, (bytes, ofTotal) -> reached.add(bytes))
                .done()
                .await();

        // Then
        assertThat(List.copyOf(reached)).isSorted().last().isEqualTo(total);
    }

    @Test
    void aBreakIsGoneOnFrom() throws IOException {
        // Given
        hub.storageAnswers(Misbehaviour.breaksAfter(100_000));

        // When
        fetch();

        // Then
        assertThat(bytes("model.onnx")).isEqualTo(MODEL);
        assertThat(hub.askedOfStorage).hasSize(2).last().satisfies(again -> {
            assertThat(again.range()).matches("bytes=[1-9]\\d*-");
            assertThat(again.ifRange()).isEqualTo(Misbehaviour.VERSION);
        });
    }

    @Test
    void severalBreaksAndBadAnswersAreSurvived() throws IOException {
        // Given
        hub.storageAnswers(
                Misbehaviour.breaksAfter(50_000),
                Misbehaviour.status(503, Map.of("Retry-After", "1")),
                Misbehaviour.breaksAfter(50_000),
                Misbehaviour.status(429));

        // When
        fetch();

        // Then
        assertThat(bytes("model.onnx")).isEqualTo(MODEL);
    }

    @Test
    void aServerThatHangsIsAskedAgain() throws IOException {
        // Given
        hub.storageAnswers(Misbehaviour.hangsAfter(1000), Misbehaviour.neverAnswers());
        List<Download> plan = plan();
        HubClient hasty = new HubClient(vertx, hub.settings(null), FakeHub.patience(Duration.ofMillis(600)));

        // When
        new Downloader(vertx, hasty)
                .fetch(plan, folder, ProgressListener.NONE)
                .done()
                .await();

        // Then
        assertThat(bytes("model.onnx")).isEqualTo(MODEL);
    }

    @Test
    void anEndWithoutALengthIsTakenForABreak() throws IOException {
        // Given
        hub.storageAnswers(Misbehaviour.endsAfter(1000));

        // When
        fetch();

        // Then
        assertThat(bytes("model.onnx")).isEqualTo(MODEL);
    }

    @Test
    void aServerWithoutRangesBeginsAnew() throws IOException {
        // Given
        hub.storageAnswers(Misbehaviour.breaksAfter(100_000), Misbehaviour.ignoresRange());

        // When
        fetch();

        // Then
        assertThat(bytes("model.onnx")).isEqualTo(MODEL);
    }

    @Test
    void aRangeThatIsRefusedBeginsAnew() throws IOException {
        // Given
        hub.storageAnswers(Misbehaviour.breaksAfter(100_000), Misbehaviour.status(416));

        // When
        fetch();

        // Then
        assertThat(bytes("model.onnx")).isEqualTo(MODEL);
        assertThat(hub.askedOfStorage).last().extracting(Asked::range).isNull();
    }

    @Test
    void whatAnEarlierServerLeftIsGoneOnFrom() throws IOException {
        // Given
        Files.write(folder.resolve("model.onnx.part"), MODEL.getBytes(0, 200_000));

        // When
        fetch();

        // Then
        assertThat(bytes("model.onnx")).isEqualTo(MODEL);
        assertThat(hub.askedOfStorage).singleElement().extracting(Asked::range).isEqualTo("bytes=200000-");
    }

    @Test
    void whatIsWholeButWasNotRenamedIsNotFetchedAgain() throws IOException {
        // Given
        Files.write(folder.resolve("model.onnx.part"), MODEL.getBytes());

        // When
        fetch();

        // Then
        assertThat(bytes("model.onnx")).isEqualTo(MODEL);
        assertThat(hub.askedOfStorage).isEmpty();
    }

    @Test
    void aBeginningOfSomethingElseIsThrownAway() throws IOException {
        // Given
        Files.write(folder.resolve("model.onnx.part"), FakeHub.bytes(200_000).getBytes());

        // When
        fetch();

        // Then
        assertThat(bytes("model.onnx")).isEqualTo(MODEL);
    }

    @Test
    void whatIsThereAlreadyIsNotFetchedAgain() {
        // Given
        fetch();
        hub.askedOfStorage.clear();

        // When
        fetch();

        // Then
        assertThat(hub.askedOfStorage).isEmpty();
    }

    @Test
    void theSecondAddressServesWhereTheFirstDoesNot() throws IOException {
        // Given
        URI right = URI.create(hub.address() + "/acme/net/resolve/" + FakeHub.COMMIT + "/model.onnx");
        URI wrong = URI.create(hub.address() + "/acme/none/resolve/main/model.onnx");
        Checksum checksum = Checksum.sha256(FakeHub.hash("SHA-256", MODEL));

        // When
        downloader()
                .fetch(
                        List.of(new Download("model.onnx", List.of(wrong, right), MODEL.length(), checksum)),
                        folder,
                        ProgressListener.NONE)
                .done()
                .await();

        // Then
        assertThat(bytes("model.onnx")).isEqualTo(MODEL);
    }

    @Test
    void anEmptyFileArrivesToo() throws IOException {
        // Given
        hub.holdsSmall("labels.txt", Buffer.buffer());

        // When
        fetch();

        // Then
        assertThat(bytes("labels.txt")).isEqualTo(Buffer.buffer());
    }

    private void fetch() {
        downloader().fetch(plan(), folder, ProgressListener.NONE).done().await();
    }

    private List<Download> plan() {
        return new Hub(client).plan("acme/net").await().downloads();
    }

    private Downloader downloader() {
        return new Downloader(vertx, client);
    }

    private Buffer bytes(String name) throws IOException {
        return Buffer.buffer(Files.readAllBytes(folder.resolve(name)));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
