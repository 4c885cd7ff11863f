package dev.regard.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regard.explain.Explainer;
import dev.regard.explain.ModelDescription;
import dev.regard.intake.IntakeException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that come, are replaced and go while the server runs. */
class IntakeTest {

    private static final Path TOYBOX = Path.of("models/toybox");
    private static final Path SMALL = Path.of("src/test/resources/goldens/linear_head/model.onnx");

    @TempDir
    Path data;

    private ModelShelf shelf;
    private Explainer explainer;
    private Intake intake;

    @BeforeEach
    void open() {
        shelf = ModelShelf.open(data.resolve("models"));
        explainer = Explainer.open(List.of(Path.of("models"), shelf.folder()), "cpu");
        intake = new Intake(shelf, explainer, IntakeLimits.ofBytes(1 << 30));
    }

    @AfterEach
    void close() {
        explainer.close();
    }

    @Test
    void aFolderIsListedAsSoonAsItWorks() throws IOException {
        // When
        ModelDescription model = intake.add(sent(TOYBOX, "model.onnx", "config.json"), "mine", false);
        // Then
        assertThat(model.problem()).isNull();
        assertThat(model.labels()).contains("dog");
        assertThat(explainer.hasModel("mine")).isTrue();
        assertThat(left()).containsExactly("mine");
    }

    @Test
    void aBareFileIsAModelToo() throws IOException {
        // Given
        Path staged = shelf.stage();
        copy(SMALL, Intake.place(staged, "body"));
        // When
        ModelDescription model = intake.add(staged, "bare", false);
        // Then
        assertThat(model.guessed()).isNotEmpty();
        assertThat(Files.isRegularFile(shelf.folder().resolve("bare/model.onnx")))
                .isTrue();
    }

