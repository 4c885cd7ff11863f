package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing keeps anyone out of the page that axe can find: in any view, in all languages, in both themes. */
@Visit
@Screen(still = true)
class AxeIT {

    private static final Path LANGUAGES = Path.of("webroot/languages");

    @Test
    void exploreKeepsNobodyOut(RegardPage page) throws IOException {
        assertOpenToAll(page, axe -> {
            page.open();
            axe.look("Explore");
            for (String opener :
                    List.of("method-button", "layer-button", "add-model", "about-button", "address-button")) {
                page.part(opener).click();
                lookAtDialog(page, axe, opener);
            }
            page.part("check-open").click();
            assertThat(page.part("check-verdict")).isVisible();
            lookAtDialog(page, axe, "a check of the map");
            page.browser().keyboard().press("?");
            lookAtDialog(page, axe, "the keys");
            page.part("class-search").fill("a");
            axe.look("Explore, finding a class");
            page.part("class-search").fill("");
            page.part("drop-input").setInputFiles(new FilePayload("notes.txt", "text/plain", new byte[] {1}));
            assertThat(page.problem()).isVisible();
            axe.look("a problem");
            page.part("problem-dismiss").click();
            page.chooseMethod("feature-factorization");
            axe.look("parts");
            page.chooseMethod("integrated-gradients")
                    .part("drop-input")
                    .setInputFiles(Pictures.plain("night.png", 0, 0, 0));
            assertThat(page.part("nothing")).isVisible();
            axe.look("a map that is nothing");
        });
    }

    @Test
    void presentationKeepsNobodyOut(RegardPage page) throws IOException {
        assertOpenToAll(page, axe -> {
            page.open("?present=yes");
            axe.look("presentation");
        });
    }

    @Test
    @Screen(width = 1440, height = 900, still = true)
    void compareKeepsNobodyOut(RegardPage page) throws IOException {
        assertOpenToAll(page, axe -> {
            page.open("compare");
            for (String way : List.of("classes", "methods", "layers", "models", "difference")) {
                Locator segment = page.browser().locator(".segment:has([value=%s])".formatted(way));
                segment.click();
                assertThat(segment.locator("input")).isChecked();
                assertThat(page.browser().locator(".pane:not([data-state=ready])"))
                        .hasCount(0);
                axe.look("Compare by " + way);
            }
            page.browser().locator(".segment:has([value=methods])").click();
            page.part("compare-menu").locator("summary").click();
            axe.look("Compare, choosing");
        });
    }

    @Test
    void picturesKeepNobodyOut(RegardPage page) throws IOException {
        assertOpenToAll(page, axe -> {
            page.open("pictures");
            axe.look("Pictures, empty");
            page.part("pictures-samples").click();
            assertThat(page.browser().locator(".tile[data-state=done]")).hasCount(12);
            page.part("pictures-side").locator("details").first().evaluate("details => details.open = true");
            axe.look("Pictures");
            page.part("tile").nth(1).click();
            assertThat(page.part("large-predictions").locator("li")).hasCount(5);
            axe.look("Pictures, one large");
        });
    }

    @Test
    void liveKeepsNobodyOut(RegardPage page) throws IOException {
        assertOpenToAll(page, axe -> {
            page.open("live");
            axe.look("Live, off");
            page.part("live-start").click();
            assertThat(page.part("live-class")).hasCount(5);
            axe.look("Live, on");
        });
    }

    @Test
    void trustKeepsNobodyOut(RegardPage page) throws IOException {
        assertOpenToAll(page, axe -> {
            page.open("trust?model=toybox-biased");
            axe.look("Trust, empty");
            page.part("trust-samples").click();
            page.part("trust-find").click();
            assertThat(page.part("trust-group").first()).isVisible();
            axe.look("Trust, a board");
        });
    }

    @Test
    void whatIsSharedKeepsNobodyOut(RegardPage page) throws IOException {
        assertOpenToAll(page, axe -> {
            String link = page.open().share();
            lookAtDialog(page, axe, "sharing");
            page.go(link).awaitReady();
            assertThat(page.part("link-notice")).isVisible();
            axe.look("a link");
            page.go(link + "/report").awaitReady();
            axe.look("a report");
            page.go(link + "/embed");
            axe.look("a frame");
        });
    }

    @Test
    void pagesAboutModelsKeepNobodyOut(RegardPage page) throws IOException {
        assertOpenToAll(page, axe -> {
            page.go("/models");
            axe.look("all models");
            page.go("/models/toybox");
            axe.look("a model");
            page.go("/models/toybox-biased/report").part("report-own").check();
            axe.look("a report to be made");
            ModelReportIT.judgeTwoMethods(page);
            page.part("report-files").setInputFiles(ServerFixture.DOG_AND_CAT);
            page.part("report-start").click();
            ModelReportIT.awaitPaper(page);
            axe.look("a report about a model");
            page.go("/models/nowhere");
            axe.look("a page that is not there");
            page.go("/s/nowhere");
            assertThat(page.problem()).isVisible();
            axe.look("a link that leads nowhere");
        });
        page.tolerate("404");
    }

    private static void lookAtDialog(RegardPage page, Axe axe, String view) {
        Locator dialog = page.browser().locator("dialog[open]");
        assertThat(dialog).isVisible();
        for (Locator details : dialog.locator("details").all()) {
            details.evaluate("details => details.open = true");
        }
        axe.look(view);
        page.browser().keyboard().press("Escape");
        assertThat(dialog).isHidden();
    }

    /** Walks through the views once in each language, and fails with all that was found. */
    private static void assertOpenToAll(RegardPage page, Walk walk) throws IOException {
        try (DirectoryStream<Path> languages = Files.newDirectoryStream(LANGUAGES, "*.json")) {
            for (Path file : languages) {
                String language = file.getFileName().toString().replace(".json", "");
                page.browser()
                        .context()
                        .addCookies(List.of(new Cookie("language", language)
                                .setUrl(page.uri().toString())));
                Axe axe = new Axe(page.browser());
                walk.through(axe);
                assertThat(axe.findings()).as(language).isEmpty();
            }
        }
    }

    /** The views to be looked at, one after another. */
    @FunctionalInterface
    private interface Walk {

        void through(Axe axe) throws IOException;
    }
}
