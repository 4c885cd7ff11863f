package dev.regard.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.regard.intake.IntakeException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only running a model tells is told by a process of its own, with limits on time and memory. */
class TrialTest {

    private static final IntakeLimits USUAL = IntakeLimits.ofBytes(64 << 20);

    @TempDir
    Path folder;

    @Test
    void aModelThatWorksPasses() throws Exception {
        run(SmallModel.bytes(), USUAL);
        assertThat(children()).isEmpty();
    }

    @Test
    void aModelThatTakesForeverIsGivenUp() {
        IntakeLimits hasty = new IntakeLimits(64 << 20, 10, Duration.ofSeconds(6), 4L << 30);
        assertRefused(
                "it took longer than 6 seconds to be tried.",
                HostileModels.endless().bytes(),
                hasty);
        assertThat(children()).isEmpty();
    }

    @Test
    void aModelThatTakesAllMemoryIsRefused() {
        assertRefused(
                "Failed to allocate memory for requested buffer of size 400000000000.",
                handmade("a constant filled to a hundred billion"),
                USUAL);
    }

    @Test
    void aProcessThatHasTooLittleMemoryIsNoMatterOfTheServer() {
        IntakeLimits tight = new IntakeLimits(64 << 20, 10, Duration.ofSeconds(60), 200 << 20);
        assertRefused("200 MB", SmallModel.bytes(), tight);
    }

    @Test
    void aProcessThatIsKilledIsARefusal() {
        // Given
        CompletableFuture<Void> killed = CompletableFuture.runAsync(() -> {
            await().until(() -> !children().isEmpty());
            children().forEach(ProcessHandle::destroyForcibly);
        });
        // Then
        assertRefused(
                "ONNX Runtime crashed when it was tried (signal 9)",
                HostileModels.endless().bytes(),
                USUAL);
        killed.join();
    }

    @Test
    void aFileOfAnUnknownVersionSaysWhichAreRead() {
        assertRefused(
                "it is written in version 4611686018427387904 of the ONNX format, and versions up to 14 are read",
                handmade("a file of version 4611686018427387904"),
                USUAL);
    }

    private static byte[] handmade(String name) {
        return HostileModels.handmade().stream()
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseThrow()
                .bytes();
    }

    private static List<ProcessHandle> children() {
        return ProcessHandle.current().children().toList();
    }

    private void assertRefused(String reason, byte[] model, IntakeLimits limits) {
        assertThatThrownBy(() -> run(model, limits))
                .isInstanceOf(IntakeException.class)
                .hasMessageStartingWith("The model cannot be used: ")
                .hasMessageContaining(reason)
                .hasMessageNotContaining("onnxruntime::")
                .satisfies(refusal ->
                        assertThat(((IntakeException) refusal).kind()).isEqualTo(Kind.UNUSABLE));
    }

    private void run(byte[] model, IntakeLimits limits) throws IOException, InterruptedException {
        Path holder = Files.createDirectories(folder.resolve("holder"));
        Files.write(Files.createDirectories(holder.resolve("model")).resolve("model.onnx"), model);
        new Trial(limits).run(holder, Files.createDirectories(folder.resolve("scratch")));
    }
}
