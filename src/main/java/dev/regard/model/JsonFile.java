package dev.regard.model;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the JSON files of a model folder, which somebody sent: no larger than memory is meant for. */
final class JsonFile {

    /** What takes most: the names of twenty thousand classes, twice. */
    private static final int MOST_BYTES = 16 << 20;

    /** Each takes a hundred bytes of memory. */
    private static final int MOST_VALUES = 1_000_000;

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
        String name = file.getFileName().toString();
        JsonNode root = parse(text(file, MOST_BYTES), name);
        if (!root.isObject()) {
            throw new InvalidModelFolderException(name + " holds no JSON object");
        }
        return Optional.of(root);
    }

    /**
     * What a file of a model says.
     *
     * @throws InvalidModelFolderException where it cannot be read, or has more bytes than that
     */
    static String text(Path file, int mostBytes) {
        String name = file.getFileName().toString();
        try (InputStream input = Files.newInputStream(file)) {
            byte[] bytes = input.readNBytes(mostBytes + 1);
            if (bytes.length > mostBytes) {
                throw new InvalidModelFolderException(
                        "%s takes more than %d MB, as no such file does".formatted(name, mostBytes >> 20));
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InvalidModelFolderException(name + " cannot be read", e);
        }
    }

    /**
     * The value that a text stands for.
     *
     * @param file for the message
     * @throws InvalidModelFolderException where it is no JSON, or has more values than memory is meant for
     */
    static JsonNode parse(String text, String file) {
        try {
            if (!hasFewValues(text)) {
                throw new InvalidModelFolderException(
                        "%s holds more than %,d values, as no such file does".formatted(file, MOST_VALUES));
            }
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            JsonLocation place = e.getLocation();
            throw new InvalidModelFolderException(
                    place == null
                            ? file + " cannot be read: it is nested too deeply, or holds too long a number or text"
                            : "%s is no valid JSON (line %d)".formatted(file, place.getLineNr()),
                    e);
        } catch (IOException e) {
            throw new InvalidModelFolderException(file + " cannot be read", e);
        }
    }

    /** Counts before anything is built. */
    private static boolean hasFewValues(String text) throws IOException {
        try (JsonParser parser = MAPPER.createParser(text)) {
            int values = 0;
            while (values <= MOST_VALUES && parser.nextToken() != null) {
                values++;
            }
            return values <= MOST_VALUES;
        }
    }
}
