package dev.regard.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads as much of YAML as the names of classes take: a list or a table, at the top or in the field {@code names}. */
final class LabelYaml {

    private static final Pattern FIELD =
            Pattern.compile("(?:names|labels|classes|class_names|id2label|label2id)\\s*:(.*)");
    private static final Pattern ITEM = Pattern.compile("\\s*-\\s+(.+)");
    private static final Pattern ENTRY = Pattern.compile("\\s*+(\"[^\"]*+\"|'[^']*+'|[^:\"']++)\\s*+:\\s+(.+)");
    private static final Pattern QUOTED = Pattern.compile("\"(.*)\"|'(.*)'");
    private static final Pattern FLOW_ITEM = Pattern.compile("((?:\"[^\"]*+\"|'[^']*+'|[^,\"'])++)");

    private LabelYaml() {}

    /**
     * A list or a table as JSON.
     *
     * @throws InvalidModelFolderException where there is none
     */
    static JsonNode read(String text, String file) {
        List<String> lines = text.lines()
                .map(line -> withoutComment(line).stripTrailing())
                .filter(line -> !line.isEmpty() && !line.equals("---"))
                .toList();
        return field(lines, file).or(() -> block(lines)).orElseThrow(() -> nameless(file));
    }

    /** A comment begins with the first # that follows a space, behind the last quote. */
    private static String withoutComment(String line) {
        int from = line.startsWith("#") ? 0 : 1 + Math.max(line.lastIndexOf('"'), line.lastIndexOf('\''));
        for (int at = line.indexOf('#', from); at >= 0; at = line.indexOf('#', at + 1)) {
            if (at == 0 || Character.isWhitespace(line.charAt(at - 1))) {
                return line.substring(0, at);
            }
        }
        return line;
    }

    private static InvalidModelFolderException nameless(String file) {
        return new InvalidModelFolderException(file + " names no classes: write a list, or 'names' with one");
    }

    private static Optional<JsonNode> field(List<String> lines, String file) {
        for (int at = 0; at < lines.size(); at++) {
            Matcher field = FIELD.matcher(lines.get(at));
            if (field.matches()) {
                String value = field.group(1).strip();
                List<String> rest = lines.subList(at + 1, lines.size());
                return value.isEmpty()
                        ? block(indented(rest))
                        : Optional.of(flow(value + String.join(" ", rest), file));
            }
        }
        return Optional.empty();
    }

    private static List<String> indented(List<String> lines) {
        return lines.stream()
                .takeWhile(line -> line.startsWith(" ") || line.startsWith("-"))
                .toList();
    }

    /** [a, 'b'] or {0: a, 1: b}, up to the bracket that closes it. */
    private static JsonNode flow(String text, String file) {
        boolean isTable = text.startsWith("{");
        int end = text.indexOf(isTable ? '}' : ']');
        if (end < 0 || !(isTable || text.startsWith("["))) {
            throw nameless(file);
        }
        List<String> items = FLOW_ITEM
                .matcher(text.substring(1, end))
                .results()
                .map(item -> item.group(1).strip())
                .filter(item -> !item.isEmpty())
                .map(item -> isTable ? item : "- " + item)
                .toList();
        return block(items).orElseThrow(() -> nameless(file));
    }

    private static Optional<JsonNode> block(List<String> lines) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        ObjectNode table = JsonNodeFactory.instance.objectNode();
        for (String line : lines) {
            Matcher item = ITEM.matcher(line);
            Matcher entry = ENTRY.matcher(line);
            if (item.matches()) {
                list.add(scalar(item.group(1).strip()));
            } else if (entry.matches()) {
                table.set(
                        scalar(entry.group(1).strip()).asText(),
                        scalar(entry.group(2).strip()));
            } else {
                return Optional.empty();
            }
        }
        return list.isEmpty() == table.isEmpty() ? Optional.empty() : Optional.of(list.isEmpty() ? table : list);
    }

    private static JsonNode scalar(String text) {
        Matcher quoted = QUOTED.matcher(text);
        if (quoted.matches()) {
            return JsonNodeFactory.instance.textNode(
                    quoted.group(1) == null ? quoted.group(2).replace("''", "'") : quoted.group(1));
        }
        return text.matches("\\d{1,9}")
                ? JsonNodeFactory.instance.numberNode(Integer.parseInt(text))
                : JsonNodeFactory.instance.textNode(text);
    }
}
