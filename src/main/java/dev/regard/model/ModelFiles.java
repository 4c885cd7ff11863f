package dev.regard.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.regard.image.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes into a model's folder what somebody has corrected. Each file is replaced as a whole. */
public final class ModelFiles {

    /** What only Regard reads. */
    static final String OURS = "regard.json";

    static final String METHOD = "method";
    static final String OUTPUT = "output";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectWriter PRETTY = MAPPER.writerWithDefaultPrettyPrinter();

    private ModelFiles() {}

    /** Writes {@code preprocessor_config.json}. */
    public static void write(ModelFolder folder, Preprocessing preprocessing) throws IOException {
        replace(folder.file(HuggingFaceProcessor.FILE), text(preprocessing));
    }

    /** What {@code preprocessor_config.json} would say. */
    public static String text(Preprocessing preprocessing) {
        try {
            return PRETTY.writeValueAsString(HuggingFaceProcessor.write(preprocessing));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an object of numbers can be written", e);
        }
    }

    /**
     * Reads the text of a {@code preprocessor_config.json} that somebody sent.
     *
     * @throws InvalidModelFolderException where it is none
     */
    public static StatedPreprocessing parse(String json) {
        return HuggingFaceProcessor.parse(JsonFile.parse(json, HuggingFaceProcessor.FILE));
    }

    /** Writes the names of the classes where they are looked for first. */
    public static void write(ModelFolder folder, List<String> labels) throws IOException {
        Path file = folder.file("config.json");
        Optional<JsonNode> config = JsonFile.read(file).filter(Labels::areIn);
        if (config.isEmpty()) {
            replace(folder.file("labels.txt"), String.join("\n", labels) + "\n");
            return;
        }
        ObjectNode named = (ObjectNode) config.get();
        ObjectNode id2label = named.putObject("id2label");
        ObjectNode label2id = named.putObject("label2id");
        for (int index = 0; index < labels.size(); index++) {
            id2label.put(String.valueOf(index), labels.get(index));
            label2id.put(labels.get(index), index);
        }
        replace(file, PRETTY.writeValueAsString(named));
    }

    /** Writes which method explains a model where none is asked for. */
    public static void writeMethod(ModelFolder folder, String method) throws IOException {
        writeOurs(folder, METHOD, method);
    }

    /**
     * Writes which output of a model holds the class scores.
     *
     * @param output its name; null for the one that is found without being told
     */
    public static void writeOutput(ModelFolder folder, @Nullable String output) throws IOException {
        writeOurs(folder, OUTPUT, output);
    }

    private static void writeOurs(ModelFolder folder, String field, @Nullable String value) throws IOException {
        Path file = folder.file(OURS);
        ObjectNode ours = JsonFile.read(file).map(ObjectNode.class::cast).orElseGet(MAPPER::createObjectNode);
        if (value == null) {
            ours.remove(field);
        } else {
            ours.put(field, value);
        }
        replace(file, PRETTY.writeValueAsString(ours));
    }

    private static void replace(Path file, String text) throws IOException {
        Path written = file.resolveSibling("." + file.getFileName() + ".writing");
        Files.writeString(written, text);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
