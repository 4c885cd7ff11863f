package dev.regard.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.regard.explain.Explainer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is hostile is refused in a sentence before any process is started for it, where the files alone tell. */
class HostileModelsTest {

    /** What a trial says for which there is no time. */
    private static final String TRIED = "it took longer than 0 seconds";

    private static final long LIMIT = 64 << 20;

    @TempDir
    Path data;

    private ModelShelf shelf;
    private Explainer explainer;
    private Intake intake;

    @BeforeEach
    void open() {
        shelf = ModelShelf.open(data.resolve("a/b/models"));
        explainer = Explainer.open(List.of(shelf.folder()), "cpu");
        intake = new Intake(shelf, explainer, new IntakeLimits(LIMIT, 1000, Duration.ZERO, 4L << 30));
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        explainer.close();
        try (Stream<Path> paths = Files.walk(data)) {
            assertThat(paths.filter(path -> !shelf.folder().startsWith(path))).isEmpty();
        }
    }

    @Test
    void whatTheFilesTellNeedsNoTrial() throws IOException {
        for (HostileModel model : HostileModels.handmade()) {
            if (!model.isTried()) {
                assertThat(refusal(model)).as(model.name()).doesNotContain(TRIED);
            }
        }
    }

    @Test
    void aModelThatIsCutOffNeedsNoTrial() throws IOException {
        for (HostileModel model : HostileModels.cutOff(500)) {
            assertThat(refusal(model)).as(model.name()).doesNotContain(TRIED);
        }
    }

    @Test
    void aZipThatIsCutOffNeedsNoTrial() throws IOException {
        for (HostileModel zip : HostileModels.cutOffZips(500)) {
            assertThat(refusal(zip)).as(zip.name()).doesNotContain(TRIED);
        }
    }

    @Test
    void aZipWithBitsTurnedIsTriedOrRefused() throws IOException {
        for (HostileModel zip : HostileModels.bitsTurnedOfZips(300)) {
            assertThat(refusal(zip)).as(zip.name()).endsWith(".");
        }
    }

    /** Why it is refused: always in a sentence, and never because something broke. */
    private String refusal(HostileModel model) throws IOException {
        Path staged = shelf.stage();
        Path body = Intake.place(staged, "body");
        Files.createDirectories(Objects.requireNonNull(body.getParent()));
        try (OutputStream output = Files.newOutputStream(body)) {
            model.body().write(output);
        }
        Throwable refusal = catchThrowable(() -> intake.add(staged, "hostile", false));
        assertThat(refusal).as(model.name()).isInstanceOf(IntakeException.class);
        String sentence = String.valueOf(refusal.getMessage());
        assertThat(sentence)
                .as(model.name())
                .endsWith(".")
                .hasSizeLessThan(1200)
                .doesNotContain(data.toString(), "Exception");
        return sentence;
    }
}
