package dev.regard.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads the names of classes from a table of columns, comma-, semicolon-, tab- or bar-separated, with or without heads: one
 * column numbers the classes, another names them.
 */
final class LabelTable {

    /** A cell, quoted or not, and the separator or the end behind it. */
    private static final List<Pattern> CELLS = Stream.of("\t", ",", ";", "|")
            .map(separator -> "\\G\\s*+(\"(?:[^\"]|\"\")*+\"|[^%1$s]*+)\\s*+([%1$s]|$)".formatted(separator))
            .map(Pattern::compile)
            .toList();

    private static final Pattern INDEX = Pattern.compile("\\d{1,9}");
    private static final Pattern WORDNET = Pattern.compile("n\\d{8}");

    private static final List<String> NAME_HEADS = List.of(
            "name",
            "label",
            "class_name",
            "classname",
            "label_name",
            "display_name",
            "class",
            "category",
            "labels",
            "names",
            "classes");

    private final List<List<String>> rows;

    private LabelTable(List<List<String>> rows) {
        this.rows = rows;
    }

    /**
     * The names of the classes, by index; empty where the lines are no such table.
     *
     * @param lines none of them blank
     */
    static Optional<List<String>> read(List<String> lines) {
        return CELLS.stream()
                .filter(cell ->
                        !lines.isEmpty() && cells(lines.getFirst(), cell).size() > 1)
                .map(cell -> new LabelTable(
                        lines.stream().map(line -> cells(line, cell)).toList()))
                .map(LabelTable::names)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** True for what stands above a column of names. */
    static boolean isNameHead(String cell) {
        return NAME_HEADS.contains(cell.toLowerCase(Locale.ROOT).replace(' ', '_'));
    }

    /** Removes quotes around a text, and reads doubled ones within as one; leaves other texts as they are. */
    static String unquoted(String text) {
        boolean isQuoted = text.length() > 1
                && text.startsWith("\"")
                && text.endsWith("\"")
                && !text.substring(1, text.length() - 1).replace("\"\"", "").contains("\"");
        return isQuoted
                ? text.substring(1, text.length() - 1).replace("\"\"", "\"").strip()
                : text;
    }

    private static List<String> cells(String line, Pattern pattern) {
        Matcher cell = pattern.matcher(line);
        List<String> cells = new ArrayList<>();
        while (cell.find()) {
            cells.add(unquoted(cell.group(1).strip()));
            if (cell.group(2).isEmpty()) {
                return cells;
            }
        }
        return List.of();
    }

    private Optional<List<String>> names() {
        int columns = rows.getFirst().size();
        if (rows.stream().anyMatch(row -> row.size() != columns)) {
            return Optional.empty();
        }
        return IntStream.range(0, columns)
                .boxed()
                .map(this::numberedBy)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The names where this column numbers the classes. */
    private Optional<List<String>> numberedBy(int column) {
        boolean hasHeads = rows.size() > 1 && !isIndex(rows.getFirst().get(column));
        List<List<String>> classes = hasHeads ? rows.subList(1, rows.size()) : rows;
        boolean isNumbering = classes.stream().allMatch(row -> isIndex(row.get(column)))
                && LabelJson.isNumbering(classes.stream()
                        .map(row -> Integer.valueOf(row.get(column)))
                        .toList());
        return isNumbering
                ? nameColumn(column, hasHeads, classes).map(named -> {
                    Map<Integer, String> byIndex = new TreeMap<>();
                    classes.forEach(row -> byIndex.put(Integer.valueOf(row.get(column)), row.get(named)));
                    return List.copyOf(byIndex.values());
                })
                : Optional.empty();
    }

    /** The column that a head says names the classes, else the only one that is left and holds no WordNet numbers. */
    private Optional<Integer> nameColumn(int numbers, boolean hasHeads, List<List<String>> classes) {
        List<Integer> others = IntStream.range(0, rows.getFirst().size())
                .filter(column -> column != numbers)
                .boxed()
                .toList();
        Optional<Integer> headed = hasHeads
                ? NAME_HEADS.stream()
                        .flatMap(head -> others.stream().filter(column -> isHead(column, head)))
                        .findFirst()
                : Optional.empty();
        List<Integer> words = others.stream()
                .filter(column -> !classes.stream()
                        .allMatch(row -> WORDNET.matcher(row.get(column)).matches()))
                .toList();
        List<Integer> left = words.isEmpty() ? others : words;
        return headed.or(
                () -> left.stream().findFirst().filter(column -> left.size() == 1 && areDistinct(classes, column)));
    }

    private boolean isHead(int column, String head) {
        return rows.getFirst()
                .get(column)
                .toLowerCase(Locale.ROOT)
                .replace(' ', '_')
                .equals(head);
    }

    /** Numbered lines of one text, as "digit: 0" and "digit: 1", are names themselves. */
    private static boolean areDistinct(List<List<String>> classes, int column) {
        Set<String> names = new HashSet<>();
        classes.forEach(row -> names.add(row.get(column)));
        return classes.size() == 1 || names.size() > 1;
    }

    private static boolean isIndex(String cell) {
        return INDEX.matcher(cell).matches();
    }
}
