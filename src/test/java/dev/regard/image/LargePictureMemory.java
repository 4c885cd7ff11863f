package dev.regard.image;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The memory that a picture takes from its file to a model's input, at its peak, heap and native: of a process of its own,
 * because the heap of one that has done other work has grown already.
 */
final class LargePictureMemory {

    private static final Path SAMPLE = Path.of("webroot/samples/01-dog-and-cat.jpg");
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path FORGET_PEAK = Path.of("/proc/self/clear_refs");

    private LargePictureMemory() {}

    /** Megabytes above those of the idle process; Linux only. */
    static String measure(Path jpeg) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LargePictureMemory.class.getName(),
                        jpeg.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader reader = process.inputReader()) {
            return String.valueOf(reader.readLine());
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        prepare(SAMPLE);
        for (int round = 0; round < 3; round++) {
            System.gc();
            Thread.sleep(300);
        }
        Files.writeString(FORGET_PEAK, "5");
        long idle = megabytes("VmRSS");
        prepare(Path.of(arguments[0]));
        System.out.println(megabytes("VmHWM") - idle);
    }

    private static void prepare(Path file) throws IOException {
        Pixels picture = new ImageDecoder(ImageLimits.DEFAULT).decode(Files.readAllBytes(file));
        Preprocessor.preprocess(picture, LargePictureTable.PREPROCESSING);
    }

    private static long megabytes(String field) throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
