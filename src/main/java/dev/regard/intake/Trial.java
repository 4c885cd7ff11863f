package dev.regard.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.regard.intake.IntakeException.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs {@link TrialMain} with limits on time and memory, and says in words what came of it. */
final class Trial {

    private static final Logger LOG = LoggerFactory.getLogger(Trial.class);

    /** Sets the limits of the system where its shell can, steps back behind the server where time or memory are scarce, and becomes the program. */
    private static final String SHELL = """
            ulimit -c 0
            ulimit -v "$1" 2>/dev/null
            echo 1000 2>/dev/null >/proc/self/oom_score_adj
            shift
            exec nice -n 5 "$@"
            """;

    private static final String NATIVE_PATH = "onnxruntime.native.path";
    private static final int FIRST_SIGNAL = 128;
    private static final long MEBIBYTE = 1 << 20;
    private static final int LONGEST_SENTENCE = 1000;

    /** Half of what the server may take, which is to read the same model afterwards beside its other work. */
    private static final long HEAP =
            Math.min(768 * MEBIBYTE, Runtime.getRuntime().maxMemory() / 2);

    private final IntakeLimits limits;

    Trial(IntakeLimits limits) {
        this.limits = limits;
    }

    /**
     * Tries a model. Throws an {@link IntakeException} where it does not work.
     *
     * @param holder  holds the model's folder and nothing else
     * @param scratch for what the program writes
     */
    void run(Path holder, Path scratch) throws IOException, InterruptedException {
        long bytes = SentFiles.bytes(holder);
        Duration patience = limits.timeFor(bytes);
        Path outcome = scratch.resolve("outcome.json");
        Process process = start(holder, scratch, outcome, bytes);
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw unusable("it took longer than %d seconds to be tried".formatted(patience.toSeconds()));
            }
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
        if (!Files.exists(outcome)) {
            LOG.warn("A trial ended with status {}", process.exitValue());
            throw unusable(
                    process.exitValue() > FIRST_SIGNAL
                            ? "ONNX Runtime crashed when it was tried (signal %d), or took more memory than %d MB"
                                    .formatted(process.exitValue() - FIRST_SIGNAL, limits.memoryFor(bytes) / MEBIBYTE)
                            : "it could not be tried within %d MB of memory"
                                    .formatted(limits.memoryFor(bytes) / MEBIBYTE));
        }
        Object problem =
                new ObjectMapper().readValue(outcome.toFile(), Map.class).get("problem");
        if (problem != null) {
            throw unusable(problem.toString());
        }
    }

    /** A file chooses its names, and a sentence that holds one must not be as long as the file. */
    static IntakeException unusable(String problem) {
        String sentence = problem.length() > LONGEST_SENTENCE ? problem.substring(0, LONGEST_SENTENCE) + "…" : problem;
        return new IntakeException(
                Kind.UNUSABLE,
                "The model cannot be used: %s."
                        .formatted(sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence));
    }

    private Process start(Path holder, Path scratch, Path outcome, long bytes) throws IOException {
        List<String> command = new ArrayList<>();
        if (File.separatorChar == '/') {
            command.addAll(List.of("/bin/sh", "-c", SHELL, "sh", String.valueOf(limits.memoryFor(bytes) / 1024)));
        }
        command.addAll(java(scratch, bytes));
        // Where the native libraries lie unpacked, the trial need not unpack them again.
        Optional.ofNullable(System.getProperty(NATIVE_PATH))
                .ifPresent(path -> command.add(command.size() - 2, "-D" + NATIVE_PATH + "=" + path));
        command.addAll(List.of(TrialMain.class.getName(), absolute(holder), absolute(outcome)));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(scratch.toFile())
                .redirectOutput(scratch.resolve("log.txt").toFile())
                .redirectErrorStream(true);
        // Nothing of the server's own settings, and no memory that is kept for each thread.
        builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        return builder.start();
    }

    private static List<String> java(Path scratch, long bytes) {
        String home = System.getProperty("java.home");
        return List.of(
                Path.of(home, "bin", "java").toString(),
                "-Xmx" + HEAP,
                // Less than the server's threads have: what is nested too deeply for them ends here.
                "-Xss768k",
                "-XX:MaxDirectMemorySize=" + (512 * MEBIBYTE + 4 * bytes),
                "-XX:CompressedClassSpaceSize=64m",
                "-XX:ReservedCodeCacheSize=64m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:ErrorFile=" + absolute(scratch.resolve("crash.txt")),
                "-Djava.io.tmpdir=" + absolute(scratch),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                absoluteClassPath());
    }

    private static String absoluteClassPath() {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            entries.add(absolute(Path.of(entry)));
        }
        return String.join(File.pathSeparator, entries);
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().toString();
    }
}
