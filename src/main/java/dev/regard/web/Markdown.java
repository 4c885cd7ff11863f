package dev.regard.web;

import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Document;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Somebody else's Markdown as HTML that can only be read: it runs nothing, loads nothing and takes little time and memory,
 * whatever stands in it. What would take too much is shown as it was typed.
 */
final class Markdown {

    private static final int LONGEST = 256 << 10;
    private static final int DEEPEST = 32;

    /** A definition that is referred to again and again can multiply a text by thousands. */
    private static final int MOST_HTML = 4 << 20;

    /** A row gets as many cells as the head has, though nobody typed them. */
    private static final long MOST_CELLS = 200_000;

    private static final Parser PARSER = parser(List.of(TablesExtension.create(), AutolinkExtension.create()));
    private static final Parser WITHOUT_TABLES = parser(List.of(AutolinkExtension.create()));

    /** What heads nothing must not be read out as a heading. */
    private static final Pattern EMPTY_HEAD = Pattern.compile("<th( align=\"\\w+\")?></th>");

    private static final HtmlRenderer RENDERER = HtmlRenderer.builder()
            .escapeHtml(true)
            .percentEncodeUrls(true)
            .nodeRendererFactory(HarmlessNodes::new)
            .extensions(List.of(TablesExtension.create()))
            .build();

    private Markdown() {}

    /** The text as the content of an element. Takes up to a second of work for the worst of texts. */
    static String html(String markdown) {
        String text = markdown.length() > LONGEST ? markdown.substring(0, LONGEST) + "\u2026" : markdown;
        try {
            return EMPTY_HEAD
                    .matcher(written(() -> parserFor(text).parse(text)))
                    .replaceAll("<td$1></td>");
        } catch (TooMuch much) {
            return written(() -> asTyped(text));
        }
    }

    private static String written(Supplier<Node> document) {
        Bounded html = new Bounded();
        RENDERER.render(document.get(), html);
        return html.toString();
    }

    private static Node asTyped(String text) {
        IndentedCodeBlock typed = new IndentedCodeBlock();
        typed.setLiteral(text);
        Document document = new Document();
        document.appendChild(typed);
        return document;
    }

    private static Parser parserFor(String text) {
        long columns = text.lines()
                .mapToLong(line -> line.chars().filter(each -> each == '|').count())
                .max()
                .orElse(0);
        return columns * text.lines().count() > MOST_CELLS ? WITHOUT_TABLES : PARSER;
    }

    private static Parser parser(List<org.commonmark.Extension> extensions) {
        return Parser.builder()
                .maxOpenBlockParsers(DEEPEST)
                .maxInlineNesting(DEEPEST)
                .extensions(extensions)
                .build();
    }

    /** HTML that does not grow without end. */
    private static final class Bounded implements Appendable {

        private final StringBuilder html = new StringBuilder();

        @Override
        public Appendable append(CharSequence text) {
            return append(text, 0, text.length());
        }

        @Override
        public Appendable append(CharSequence text, int start, int end) {
            if (html.length() + end - start > MOST_HTML) {
                throw new TooMuch();
            }
            html.append(text, start, end);
            return this;
        }

        @Override
        public Appendable append(char each) {
            return append(String.valueOf(each));
        }

        @Override
        public String toString() {
            return html.toString();
        }
    }

    /** Ends rendering. Nobody outside sees it. */
    private static final class TooMuch extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooMuch() {
            super("more HTML than anybody reads", null, false, false);
        }
    }
}
