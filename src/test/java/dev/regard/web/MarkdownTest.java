package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {

    /** Half a second here; other machines are slower and have more to do. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int LONGEST = 256 << 10;

    @Test
    void textListsCodeAndTablesBecomeHtml() {
        // When
        String html = Markdown.html("""
                Some *words* and `code`.

                - one
                - two

                | a | b |
                |---|--:|
                | 1 | 2 |
                """);
        // Then
        assertThat(html)
                .contains("<p>Some <em>words</em> and <code>code</code>.</p>")
                .contains("<li>one</li>")
                .contains("<th>a</th>", "<td align=\"right\">2</td>");
    }

    @Test
    void aHeadThatIsEmptyHeadsNothing() {
        assertThat(Markdown.html("| | b |\n|---|---|\n| 1 | 2 |\n")).contains("<td></td>", "<th>b</th>");
    }

    @ParameterizedTest
    @CsvSource({"# A,<h3>A</h3>", "## A,<h4>A</h4>", "#### A,<h6>A</h6>", "###### A,<h6>A</h6>"})
    void headingsStandBelowThoseOfThePage(String markdown, String html) {
        assertThat(Markdown.html(markdown)).isEqualTo(html + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org/a?b=1", "HTTP://example.org", "mailto:somebody@example.org"})
    void aLinkThatLeadsOutTellsNobodyWhereFrom(String address) {
        assertThat(Markdown.html("[here](%s)".formatted(address)))
                .contains("<a href=\"%s\" rel=\"nofollow noopener noreferrer\" target=\"_blank\">here</a>"
                        .formatted(address));
    }

    @Test
    void anAddressInTheTextIsALinkToo() {
        assertThat(Markdown.html("see https://example.org/x."))
                .contains("<a href=\"https://example.org/x\" rel=\"nofollow noopener noreferrer\" target=\"_blank\">");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[a](javascript:alert(1))",
                "[a](JaVaScRiPt:alert(1))",
                "[a](&#106;avascript:alert(1))",
                "[a](javascript&colon;alert(1))",
                "[a](<java\tscript:alert(1)>)",
                "[a](<\u0001javascript:alert(1)>)",
                "[a](%6Aavascript:alert(1))",
                "[a](vbscript:msgbox)",
                "[a](data:text/html;base64,PHNjcmlwdD4=)",
                "[a](file:///etc/passwd)",
                "[a](//example.org)",
                "[a](/api/models)",
                "[a](LICENSE)",
                "[a](#usage)",
                "[a][b]\n\n[b]: javascript:alert(1)",
                "<javascript:alert(1)>",
                "![a](javascript:alert(1))",
                "![a](data:image/png;base64,AAAA)",
                "![a](picture.png)"
            })
    void noOtherAddressBecomesALink(String markdown) {
        assertThat(Markdown.html(markdown)).doesNotContain("<a", "<img", "href=", "src=");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "text <script src=https://example.org/x.js></script> text",
                "<img src=x onerror=alert(1)>",
                "text <img src=x onerror=alert(1)> text",
                "<svg/onload=alert(1)>",
                "<iframe src=\"javascript:alert(1)\"></iframe>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<style>body { display: none }</style>",
                "<meta http-equiv=refresh content=0;url=https://example.org>",
                "<!-- --><script>alert(1)</script><!-- -->",
                "<!-- a --> <img src=x onerror=alert(1)> <!-- b -->",
                "| a |\n|---|\n| <script>alert(1)</script> |",
                "```\"><script>alert(1)</script>\ncode\n```",
                "[a](https://example.org/\"onmouseover=alert(1))",
                "[a](https://example.org/ \"x\\\"><script>alert(1)</script>\")",
                "![\"><script>alert(1)</script>](https://example.org/a.png)",
                "`</code><script>alert(1)</script>`",
                "# <script>alert(1)</script>"
            })
    void htmlStaysText(String markdown) {
        // When
        String html = Markdown.html(markdown);
        // Then
        assertThat(html)
                .doesNotContainPattern("<(script|img|svg|iframe|style|meta)")
                .doesNotContain("href=\"javascript")
                .doesNotContainPattern("<[^>]*\\son\\w+=");
    }

    @Test
    void aPictureIsALinkInItsOwnWordsAndIsNotLoaded() {
        // When
        String html = Markdown.html("![a *cat*](https://example.org/cat.png) ![](https://example.org/dog.png)");
        // Then
        assertThat(html).doesNotContain("<img").contains(">a <em>cat</em></a>", "dog.png", ">picture</a>");
    }

    @Test
    void aPictureWithinALinkIsItsText() {
        // When
        String html = Markdown.html("[![licence](https://example.org/badge.svg)](https://example.org/licence)");
        // Then
        assertThat(html)
                .contains("<a href=\"https://example.org/licence\"")
                .contains(">licence</a>")
                .doesNotContain("badge");
    }

    @Test
    void commentsOfATemplateAreLeftOut() {
        assertThat(Markdown.html("<!-- Provide a summary. -->\n\nIt sees <!-- all --> cats."))
                .isEqualTo("<p>It sees  cats.</p>\n");
    }

    @Test
    void nothingHasAnIdThatCouldClashWithThePage() {
        assertThat(Markdown.html("# stage\n\n[a](https://example.org \"title\") `id=\"x\"`"))
                .doesNotContainPattern("<[^>]*\\s(id|name)=");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("monsters")
    void theWorstOfTextsIsReadInTime(String what, String markdown) {
        // When
        String html = Assertions.assertTimeoutPreemptively(PATIENCE, () -> Markdown.html(markdown));
        // Then
        assertThat(html.length()).as(what).isBetween(1, 8 << 20);
    }

    static Stream<Arguments> monsters() {
        return Stream.of(
                monster("quotes", "> "),
                monster("lists", "- "),
                monster("numbers", "1. "),
                Arguments.of("steps of lists", steps()),
                monster("emphasis, opened", "*a "),
                monster("emphasis, mixed", "*a **b _c __d "),
                Arguments.of("emphasis, nested", "*a ".repeat(LONGEST / 6) + "a* ".repeat(LONGEST / 6)),
                Arguments.of("strong, nested", "**a ".repeat(LONGEST / 8) + "a** ".repeat(LONGEST / 8)),
                monster("stars", "*"),
                monster("brackets, opened", "["),
                Arguments.of("brackets, nested", "[".repeat(LONGEST / 2) + "]".repeat(LONGEST / 2)),
                monster("pictures, opened", "!["),
                monster("pictures within pictures", "![a](b"),
                monster("links, unfinished", "[a](<b"),
                monster("code, unfinished", "`a``b"),
                Arguments.of("code of every length", backticks()),
                monster("tags, unfinished", "<a b=\""),
                monster("comments, unfinished", "<!-- "),
                monster("instructions, unfinished", "<?"),
                monster("entities", "&#x"),
                monster("addresses", "https://a.b"),
                monster("mail", "a@b."),
                monster("escapes", "\\"),
                monster("columns", "|a"),
                Arguments.of("columns by rows", table()),
                monster("many small tables", "|a|\n|-|\n|b|\n\n"),
                Arguments.of("references to a long address", references()),
                monster("definitions", "[a]: b\n"),
                monster("headings", "# a\n"),
                monster("fences", "```\n"),
                monster("tabs", "\t"),
                monster("lines", "a\n"));
    }

    private static Arguments monster(String name, String piece) {
        return Arguments.of(name, piece.repeat(LONGEST / piece.length() + 1));
    }

    private static String steps() {
        StringBuilder text = new StringBuilder();
        for (int depth = 0; text.length() < LONGEST; depth++) {
            text.append("  ".repeat(depth)).append("- a\n");
        }
        return text.toString();
    }

    private static String backticks() {
        StringBuilder text = new StringBuilder();
        for (int length = 1; text.length() < LONGEST; length++) {
            text.append("`".repeat(length)).append('a');
        }
        return text.toString();
    }

    private static String table() {
        int columns = LONGEST / 10;
        return "|a".repeat(columns) + "|\n" + "|-".repeat(columns) + "|\n" + "|\n".repeat(columns);
    }

    private static String references() {
        return "[a]: https://example.org/%s\n\n".formatted("x".repeat(LONGEST / 2)) + "[a] ".repeat(LONGEST / 8);
    }
}
