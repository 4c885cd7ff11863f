package dev.regard.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder that holds one model, in the layout that Hugging Face Optimum exports.
 *
 * @param path where it lies
 */
public record ModelFolder(Path path) {

    /** The name of the model is that of its folder. */
    public String name() {
        return path.getFileName().toString();
    }

    /** True for what is meant to be a model: a folder with a model or its configuration in it. */
    static boolean isOne(Path path) {
        ModelFolder folder = new ModelFolder(path);
        return Files.isDirectory(path) && (folder.find().isPresent() || Files.exists(path.resolve("config.json")));
    }

    /**
     * The ONNX file.
     *
     * @throws InvalidModelFolderException where there is none
     */
    Path onnxFile() {
        return find().orElseThrow(
                        () -> new InvalidModelFolderException("the folder holds no model.onnx (nor onnx/model.onnx)"));
    }

    /** {@code model.onnx}, else {@code onnx/model.onnx}, else the only ONNX file there is. */
    private Optional<Path> find() {
        return Stream.of(path.resolve("model.onnx"), path.resolve("onnx").resolve("model.onnx"))
                .filter(Files::isRegularFile)
                .findFirst()
                .or(this::onlyOne);
    }

    private Optional<Path> onlyOne() {
        if (!Files.isDirectory(path)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(path)) {
            List<Path> models = files.filter(file -> file.toString().endsWith(".onnx"))
                    .filter(Files::isRegularFile)
                    .toList();
            return models.size() == 1 ? Optional.of(models.getFirst()) : Optional.empty();
        } catch (IOException e) {
            throw new InvalidModelFolderException("the folder cannot be read", e);
        }
    }
}
