package dev.regard.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Finds the names of a model's classes. */
final class Labels {

    private static final List<String> LISTS =
            List.of("labels.txt", "classes.txt", "synset.txt", "synset_words.txt", "labels.json", "classes.json");
    private static final Pattern NUMBERED = Pattern.compile("(\\d{1,9})(?:\\s*[:,;]\\s*|\\s+)(.+)");
    private static final Pattern SYNSET = Pattern.compile("n\\d{8}\\s+(.+)");

    private static final int MOST_BYTES = 16 << 20;

    /** More than any model tells apart, with names longer than any. */
    private static final int MOST_CLASSES = 1_000_000;

    private static final int LONGEST_NAME = 1000;

    private Labels() {}

    /** From {@code id2label} of config.json or timm's {@code label_names}, else from a list in a file of its own. */
    static Optional<List<String>> read(ModelFolder folder, Optional<JsonNode> config) {
        return config.flatMap(Labels::configured)
                .or(() -> LISTS.stream()
                        .map(folder::file)
                        .filter(Files::isRegularFile)
                        .findFirst()
                        .map(Labels::listed))
                .map(Labels::checked);
    }

    private static List<String> checked(List<String> names) {
        names.stream().filter(name -> name.length() > LONGEST_NAME).findFirst().ifPresent(name -> {
            throw new InvalidModelFolderException("the name of a class has %,d characters, as none has ('%s…')"
                    .formatted(name.length(), name.substring(0, LONGEST_NAME / 20)));
        });
        return names;
    }

    private static Optional<List<String>> configured(JsonNode config) {
        if (config.path("id2label").isObject()) {
            return Optional.of(byIndex(config.path("id2label"), "config.json: id2label"));
        }
        JsonNode names = config.path("label_names");
        return names.isArray() ? Optional.of(inOrder(names, config.path("label_descriptions"))) : Optional.empty();
    }

    /** Numbers instead of names. */
    static List<String> numbered(int classes) {
        return IntStream.range(0, classes).mapToObj(index -> "class " + index).toList();
    }

    private static List<String> byIndex(JsonNode id2label, String where) {
        Map<Integer, String> labels = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : id2label.properties()) {
            try {
                JsonNode label = entry.getValue();
                // Keras writes ["n01440764", "tench"].
                labels.put(
                        Integer.valueOf(entry.getKey()),
                        label.isArray() ? label.path(label.size() - 1).asText() : label.asText());
            } catch (NumberFormatException e) {
                throw new InvalidModelFolderException(
                        where + " has the key '" + entry.getKey() + "', expected a class index", e);
            }
        }
        for (int index = 0; index < labels.size(); index++) {
            if (!labels.containsKey(index)) {
                throw new InvalidModelFolderException(
                        where + " names " + labels.size() + " classes, but none of the index " + index);
            }
        }
        return List.copyOf(labels.values());
    }

    /** timm names classes by WordNet's numbers, and says in words what these are. */
    private static List<String> inOrder(JsonNode names, JsonNode descriptions) {
        return StreamSupport.stream(names.spliterator(), false)
                .map(JsonNode::asText)
                .map(name -> descriptions.path(name).asText(name))
                .toList();
    }

    private static List<String> listed(Path file) {
        String name = file.getFileName().toString();
        String text = JsonFile.text(file, MOST_BYTES).strip();
        return text.startsWith("{") || text.startsWith("[")
                ? ofJson(JsonFile.parse(text, name), name)
                : ofLines(text, name);
    }

    private static List<String> ofJson(JsonNode root, String file) {
        return root.isArray() ? inOrder(root, MissingNode.getInstance()) : byIndex(root, file);
    }

    /** One a line; a number before each is its index, and WordNet's numbers are left out. */
    private static List<String> ofLines(String text, String file) {
        List<String> lines =
                text.lines().limit(MOST_CLASSES + 1L).map(String::strip).toList();
        if (lines.size() > MOST_CLASSES) {
            throw new InvalidModelFolderException(
                    "%s names more than %,d classes, as no model tells apart".formatted(file, MOST_CLASSES));
        }
        // Before the patterns: they take long for long lines.
        checked(lines);
        List<String> unnumbered = IntStream.range(0, lines.size())
                .mapToObj(index -> withoutIndex(lines.get(index), index))
                .flatMap(Optional::stream)
                .toList();
        List<String> names = unnumbered.size() == lines.size() ? unnumbered : lines;
        boolean areSynsets =
                names.stream().allMatch(name -> SYNSET.matcher(name).matches());
        return areSynsets
                ? names.stream()
                        .map(name -> SYNSET.matcher(name).replaceFirst("$1"))
                        .toList()
                : names;
    }

    private static Optional<String> withoutIndex(String line, int index) {
        Matcher matcher = NUMBERED.matcher(line);
        return matcher.matches() && Integer.parseInt(matcher.group(1)) == index
                ? Optional.of(matcher.group(2))
                : Optional.empty();
    }

    /** The thousand classes of ImageNet (ILSVRC 2012) in the order that everybody uses. */
    static List<String> imagenet() {
        try (var resource = Labels.class.getResourceAsStream("imagenet-1k.txt")) {
            return new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
