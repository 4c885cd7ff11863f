package dev.regard.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the JSON files of a model folder. */
final class JsonFile {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonFile() {}

    /**
     * The object in a file; empty where there is no such file.
     *
     * @throws InvalidModelFolderException where the file holds anything but a JSON object
     */
    static Optional<JsonNode> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode root = MAPPER.readTree(Files.readString(file));
            if (!root.isObject()) {
                throw new InvalidModelFolderException(file.getFileName() + " holds no JSON object");
            }
            return Optional.of(root);
        } catch (JsonProcessingException e) {
            throw new InvalidModelFolderException(
                    "%s is no valid JSON (line %d)"
                            .formatted(file.getFileName(), e.getLocation().getLineNr()),
                    e);
        } catch (IOException e) {
            throw new InvalidModelFolderException(file.getFileName() + " cannot be read", e);
        }
    }
}
