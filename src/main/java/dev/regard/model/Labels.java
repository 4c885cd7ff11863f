package dev.regard.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Finds the names of a model's classes. */
final class Labels {

    private Labels() {}

    /** From {@code id2label} of config.json, else from labels.txt, one a line in the order of class indices. */
    static Optional<List<String>> read(Path folder, Optional<JsonNode> config) {
        Optional<List<String>> configured = config.map(root -> root.path("id2label"))
                .filter(JsonNode::isObject)
                .map(Labels::byIndex);
        return configured.or(() -> fromLines(folder.resolve("labels.txt")));
    }

    /** Numbers instead of names. */
    static List<String> numbered(int classes) {
        return IntStream.range(0, classes).mapToObj(index -> "class " + index).toList();
    }

    private static List<String> byIndex(JsonNode id2label) {
        Map<Integer, String> labels = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : id2label.properties()) {
            try {
                labels.put(Integer.valueOf(entry.getKey()), entry.getValue().asText());
            } catch (NumberFormatException e) {
                throw new InvalidModelFolderException(
                        "config.json: id2label has the key '" + entry.getKey() + "', expected a class index", e);
            }
        }
        for (int index = 0; index < labels.size(); index++) {
            if (!labels.containsKey(index)) {
                throw new InvalidModelFolderException(
                        "config.json: id2label names " + labels.size() + " classes, but none of the index " + index);
            }
        }
        return List.copyOf(labels.values());
    }

    private static Optional<List<String>> fromLines(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            List<String> lines =
                    Files.readAllLines(file).stream().map(String::strip).toList();
            return Optional.of(
                    lines.isEmpty() || !lines.getLast().isEmpty() ? lines : lines.subList(0, lines.size() - 1));
        } catch (IOException e) {
            throw new InvalidModelFolderException("labels.txt cannot be read", e);
        }
    }
}
