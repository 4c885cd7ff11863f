package dev.regard.model;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the JSON files of a model folder, which somebody sent: no larger than memory is meant for. */
final class JsonFile {

    /** Room for the names of twenty thousand classes, twice. */
    private static final int MAX_BYTES = 16 << 20;

    /** Each takes a hundred bytes of memory. */
    private static final int MAX_VALUES = 1_000_000;

    /** JSON as Python writes it: NaN and Infinity are numbers. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /** Python's own literals, too: {0: 'tench', 1: 'goldfish',}. */
    private static final ObjectMapper LITERAL_MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

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
        JsonNode root = parse(TextFile.read(file, MAX_BYTES), name);
        if (!root.isObject()) {
            throw new InvalidModelFolderException(name + " holds no JSON object");
        }
        return Optional.of(root);
    }

    /**
     * The value that a text stands for.
     *
     * @param file for the message
     * @throws InvalidModelFolderException where it is no JSON, or has more values than memory is meant for
     */
    static JsonNode parse(String text, String file) {
        return parse(text, file, MAPPER);
    }

    /** As {@link #parse}, and the same as a literal of Python. */
    static JsonNode parseLiteral(String text, String file) {
        return parse(text, file, LITERAL_MAPPER);
    }

    private static JsonNode parse(String text, String file, ObjectMapper mapper) {
        try {
            String json = TextFile.withoutMark(text);
            if (!hasFewValues(json, mapper)) {
                throw new InvalidModelFolderException(
                        "%s holds more than %,d values, as no such file does".formatted(file, MAX_VALUES));
            }
            return mapper.readTree(json);
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
    private static boolean hasFewValues(String text, ObjectMapper mapper) throws IOException {
        try (JsonParser parser = mapper.createParser(text)) {
            int values = 0;
            while (values <= MAX_VALUES && parser.nextToken() != null) {
                values++;
            }
            return values <= MAX_VALUES;
        }
    }
}
