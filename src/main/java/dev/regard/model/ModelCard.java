package dev.regard.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the files of a model folder say, before anybody looks at the graph.
 *
 * @param name          of the model
 * @param readme        in Markdown; empty where it has none
 * @param licence       by its usual short name where a file says it
 * @param onnxFile      where the graph lies
 * @param variants      names of further ONNX files beside it, which are not used
 * @param bytes         size of that file
 * @param labels        by class index; empty where no file names them
 * @param preprocessing the first that fits the graph counts; empty where no file says it
 * @param isMultiLabel  true where the classes do not exclude each other
 * @param output        name of the one that holds the class scores; empty where nobody has chosen one
 * @param method        name of the one that explains it where none is asked for; empty where nobody has chosen one
 */
public record ModelCard(
        String name,
        Optional<Readme> readme,
        Optional<String> licence,
        Path onnxFile,
        List<String> variants,
        long bytes,
        Optional<List<String>> labels,
        List<StatedPreprocessing> preprocessing,
        boolean isMultiLabel,
        Optional<String> output,
        Optional<String> method) {

    public ModelCard {
        variants = List.copyOf(variants);
        preprocessing = List.copyOf(preprocessing);
    }

    /**
     * Reads a model folder.
     *
     * @throws InvalidModelFolderException where a file is missing or makes no sense
     */
    public static ModelCard read(ModelFolder folder) {
        Path onnxFile = folder.onnxFile();
        Optional<JsonNode> config = JsonFile.read(folder.file("config.json"));
        Optional<JsonNode> ours = JsonFile.read(folder.file(ModelFiles.OURS));
        try {
            Optional<Readme> readme = Readme.read(folder.file("README.md"));
            return new ModelCard(
                    folder.name(),
                    readme,
                    text(config, "license").or(() -> readme.flatMap(Readme::licence)),
                    onnxFile,
                    folder.onnxFiles().stream()
                            .skip(1)
                            .map(file -> file.getFileName().toString())
                            .toList(),
                    Files.size(onnxFile),
                    Labels.read(folder, config),
                    preprocessing(folder, config),
                    text(config, "problem_type")
                            .filter("multi_label_classification"::equals)
                            .isPresent(),
                    text(ours, ModelFiles.OUTPUT),
                    text(ours, ModelFiles.METHOD));
        } catch (IOException e) {
            throw new InvalidModelFolderException("the model's files cannot be read", e);
        }
    }

    private static List<StatedPreprocessing> preprocessing(ModelFolder folder, Optional<JsonNode> config) {
        return JsonFile.read(folder.file(HuggingFaceProcessor.FILE))
                .map(root -> root.path("pretrained_cfg").isObject()
                        ? TimmConfig.parse(root)
                        : List.of(HuggingFaceProcessor.parse(root)))
                .or(() -> config.map(TimmConfig::parse))
                .orElse(List.of());
    }

    private static Optional<String> text(Optional<JsonNode> config, String field) {
        return config.map(root -> root.path(field).asText()).filter(text -> !text.isBlank());
    }

    /**
     * What no file says, some exporters write into the ONNX file.
     *
     * @param metadata texts that the exporter left
     */
    public ModelCard completedBy(Map<String, String> metadata) {
        return new ModelCard(
                name,
                readme,
                licence.or(() -> Optional.ofNullable(metadata.get("license"))),
                onnxFile,
                variants,
                bytes,
                labels.or(() -> UltralyticsMetadata.names(metadata)),
                preprocessing.isEmpty()
                        ? UltralyticsMetadata.preprocessing(metadata).stream().toList()
                        : preprocessing,
                isMultiLabel,
                output,
                method);
    }

    /** Numbers instead of names, for classes that no file names. */
    public static List<String> numberedLabels(int classes) {
        return Labels.numbered(classes);
    }

    /** The thousand classes of ImageNet (ILSVRC 2012) in the order that everybody uses. */
    public static List<String> imagenetLabels() {
        return Labels.imagenet();
    }
}
