package dev.regard.intake;

import dev.regard.intake.IntakeException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
        if (onnxFiles(root).isEmpty()) {
            throw new IntakeException(
                    Kind.BAD_UPLOAD,
                    "There is no .onnx file in it. Send the .onnx file, or a zip or folder with model.onnx or onnx/model.onnx.");
        }
        return root;
    }

    private static List<Path> onnxFiles(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root, 2)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".onnx"))
                    .map(root::relativize)
                    .filter(file -> file.getNameCount() == 1 || file.startsWith("onnx"))
                    .toList();
        }
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
