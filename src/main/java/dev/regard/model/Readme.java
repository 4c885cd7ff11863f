package dev.regard.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A model's README.
 *
 * @param frontMatter the lines between {@code ---} at its beginning, in which model hubs keep their facts
 * @param lines       the rest, in Markdown
 */
public record Readme(List<String> frontMatter, List<String> lines) {

    /** More than any card has; what lies beyond is not shown. */
    private static final int MAX_BYTES = 256 << 10;

    /** How far a first clause goes at most; patterns take long for what has no end. */
    private static final int LONGEST_CLAUSE = 2000;

    private static final String FENCE = "---";
    private static final Pattern FIRST_CLAUSE = Pattern.compile("^(.+?)[.:]([*]{2})?(\\s.*)?$");
    private static final String LICENCE = "license:";

    public Readme {
        frontMatter = List.copyOf(frontMatter);
        lines = List.copyOf(lines);
    }

    static Optional<Readme> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (var input = Files.newInputStream(file)) {
            // Not Files.readAllLines, which fails where somebody writes in another encoding.
            return Optional.of(
                    of(TextFile.withoutMark(new String(input.readNBytes(MAX_BYTES), StandardCharsets.UTF_8))));
        }
    }

    private static Readme of(String text) {
        List<String> lines = text.lines().toList();
        int end = !lines.isEmpty() && lines.getFirst().equals(FENCE)
                ? lines.subList(1, lines.size()).indexOf(FENCE) + 1
                : 0;
        return end > 0
                ? new Readme(lines.subList(1, end), lines.subList(end + 1, lines.size()))
                : new Readme(List.of(), lines);
    }

    /** In Markdown. */
    public String text() {
        return String.join("\n", lines);
    }

    /** How it begins: the first clause that is no heading and no table. */
    public Optional<String> about() {
        return lines.stream()
                .dropWhile(line -> line.isBlank() || line.startsWith("#") || line.startsWith("|"))
                .takeWhile(line -> !line.isBlank())
                .collect(Collectors.collectingAndThen(Collectors.joining(" "), Optional::of))
                .filter(paragraph -> !paragraph.isEmpty())
                .map(paragraph -> paragraph.substring(0, Math.min(paragraph.length(), LONGEST_CLAUSE)))
                .map(paragraph -> FIRST_CLAUSE.matcher(paragraph).replaceFirst("$1."))
                .map(clause -> clause.replaceAll("[*_`]", ""));
    }

    Optional<String> licence() {
        return frontMatter.stream()
                .filter(line -> line.startsWith(LICENCE))
                .map(line -> line.substring(LICENCE.length()).strip())
                .filter(licence -> !licence.isEmpty())
                .findFirst();
    }
}
