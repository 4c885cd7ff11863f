package dev.regard.intake;

import dev.regard.intake.IntakeException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of a model as they were sent, made into a model's folder. */
final class SentFiles {

    /** Weights in other formats, and what packers and editors leave: all that makes uploads large and helps nobody. */
    private static final Set<String> UNWANTED = Set.of(
            ".safetensors",
            ".h5",
            ".keras",
            ".msgpack",
            ".pt",
            ".pth",
            ".ckpt",
            ".tflite",
            ".pb",
            ".mlmodel",
            ".ot",
            ".gguf",
            ".py",
            ".pyc",
            ".ipynb",
            ".sh",
            ".exe",
            ".so",
            ".dll");

    /** Endings by which exporters tell the precisions of one model apart. */
    private static final Pattern VARIANT = Pattern.compile(
            "[-_.]?(fp16|fp32|float16|float32|full_precision|half|quantized|quant|dynamic|static|u?int8|qdq|q4f16|q4|q8|bnb4|optimized|opt|simplified|sim)(?![a-z])");

    private static final int MAX_NAMED = 5;

    private SentFiles() {}

    /** False for files that no model needs. */
    static boolean isWanted(String name) {
        String folded = name.toLowerCase(Locale.ROOT).replace('\\', '/');
        int slash = folded.lastIndexOf('/');
        String file = folded.substring(slash + 1);
        boolean isHidden = file.startsWith(".")
                || folded.startsWith("__macosx/")
                || folded.startsWith(".git/")
                || folded.contains("/.git/");
        return folded.contains("..")
                || (!isHidden
                        && !file.startsWith("pytorch_model")
                        && UNWANTED.stream().noneMatch(file::endsWith));
    }

    /**
     * The folder in which the model lies: where everything was sent within one outer folder, that one.
     *
     * @param folder of the files as they were sent
     */
    static Path root(Path folder) throws IOException {
        Path root = folder;
        List<Path> inside = list(root);
        while (inside.size() == 1
                && Files.isDirectory(inside.getFirst())
                && !inside.getFirst().endsWith("onnx")) {
            root = inside.getFirst();
            inside = list(root);
        }
        List<Path> models = onnxFiles(root);
        List<Path> own = models.stream().filter(SentFiles::isInPlace).toList();
        if (own.isEmpty() ? models.size() > 1 : areSeveral(own)) {
            throw several(own.isEmpty() ? models : own);
        } else if (own.isEmpty()) {
            throw new IntakeException(
                    Kind.BAD_UPLOAD,
                    "There is no .onnx file in it. Send the .onnx file, or a zip or folder with model.onnx or onnx/model.onnx.");
        }
        return root;
    }

    private static List<Path> onnxFiles(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(SentFiles::isOnnx)
                    .map(root::relativize)
                    .sorted()
                    .toList();
        }
    }

    /** True for the name of an ONNX file, in small letters or capitals. */
    static boolean isOnnx(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
    }

    private static boolean isInPlace(Path file) {
        return file.getNameCount() == 1 || (file.getNameCount() == 2 && file.startsWith("onnx"));
    }

    /** True for models that are not one in several precisions, where none of them has the name that is taken first. */
    private static boolean areSeveral(List<Path> files) {
        List<String> names = files.stream()
                .map(file -> file.getFileName().toString().toLowerCase(Locale.ROOT))
                .toList();
        return !names.contains("model.onnx")
                && names.stream()
                                .map(name -> VARIANT.matcher(name).replaceAll(""))
                                .distinct()
                                .count()
                        > 1;
    }

    private static IntakeException several(List<Path> models) {
        String named = models.stream()
                .limit(MAX_NAMED)
                .map(file -> "'" + file.toString().replace('\\', '/') + "'")
                .collect(Collectors.joining(", "));
        return new IntakeException(
                Kind.BAD_UPLOAD,
                "There are %d models in it: %s. Which one is meant? Send that one alone, with the files beside it."
                        .formatted(models.size(), models.size() > MAX_NAMED ? named + ", ..." : named));
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.toList();
        }
    }

    /** What they take together. */
    static long bytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
