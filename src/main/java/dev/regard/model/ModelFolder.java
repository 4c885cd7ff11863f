package dev.regard.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where one model lies: a folder, in any of the layouts that exporters write, or a bare ONNX file, whose other files stand
 * beside it with its name before theirs.
 *
 * @param path the folder, or the file
 */
public record ModelFolder(Path path) {

    private static final String ONNX = ".onnx";
    private static final Pattern HALF = Pattern.compile(".*(fp16|float16|half).*");
    private static final Pattern QUANTIZED = Pattern.compile(".*(quant|int8|uint8|qdq|q4|q8|bnb4).*");

    /** The folder itself, and one in it, as {@code onnx/}. */
    private static final int DEPTH = 2;

    /** The name of the model is that of its folder, or of its file, in Unicode's composed form: macOS takes names apart. */
    public String name() {
        return Normalizer.normalize(stem(), Normalizer.Form.NFC);
    }

    /** The name as it is spelled on disk. */
    private String stem() {
        String name = path.getFileName().toString();
        return isBare() ? name.substring(0, name.length() - ONNX.length()) : name;
    }

    /** True for an ONNX file that has no folder of its own. */
    private boolean isBare() {
        return isOnnx(path) && Files.isRegularFile(path);
    }

    /** True for the name of an ONNX file, in small letters or capitals. */
    private static boolean isOnnx(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(ONNX);
    }

    /** The path of a file of the model, in small letters or capitals, or the path that it would have. */
    public Path file(String file) {
        Path place = isBare() ? path.resolveSibling(stem() + "." + file) : path.resolve(file);
        return Files.exists(place) ? place : inOtherCase(place).orElse(place);
    }

    private static Optional<Path> inOtherCase(Path place) {
        String name = place.getFileName().toString();
        try (Stream<Path> beside = Files.list(place.resolveSibling(""))) {
            return beside.filter(file -> file.getFileName().toString().equalsIgnoreCase(name))
                    .min(Comparator.naturalOrder());
        } catch (IOException | UncheckedIOException gone) {
            return Optional.empty();
        }
    }

    /** Names, sizes and times of its files: what changes whenever one of them does. */
    public String fingerprint() {
        try (Stream<Path> files = isBare() ? Files.list(path.resolveSibling("")) : Files.walk(path, DEPTH)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !isBare() || file.getFileName().toString().startsWith(stem() + "."))
                    .sorted()
                    .map(ModelFolder::fingerprint)
                    .collect(Collectors.joining("\n"));
        } catch (IOException | UncheckedIOException gone) {
            return "unreadable";
        }
    }

    /** The files that decide what the model answers, in order: not its README, our own, nor variants that are not used. */
    public List<Path> decisiveFiles() {
        Path onnxFile = onnxFile();
        Path ours = file(ModelFiles.OURS);
        try (Stream<Path> files = isBare() ? Files.list(path.resolveSibling("")) : Files.walk(path, DEPTH)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !isBare() || file.getFileName().toString().startsWith(stem() + "."))
                    .filter(file -> !isOnnx(file) || file.equals(onnxFile))
                    .filter(file -> !file.toString().endsWith(".md"))
                    .filter(file -> !file.equals(ours))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fingerprint(Path file) {
        try {
            BasicFileAttributes about = Files.readAttributes(file, BasicFileAttributes.class);
            return "%s %s %d %d"
                    .formatted(
                            file,
                            about.fileKey(),
                            about.size(),
                            about.lastModifiedTime().to(TimeUnit.MICROSECONDS));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** True for what is meant to be a model: an ONNX file, or a folder with a model or its configuration in it. */
    static boolean isOne(Path path) {
        ModelFolder folder = new ModelFolder(path);
        boolean isHidden = path.getFileName().toString().startsWith(".");
        return !isHidden
                && (folder.isBare()
                        || (Files.isDirectory(path)
                                && (!folder.onnxFiles().isEmpty() || Files.exists(path.resolve("config.json")))));
    }

    /** True for a folder that was named itself, instead of one that holds model folders. */
    static boolean isNamedItself(Path path) {
        return Stream.of("model.onnx", "onnx/model.onnx", "config.json")
                .map(new ModelFolder(path)::file)
                .anyMatch(Files::isRegularFile);
    }

    /**
     * The ONNX file: {@code model.onnx}, else {@code onnx/model.onnx}, else the one of full precision with the shortest name.
     *
     * @throws InvalidModelFolderException where there is none
     */
    Path onnxFile() {
        return onnxFiles().stream()
                .findFirst()
                .orElseThrow(() -> new InvalidModelFolderException("the folder holds no .onnx file"));
    }

    /** Every ONNX file of it, the one that is taken first. */
    List<Path> onnxFiles() {
        if (isBare()) {
            return List.of(path);
        }
        return Stream.of(path, path.resolve("onnx"))
                .flatMap(ModelFolder::onnxFilesIn)
                .sorted(Comparator.comparing(ModelFolder::isPlain)
                        .reversed()
                        .thenComparing(ModelFolder::precision)
                        .thenComparing(file -> file.toString().length())
                        .thenComparing(file -> file))
                .toList();
    }

    private static Stream<Path> onnxFilesIn(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> isOnnx(file) && Files.isRegularFile(file)).toList().stream();
        } catch (IOException e) {
            throw new InvalidModelFolderException("the folder cannot be read", e);
        }
    }

    private static boolean isPlain(Path file) {
        return file.getFileName().toString().equalsIgnoreCase("model.onnx");
    }

    /** Of variants side by side the one in full precision comes first: explanations of the others are coarser. */
    private static int precision(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return QUANTIZED.matcher(name).matches() ? 2 : HALF.matcher(name).matches() ? 1 : 0;
    }
}
