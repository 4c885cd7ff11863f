package dev.regard.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads the names of classes from JSON: a list of them, or a table in either direction, index to name ({@code id2label})
 * or name to index (Keras's {@code class_indices}, torchvision's {@code class_to_idx}).
 */
final class LabelJson {

    private static final Pattern INDEX = Pattern.compile("\\d{1,9}");

    /** Fields in which exporters put a list or a table of names. */
    private static final List<String> FIELDS = List.of(
            "id2label",
            "label2id",
            "labels",
            "classes",
            "names",
            "class_names",
            "categories",
            "idx_to_class",
            "class_to_idx");

    private static final List<String> NAMES = List.of("name", "label", "class", "class_name", "display_name");
    private static final List<String> INDICES = List.of("id", "index", "class_id");

    private LabelJson() {}

    /**
     * The names, by class index.
     *
     * @param where for the message
     * @throws InvalidModelFolderException where an index is missing, given twice, or none
     */
    static List<String> read(JsonNode root, String where) {
        if (root.isArray()) {
            return ofList(root, where);
        }
        return FIELDS.stream()
                .map(root::path)
                .filter(JsonNode::isContainerNode)
                .findFirst()
                .map(inner -> read(inner, where))
                .orElseGet(() -> isByName(root) ? byName(root, where) : byIndex(root, where));
    }

    /** The names of an index-to-name table. */
    static List<String> byIndex(JsonNode table, String where) {
        Map<Integer, String> labels = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : table.properties()) {
            if (!INDEX.matcher(entry.getKey()).matches()) {
                throw new InvalidModelFolderException(
                        where + " has the key '" + entry.getKey() + "', expected a class index");
            }
            put(labels, Integer.parseInt(entry.getKey()), name(entry.getValue()), where);
        }
        return inOrder(labels, where);
    }

    /** The names of a name-to-index table. */
    static List<String> byName(JsonNode table, String where) {
        Map<Integer, String> labels = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : table.properties()) {
            if (!isIndex(entry.getValue())) {
                throw new InvalidModelFolderException("%s gives '%s' the index %s, expected a whole number"
                        .formatted(where, entry.getKey(), entry.getValue()));
            }
            put(labels, entry.getValue().asInt(), entry.getKey(), where);
        }
        return inOrder(labels, where);
    }

    /** timm names classes by WordNet's numbers, and says in words what these are. */
    static List<String> described(JsonNode names, JsonNode descriptions) {
        return StreamSupport.stream(names.spliterator(), false)
                .map(JsonNode::asText)
                .map(name -> descriptions.path(name).asText(name))
                .toList();
    }

    /** The names by their index, which may be counted from 0 or from 1. */
    static List<String> inOrder(Map<Integer, String> labels, String where) {
        int first = labels.containsKey(0) || !labels.containsKey(labels.size()) ? 0 : 1;
        for (int index = first; index < first + labels.size(); index++) {
            if (!labels.containsKey(index)) {
                throw new InvalidModelFolderException(
                        where + " names " + labels.size() + " classes, but none of the index " + index);
            }
        }
        return List.copyOf(labels.values());
    }

    private static void put(Map<Integer, String> labels, int index, String name, String where) {
        String other = labels.putIfAbsent(index, name);
        if (other != null) {
            throw new InvalidModelFolderException(
                    "%s gives the index %d to two classes, '%s' and '%s'".formatted(where, index, other, name));
        }
    }

    private static List<String> ofList(JsonNode list, String where) {
        boolean hasIndices = !list.isEmpty()
                && Stream.iterate(0, at -> at < list.size(), at -> at + 1)
                        .allMatch(at -> isIndex(field(list.get(at), INDICES)));
        Map<Integer, String> labels = new TreeMap<>();
        for (int at = 0; at < list.size(); at++) {
            int index = hasIndices ? field(list.get(at), INDICES).asInt() : at;
            put(labels, index, name(list.get(at)), where);
        }
        return inOrder(labels, where);
    }

    /** Keras writes ["n01440764", "tench"], COCO {"id": 1, "name": "person"}. */
    private static String name(JsonNode value) {
        return value.isArray()
                ? value.path(value.size() - 1).asText()
                : value.isObject() ? textOf(field(value, NAMES)) : textOf(value);
    }

    /** Nothing for null, which is no name. */
    private static String textOf(JsonNode value) {
        return value.isNull() ? "" : value.asText();
    }

    private static JsonNode field(JsonNode object, List<String> names) {
        return names.stream()
                .map(object::path)
                .filter(JsonNode::isValueNode)
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private static boolean isIndex(JsonNode value) {
        return value.isInt()
                || (value.isTextual() && INDEX.matcher(value.asText()).matches());
    }

    /** True for names to indices. Where both sides are whole numbers, a JSON number is an index and a text a name. */
    private static boolean isByName(JsonNode table) {
        List<JsonNode> values =
                table.properties().stream().map(Map.Entry::getValue).toList();
        List<String> keys = table.properties().stream().map(Map.Entry::getKey).toList();
        if (!values.stream().allMatch(value -> isIndex(value) || value.isNumber())) {
            return false;
        } else if (!keys.stream().allMatch(key -> INDEX.matcher(key).matches())) {
            return true;
        }
        boolean areNumbers = values.stream().allMatch(JsonNode::isInt);
        return isNumbering(values.stream().map(JsonNode::asInt).toList())
                && (areNumbers
                        || !isNumbering(keys.stream().map(Integer::valueOf).toList()));
    }

    /** True for whole numbers that are 0 to n - 1, or 1 to n, in any order. */
    static boolean isNumbering(List<Integer> numbers) {
        List<Integer> sorted = numbers.stream().sorted().toList();
        Optional<Integer> first = sorted.stream().findFirst();
        return first.filter(number -> number == 0 || number == 1).isPresent()
                && IntStream.range(0, sorted.size()).allMatch(at -> sorted.get(at) == first.get() + at);
    }
}
