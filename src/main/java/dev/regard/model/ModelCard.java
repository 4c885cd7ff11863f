package dev.regard.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the files of a model folder say, before anybody looks at the graph.
 *
 * @param name          of the model
 * @param about         how its README begins; empty where it has none
 * @param onnxFile      where the graph lies
 * @param bytes         size of that file
 * @param labels        by class index; empty where no file names them
 * @param preprocessing empty where no file says it
 * @param isMultiLabel  true where the classes do not exclude each other
 */
public record ModelCard(
        String name,
        Optional<String> about,
        Path onnxFile,
        long bytes,
        Optional<List<String>> labels,
        Optional<PreprocessorConfig> preprocessing,
        boolean isMultiLabel) {

    private static final Pattern FIRST_CLAUSE = Pattern.compile("^(.+?)[.:]([*]{2})?(\\s.*)?$");

    /**
     * Reads a model folder.
     *
     * @throws InvalidModelFolderException where a file is missing or makes no sense
     */
    public static ModelCard read(ModelFolder folder) {
        Path path = folder.path();
        Path onnxFile = folder.onnxFile();
        Optional<JsonNode> config = JsonFile.read(path.resolve("config.json"));
        try {
            return new ModelCard(
                    folder.name(),
                    about(path.resolve("README.md")),
                    onnxFile,
                    Files.size(onnxFile),
                    Labels.read(path, config),
                    JsonFile.read(path.resolve("preprocessor_config.json")).map(PreprocessorConfig::parse),
                    config.map(root -> root.path("problem_type").asText())
                            .filter("multi_label_classification"::equals)
                            .isPresent());
        } catch (IOException e) {
            throw new InvalidModelFolderException("the model's files cannot be read", e);
        }
    }

    /** Numbers instead of names, for classes that no file names. */
    public static List<String> numberedLabels(int classes) {
        return Labels.numbered(classes);
    }

    /** How its README begins: the first clause that is no heading, no table and no front matter. */
    private static Optional<String> about(Path readme) throws IOException {
        if (!Files.isRegularFile(readme)) {
            return Optional.empty();
        }
        // Not Files.readAllLines, which fails where somebody writes in another encoding.
        List<String> lines = new String(Files.readAllBytes(readme), StandardCharsets.UTF_8)
                .lines()
                .toList();
        int start = 0;
        if (!lines.isEmpty() && lines.getFirst().equals("---")) {
            start = lines.subList(1, lines.size()).indexOf("---") + 2;
        }
        return lines.stream()
                .skip(start)
                .dropWhile(line -> line.isBlank() || line.startsWith("#") || line.startsWith("|"))
                .takeWhile(line -> !line.isBlank())
                .reduce((before, line) -> before + " " + line)
                .map(paragraph -> FIRST_CLAUSE.matcher(paragraph).replaceFirst("$1."))
                .map(clause -> clause.replaceAll("[*_`]", ""));
    }
}
