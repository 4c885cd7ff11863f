package dev.regard.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.regard.hub.HubException.Kind;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What does not arrive, and what is said about it. */
class DownloadFailureTest {

    private static final Buffer MODEL = FakeHub.bytes(300_000);

    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private FakeHub hub;
    private HubClient client;

    @BeforeEach
    void open() {
        hub = new FakeHub(vertx).holdsLarge("model.onnx", MODEL);
        client = new HubClient(vertx, hub.settings(null), FakeHub.PATIENCE);
    }

    @AfterEach
    void close() {
        client.close().await();
        hub.close();
        vertx.close().await();
    }

    @Test
    void anotherContentOfTheSameSizeIsRefused() {
        // Given
        Buffer other = MODEL.copy().setByte(7, (byte) (MODEL.getByte(7) + 1));
        hub.storageAnswers(Misbehaviour.gives(other));

        // When
        HubException failure = fail(fetch());

        // Then
        assertThat(failure.kind()).isEqualTo(Kind.WRONG_CONTENT);
        assertThat(failure).hasMessageContaining("model.onnx").hasMessageContaining("checksum");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void thePointerOfALargeFileIsCalledThat() {
        // Given
        hub.storageAnswers(
                Misbehaviour.gives(FakeHub.text("version https://git-lfs.github.com/spec/v1\noid sha256:0\n")));

        // When
        HubException failure = fail(fetch());

        // Then
        assertThat(failure).hasMessageContaining("the pointer that git keeps").hasMessageContaining("300000 bytes");
        assertThat(failure.isWorthRetrying()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void aWebPageIsCalledThat(boolean withoutLength) {
        // Given
        Buffer page = FakeHub.text("<!DOCTYPE html><title>Sign in</title>");
        hub.storageAnswers(withoutLength ? Misbehaviour.givesChunked(page) : Misbehaviour.gives(page));

        // When
        HubException failure = fail(fetch());

        // Then
        assertThat(failure).hasMessageContaining("a web page instead of model.onnx");
        assertThat(folder.resolve("model.onnx")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void whatIsTooLongIsRefused(boolean withoutLength) {
        // Given
        Buffer more = FakeHub.bytes(400_000);
        hub.storageAnswers(withoutLength ? Misbehaviour.givesChunked(more) : Misbehaviour.gives(more));

        // When
        HubException failure = fail(fetch());

        // Then
        assertThat(failure.kind()).isEqualTo(Kind.WRONG_CONTENT);
        assertThat(folder.resolve("model.onnx")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "401, RepoNotFound, REFUSED, REGARD_HUB_TOKEN",
        "403, GatedRepo, REFUSED, is gated",
        "404, EntryNotFound, NOT_FOUND, no such file",
        "418, , WRONG_CONTENT, status 418"
    })
    void anAnswerThatWillNotChangeIsNotAskedForAgain(int status, @Nullable String code, Kind kind, String said) {
        // Given
        List<Download> plan = plan();
        hub.askedOfHub.clear();
        hub.answers(Misbehaviour.status(status, code == null ? Map.of() : Map.of("X-Error-Code", code)));

        // When
        HubException failure = fail(downloader().fetch(plan, folder, ProgressListener.NONE));

        // Then
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageContaining(said);
        assertThat(hub.askedOfHub).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"429", "500", "503"})
    void whatMayPassIsTriedFiveTimes(int status) {
        // Given
        Misbehaviour busy = Misbehaviour.status(status);
        hub.storageAnswers(busy, busy, busy, busy, busy, busy);

        // When
        HubException failure = fail(fetch());

        // Then
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure.isWorthRetrying()).isTrue();
        assertThat(hub.askedOfStorage).hasSize(5);
    }

    @Test
    void aRingOfRedirectsIsLeft() {
        // Given
        List<Download> plan = plan();
        hub.askedOfHub.clear();
        Misbehaviour ring = Misbehaviour.status(302, Map.of("Location", "/round/and/round"));
        hub.answers(ring, ring, ring, ring, ring, ring, ring);

        // When
        HubException failure = fail(downloader().fetch(plan, folder, ProgressListener.NONE));

        // Then
        assertThat(failure).hasMessageContaining("sends us on and on");
        assertThat(hub.askedOfHub).hasSize(6);
    }

    @Test
    void moreThanTheLimitIsRefusedBeforeAByte() {
        // Given
        HubClient strict = new HubClient(vertx, new HubSettings(hub.address(), null, null, 299_999), FakeHub.PATIENCE);
        List<Download> plan = plan();

        // When
        HubException failure = fail(new Downloader(vertx, strict).fetch(plan, folder, ProgressListener.NONE));

        // Then
        assertThat(failure.kind()).isEqualTo(Kind.TOO_LARGE);
        assertThat(hub.askedOfStorage).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void twoFilesOfOneNameAreRefused() {
        // Given
        Download one = plan().getFirst();

        // When
        HubException failure = fail(downloader().fetch(List.of(one, one), folder, ProgressListener.NONE));

        // Then
        assertThat(failure.kind()).isEqualTo(Kind.INVALID);
    }

    @Test
    void whatWasCancelledCanBeGoneOnWith() throws IOException {
        // Given
        List<Download> plan = plan();
        hub.storageAnswers(Misbehaviour.hangsAfter(100_000));
        AtomicReference<Transfer> running = new AtomicReference<>();

        // When
        Transfer transfer = downloader().fetch(plan, folder, (bytes, ofTotal) -> cancelWhen(bytes >= 100_000, running));
        running.set(transfer);
        HubException failure = fail(transfer);

        // Then
        assertThat(failure.kind()).isEqualTo(Kind.CANCELLED);
        assertThat(folder.resolve("model.onnx")).doesNotExist();
        assertThat(folder.resolve("model.onnx.part")).hasSize(100_000);
        downloader().fetch(plan, folder, ProgressListener.NONE).done().await();
        assertThat(Files.readAllBytes(folder.resolve("model.onnx"))).isEqualTo(MODEL.getBytes());
    }

    @Test
    void aCancelledDownloadDoesNotWaitForAServerThatHangs() {
        // Given
        List<Download> plan = plan();
        hub.storageAnswers(Misbehaviour.neverAnswers());
        Transfer transfer = downloader().fetch(plan, folder, ProgressListener.NONE);

        // When
        transfer.cancel();

        // Then
        assertThat(fail(transfer).kind()).isEqualTo(Kind.CANCELLED);
    }

    private static void cancelWhen(boolean enough, AtomicReference<Transfer> running) {
        Transfer transfer = running.get();
        if (enough && transfer != null) {
            transfer.cancel();
        }
    }

    private static HubException fail(Transfer transfer) {
        return catchThrowableOfType(HubException.class, () -> transfer.done().await());
    }

    private Transfer fetch() {
        return downloader().fetch(plan(), folder, ProgressListener.NONE);
    }

    private List<Download> plan() {
        return new Hub(client).plan("acme/net").await().downloads();
    }

    private Downloader downloader() {
        return new Downloader(vertx, client);
    }
}
