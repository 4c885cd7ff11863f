package dev.regard.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds the names of a model's classes. */
final class Labels {

    private static final List<String> LISTS = List.of(
            "labels.txt",
            "classes.txt",
            "synset.txt",
            "synset_words.txt",
            "labels.json",
            "classes.json",
            "labels.csv",
            "classes.csv",
            "labels.tsv",
            "classes.tsv",
            "labels.yaml",
            "labels.yml",
            "classes.yaml",
            "classes.yml",
            "names.txt",
            "class_names.txt",
            "class_names.json",
            "class_indices.json",
            "class_to_idx.json",
            "index_to_name.json",
            "id2label.json",
            "label2id.json",
            "label_map.json",
            "imagenet_class_index.json",
            "LOC_synset_mapping.txt",
            "data.yaml");

    /** Names that Hugging Face's library makes up where nobody gives any. */
    private static final Pattern PLACEHOLDER = Pattern.compile("LABEL_\\d+");

    private static final int MAX_BYTES = 16 << 20;

    /** More than any model tells apart, with names longer than any. */
    private static final int MAX_CLASSES = 1_000_000;

    private static final int MAX_NAME_LENGTH = 1000;

    private Labels() {}

    /**
     * The names by class index, in Unicode's composed form: from {@code id2label} or {@code label2id} of config.json or
     * timm's {@code label_names}, else from a list in a file of its own.
     *
     * @throws InvalidModelFolderException where such a file makes no sense
     */
    static Optional<List<String>> read(ModelFolder folder, Optional<JsonNode> config) {
        Optional<List<String>> configured = config.flatMap(Labels::configured);
        return configured
                .filter(Labels::areGiven)
                .or(() -> LISTS.stream()
                        .map(folder::file)
                        .filter(Files::isRegularFile)
                        .findFirst()
                        .map(Labels::listed))
                .or(() -> configured)
                .map(Labels::checked)
                .map(names -> names.stream().map(Labels::composed).toList())
                .map(Labels::named);
    }

    /** True for a config.json that names the classes, or may. */
    static boolean areIn(JsonNode config) {
        return Stream.of("id2label", "label2id", "label_names").anyMatch(config::has);
    }

    private static boolean areGiven(List<String> names) {
        return !names.stream().allMatch(name -> PLACEHOLDER.matcher(name).matches());
    }

    private static String composed(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFC);
    }

    private static List<String> checked(List<String> names) {
        names.stream()
                .filter(name -> name.length() > MAX_NAME_LENGTH)
                .findFirst()
                .ifPresent(name -> {
                    throw new InvalidModelFolderException("the name of a class has %,d characters, as none has ('%s…')"
                            .formatted(name.length(), name.substring(0, MAX_NAME_LENGTH / 20)));
                });
        return names;
    }

    private static Optional<List<String>> configured(JsonNode config) {
        JsonNode names = config.path("label_names");
        if (config.path("id2label").isObject()) {
            return Optional.of(LabelJson.byIndex(config.path("id2label"), "config.json: id2label"));
        } else if (config.path("id2label").isArray()) {
            return Optional.of(LabelJson.read(config.path("id2label"), "config.json: id2label"));
        } else if (config.path("label2id").isObject()) {
            return Optional.of(LabelJson.byName(config.path("label2id"), "config.json: label2id"));
        }
        return names.isArray()
                ? Optional.of(LabelJson.described(names, config.path("label_descriptions")))
                : Optional.empty();
    }

    /** Numbers instead of names. */
    static List<String> numbered(int classes) {
        return IntStream.range(0, classes).mapToObj(Labels::numberOf).toList();
    }

    /** The names, with numbers where one is empty. */
    private static List<String> named(List<String> names) {
        return IntStream.range(0, names.size())
                .mapToObj(index -> names.get(index).isEmpty() ? numberOf(index) : names.get(index))
                .toList();
    }

    private static String numberOf(int index) {
        return "class " + index;
    }

    private static List<String> listed(Path file) {
        String name = file.getFileName().toString();
        String text = TextFile.read(file, MAX_BYTES).strip();
        String kind = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (kind.equals("yaml") || kind.equals("yml")) {
            return LabelJson.read(LabelYaml.read(text, name), name);
        }
        return text.startsWith("{") || text.startsWith("[")
                ? LabelJson.read(JsonFile.parseLiteral(text, name), name)
                : LabelLines.read(lines(text, name), kind.equals("csv") || kind.equals("tsv"));
    }

    private static List<String> lines(String text, String file) {
        List<String> lines = text.lines()
                .limit(MAX_CLASSES + 1L)
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.size() > MAX_CLASSES) {
            throw new InvalidModelFolderException(
                    "%s names more than %,d classes, as no model tells apart".formatted(file, MAX_CLASSES));
        }
        // Before the patterns: they take long for long lines.
        return checked(lines);
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
