package dev.regard.cam;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's table of methods says what the methods say of themselves. */
class ReadmeTest {

    private static final Pattern PAPER = Pattern.compile("(?<authors>.*? \\d{4}), .*?(?<address>https://\\S+).*");

    @Test
    void theTableOfMethodsIsTrue() throws IOException {
        // Given
        List<String> expected =
                Arrays.stream(CamMethod.values()).map(ReadmeTest::row).toList();
        // When
        List<String> rows = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> Arrays.stream(CamMethod.values()).anyMatch(method -> line.startsWith(start(method))))
                .toList();
        // Then
        assertThat(rows).containsExactlyElementsOf(expected);
    }

    private static String row(CamMethod method) {
        Matcher paper = PAPER.matcher(method.paper());
        assertThat(paper.matches()).as(method.paper()).isTrue();
        return start(method)
                + " | [%s](%s) | %s | %s | %s |"
                        .formatted(
                                paper.group("authors"),
                                paper.group("address"),
                                method.needsInWords(),
                                method.cost(),
                                method.whenToUse());
    }

    private static String start(CamMethod method) {
        return "| `" + method.id() + "`";
    }
}
