package dev.regard.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Reads the names of classes from lines, one each; indices and WordNet's numbers before them are left out. */
final class LabelLines {

    private static final Pattern NUMBERED = Pattern.compile("(\\d{1,9})(?:\\s*[:=,;]\\s*|\\s+)(.+)");
    private static final Pattern SYNSET = Pattern.compile("n\\d{8}(?:\\s*[,;:]\\s*|\\s+)(.+)");

    /** Names as they stand in the source of a program, or in a list of YAML. */
    private static final List<Pattern> WRAPPINGS =
            List.of(Pattern.compile("-\\s+(.+)"), Pattern.compile("'(.*)',?"), Pattern.compile("(\".*\"),?"));

    private LabelLines() {}

    /**
     * The names.
     *
     * @param lines    not blank, without spaces around them
     * @param isColumn true for a table of one column, whose first line may be its head
     */
    static List<String> read(List<String> lines, boolean isColumn) {
        return LabelTable.read(lines)
                .or(() -> numbered(lines))
                .map(LabelLines::withoutSynsets)
                .orElseGet(() -> withoutSynsets(unwrapped(isColumn ? withoutHead(lines) : lines)));
    }

    private static Optional<List<String>> numbered(List<String> lines) {
        Map<Integer, String> byIndex = new TreeMap<>();
        for (String line : lines) {
            Matcher matcher = NUMBERED.matcher(line);
            if (matcher.matches()) {
                byIndex.put(Integer.valueOf(matcher.group(1)), LabelTable.unquoted(unwrapped(matcher.group(2))));
            }
        }
        boolean isComplete = byIndex.size() == lines.size()
                && IntStream.range(0, lines.size()).allMatch(byIndex::containsKey);
        return isComplete ? Optional.of(List.copyOf(byIndex.values())) : Optional.empty();
    }

    private static String unwrapped(String name) {
        boolean isQuoted = name.length() > 1 && name.startsWith("'") && name.endsWith("'");
        return isQuoted ? name.substring(1, name.length() - 1) : name;
    }

    private static List<String> unwrapped(List<String> lines) {
        return WRAPPINGS.stream()
                .filter(wrapping -> areAll(lines, wrapping))
                .findFirst()
                .map(wrapping -> first(lines, wrapping))
                .orElse(lines)
                .stream()
                .map(LabelTable::unquoted)
                .toList();
    }

    private static List<String> withoutHead(List<String> lines) {
        return lines.size() > 1 && LabelTable.isNameHead(LabelTable.unquoted(lines.getFirst()))
                ? lines.subList(1, lines.size())
                : lines;
    }

    private static List<String> withoutSynsets(List<String> names) {
        return areAll(names, SYNSET)
                ? first(names, SYNSET).stream().map(LabelTable::unquoted).toList()
                : names;
    }

    private static boolean areAll(List<String> lines, Pattern pattern) {
        return lines.stream().allMatch(line -> pattern.matcher(line).matches());
    }

    private static List<String> first(List<String> lines, Pattern pattern) {
        return lines.stream()
                .map(line -> pattern.matcher(line).replaceFirst("$1"))
                .toList();
    }
}