    @Test
    void aFileInCapitalsIsAModelToo() throws IOException {
        // Given
        Path staged = shelf.stage();
        copy(SMALL, Intake.place(staged, "MODEL.ONNX"));
        // When
        ModelDescription model = intake.add(staged, "loud", false);
        // Then
        assertThat(model.problem()).isNull();
        assertThat(model.labels()).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({"a/model.onnx, b/model.onnx", "resnet.onnx, vgg.onnx", "onnx/a.onnx, onnx/b.onnx"})
    void ofTwoModelsSomebodyMustSayWhich(String one, String other) throws IOException {
        // Given
        Path staged = shelf.stage();
        copy(SMALL, Intake.place(staged, "zip/" + one));
        copy(SMALL, Intake.place(staged, "zip/" + other));
        // Then
        assertRefused(
                Kind.BAD_UPLOAD,
                "There are 2 models in it: '%s', '%s'. Which one is meant?".formatted(one, other),
                () -> intake.add(staged, "both", false));
    }

    @Test
    void oneModelInSeveralPrecisionsIsOneModel() throws IOException {
        // Given
        Path staged = shelf.stage();
        copy(SMALL, Intake.place(staged, "folder/resnet.onnx"));
        copy(SMALL, Intake.place(staged, "folder/resnet_fp16.onnx"));
        copy(SMALL, Intake.place(staged, "folder/resnet-quantized.onnx"));
        // Then
        assertThat(intake.add(staged, "several", false).problem()).isNull();
    }

    @Test
    void aNameThatIsTakenIsGivenAwayOnlyToReplaceIt() throws IOException {
        // Given
        intake.add(sent(TOYBOX, "model.onnx"), "mine", false);
        // Then
        Path second = sent(TOYBOX, "model.onnx", "config.json");
        assertRefused(Kind.NAME_TAKEN, "There is a model 'mine' already.", () -> intake.add(second, "mine", false));
        // And
        ModelDescription replaced = intake.add(sent(TOYBOX, "model.onnx", "config.json"), "mine", true);
        assertThat(replaced.labels()).contains("dog");
        assertThat(left()).containsExactly("mine");
    }

    @Test
    void whatWasPutThereByHandStays() throws IOException {
        assertRefused(Kind.NOT_OURS, "was put there by hand", () -> intake.remove("toybox"));
        Path other = sent(TOYBOX, "model.onnx");
        assertRefused(Kind.NOT_OURS, "was put there by hand", () -> intake.add(other, "toybox", true));
    }

    @Test
    void aModelThatIsRemovedIsListedNoLonger() throws IOException {
        // Given
        intake.add(sent(TOYBOX, "model.onnx"), "mine", false);
        // When
        intake.remove("mine");
        // Then
        assertThat(explainer.hasModel("mine")).isFalse();
        assertThat(left()).isEmpty();
        assertRefused(Kind.UNKNOWN, "There is no model 'mine'.", () -> intake.remove("mine"));
    }

    @Test
    void aRemovedModelIsBroughtBackAsItWas() throws IOException {
        // Given
        intake.add(sent(TOYBOX, "model.onnx", "config.json"), "mine", false);
        RemovedModel removed = intake.remove("mine");
        assertThat(intake.removed()).containsExactly(removed);
        // When
        ModelDescription back = intake.restore(removed.id());
        // Then
        assertThat(back.labels()).contains("dog");
        assertThat(explainer.hasModel("mine")).isTrue();
        assertThat(intake.removed()).isEmpty();
        assertRefused(Kind.UNKNOWN, "There is no removed model", () -> intake.restore(removed.id()));
        assertRefused(Kind.UNKNOWN, "There is no removed model", () -> intake.restore("../mine"));
    }

    @Test
    void aRemovedModelWhoseNameIsTakenWaits() throws IOException {
        // Given
        intake.add(sent(TOYBOX, "model.onnx"), "mine", false);
        RemovedModel removed = intake.remove("mine");
        intake.add(sent(TOYBOX, "model.onnx"), "mine", false);
        // Then
        assertRefused(Kind.NAME_TAKEN, "There is another model 'mine' now.", () -> intake.restore(removed.id()));
        assertThat(intake.removed()).containsExactly(removed);
    }

    @Test
    void whatWasRemovedThirtyDaysAgoIsDeleted() throws IOException {
        // Given
        Instant then = Instant.parse("2026-01-01T00:00:00Z");
        intake.add(sent(TOYBOX, "model.onnx"), "mine", false);
        RemovedModel removed =
                ModelShelf.open(shelf.folder(), InstantSource.fixed(then)).remove("mine");
        // Then
        ModelShelf before = ModelShelf.open(
                shelf.folder(),
                InstantSource.fixed(then.plus(Duration.ofDays(30)).minusSeconds(1)));
        assertThat(before.removed()).containsExactly(removed);
        // And
        ModelShelf after = ModelShelf.open(shelf.folder(), InstantSource.fixed(then.plus(Duration.ofDays(30))));
        assertThat(after.removed()).isEmpty();
        assertThat(shelf.folder().resolve(".removed")).isEmptyDirectory();
    }

    @Test
    void whatIsNoModelIsRefusedAndLeavesNothing() throws IOException {
        // Given
        Path staged = shelf.stage();
        Files.write(created(Intake.place(staged, "model.onnx")), new byte[] {1, 2, 3, 4});
        // Then
        assertRefused(
                Kind.UNUSABLE,
                "The model cannot be used: the file is no ONNX model",
                () -> intake.add(staged, "broken", false));
        assertThat(left()).isEmpty();
    }

    @Test
    void aModelThatTakesForeverIsGivenUp() throws IOException {
        // Given
        Intake hasty = new Intake(shelf, explainer, new IntakeLimits(1 << 30, 10, Duration.ofMillis(1), 4L << 30));
        Path staged = sent(TOYBOX, "model.onnx");
        // Then
        assertRefused(Kind.UNUSABLE, "it took longer than 0 seconds", () -> hasty.add(staged, "slow", false));
    }

    @Test
    void theNextStartClearsAwayWhatWasNotFinished() throws IOException {
        // Given
        intake.add(sent(TOYBOX, "model.onnx"), "mine", false);
        sent(TOYBOX, "model.onnx");
        Files.move(shelf.folder().resolve("mine"), shelf.folder().resolve(".replaced-mine"));
        // When
        ModelShelf.open(shelf.folder());
        // Then
        assertThat(left()).containsExactly("mine");
    }

    private interface Action {
        void run() throws IOException;
    }

    private static void assertRefused(Kind kind, String message, Action action) {
        assertThatThrownBy(action::run)
                .isInstanceOf(IntakeException.class)
                .hasMessageContaining(message)
                .satisfies(failure ->
                        assertThat(((IntakeException) failure).kind()).isEqualTo(kind));
    }

    private Path sent(Path folder, String... files) throws IOException {
        Path staged = shelf.stage();
        for (String file : files) {
            copy(folder.resolve(file), Intake.place(staged, "folder/" + file));
        }
        return staged;
    }

    private static void copy(Path file, Path to) throws IOException {
        Files.copy(file, created(to));
    }

    private static Path created(Path file) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        return file;
    }

    private List<String> left() throws IOException {
        try (Stream<Path> paths = Files.list(shelf.folder())) {
            return paths.map(path -> path.getFileName().toString())
                    .filter(name -> !name.equals(".removed"))
                    .sorted()
                    .toList();
        }
    }
}
