package dev.regard.web;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Deque's axe, which finds what keeps people out of a page: everything that WCAG 2.2 asks for at level AA and a program can see. */
final class Axe {

    private static final String SCRIPT = read();

    private static final String RUN = """
            async (runOnly) => {
              const { violations } = await axe.run(document, { runOnly, rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] });
              return violations.flatMap(({ id, nodes }) => nodes.map(({ target, any, all, none, html }) =>
                `${id} at ${target.join(' ')}: ${[...any, ...all, ...none].map(({ message }) => message).join('; ')} (${html.slice(0, 120)})`));
            }
            """;

    private static final Map<String, Object> EVERYTHING = Map.of(
            "type", "tag", "values", List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"));

    /** Colours that are on their way to those of the other theme are nobody's. */
    private static final String STAND_STILL = """
            () => {
              const still = new CSSStyleSheet();
              still.replaceSync('*, *::before, *::after { transition: none !important; animation: none !important; }');
              document.adoptedStyleSheets.push(still);
            }
            """;

    private final Page page;
    private final List<String> findings = new ArrayList<>();

    Axe(Page page) {
        this.page = page;
    }

    /** Looks at the page as it is now, in both themes. */
    void look(String view) {
        look(view + ", light", ColorScheme.LIGHT);
        look(view + ", dark", ColorScheme.DARK);
    }

    /** What was found so far, in words. */
    List<String> findings() {
        return findings;
    }

    @SuppressWarnings("unchecked")
    private void look(String view, ColorScheme scheme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        if (!(boolean) page.evaluate("() => 'axe' in window")) {
            page.evaluate(SCRIPT);
            page.evaluate(STAND_STILL);
        }
        ((List<String>) page.evaluate(RUN, EVERYTHING)).forEach(found -> findings.add(view + ": " + found));
    }

    private static String read() {
        try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
