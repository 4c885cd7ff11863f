package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.ScreenshotAnimations;
import dev.regard.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Takes the pictures of every view, the README's among them, on a phone, a tablet and a large screen, light and dark, in every
 * language, into a folder for people to look at: {@code mvn -Dit.test=ScreenshotsIT -Dscreenshots=FOLDER verify}.
 */
@EnabledIfSystemProperty(
        named = ScreenshotsIT.FOLDER,
        matches = ".+",
        disabledReason = "they are for people to look at")
class ScreenshotsIT {

    static final String FOLDER = "screenshots";

    private static Browser browser;
    private static TestServer server;

    @BeforeAll
    static void open() {
        browser = Browser.launch();
        server = TestServer.start();
    }

    @AfterAll
    static void close() {
        browser.close();
        server.close();
    }

    static Stream<Arguments> screens() {
        return Stream.of("en", "fr")
                .flatMap(language -> Stream.of(390, 768, 1440)
                        .flatMap(width -> Stream.of(false, true).map(dark -> Arguments.of(language, width, dark))));
    }

    @ParameterizedTest
    @MethodSource("screens")
    void everyView(String language, int width, boolean dark) throws IOException {
        try (RegardPage page = new RegardPage(browser.profile(width, dark, language), server.uri())) {
            Album album = new Album(page, "%d-%s-%s".formatted(width, dark ? "dark" : "light", language));
            explore(page, album);
            share(page, album);
            library(page, album);
            present(page, album);
            compare(page, album);
            pictures(page, album);
            live(page, album);
            trust(page, album);
            models(page, album);
            page.assertNoComplaints();
        }
    }

    private static void explore(RegardPage page, Album album) throws IOException {
        album.take("page", page.open().chooseClass("dog"));
        page.chooseMethod("grad-cam");
        page.part("check-open").click();
        assertThat(page.part("check-verdict")).isVisible(new IsVisibleOptions().setTimeout(60_000));
        album.take("check", page);
        page.part("check-close").click();
        page.part("method-button").click();
        album.take("methods", page);
        page.part("method-picker-close").click();
        page.part("layer-button").click();
        album.take("layers", page);
        page.part("layer-picker-close").click();
        album.take("saliency", page.chooseMethod("smoothgrad"));
        page.chooseMethod("integrated-gradients")
                .part("drop-input")
                .setInputFiles(Pictures.plain("night.png", 0, 0, 0));
        album.take("nothing", page.awaitReady());
        page.part("samples").locator("button.sample").first().click();
        album.take("parts", page.chooseMethod("feature-factorization"));
        page.begin("ss-cam");
        assertThat(page.browser().locator(".stage.growing")).isVisible();
        album.take("run", page);
        page.part("progress-stop").click();
        album.take("stopped", page.awaitReady());
        page.part("about-button").click();
        album.take("about", page);
        page.part("about-close").click();
    }

    private static void share(RegardPage page, Album album) throws IOException {
        String link = page.open("?class=dog").share();
        album.take("share", page);
        album.take("link", page.go(link).awaitReady());
        album.take("report", page.go(link + "/report").awaitReady());
        album.take("embed", page.go(link + "/embed"));
    }

    private static void library(RegardPage page, Album album) throws IOException {
        page.open().part("add-model").click();
        page.part("library-catalogue-section").locator("summary").click();
        assertThat(page.part("catalogue-take").first()).isVisible();
        album.take("library-add", page);
        page.drop(Path.of("models/toybox/model.onnx"), "bare-" + album.screen() + ".onnx");
        page.part("library-add").click();
        assertThat(page.part("trial").last()).isVisible(new IsVisibleOptions().setTimeout(60_000));
        album.take("library-check", page);
        page.part("library-remove").click();
        page.part("library-remove-yes").click();
        assertThat(page.part("library-removed")).isVisible();
    }

    private static void present(RegardPage page, Album album) throws IOException {
        album.take("present", page.open("?class=dog&present=yes"));
    }

    private static void compare(RegardPage page, Album album) throws IOException {
        page.open("compare");
        for (String by : List.of("classes", "methods", "layers", "models", "difference")) {
            page.browser().locator(".segment:has([value=%s])".formatted(by)).click();
            assertThat(page.browser().locator(".pane[data-state=working]"))
                    .hasCount(0, new HasCountOptions().setTimeout(60_000));
            assertThat(page.browser().locator(".pane[data-state=ready]").first())
                    .isVisible();
            album.take("compare-" + by, page);
        }
    }

    private static void pictures(RegardPage page, Album album) throws IOException {
        album.take("pictures-none", page.open("pictures"));
        page.part("pictures-samples").click();
        assertThat(page.part("pictures-text")).hasText(Pattern.compile("12\\D+12\\D.*"));
        page.part("pictures-main").evaluate("part => part.scrollIntoView()");
        assertThat(page.part("tile").nth(1).locator("canvas")).isVisible();
        album.take("pictures", page);
        page.part("tile").first().click();
        assertThat(page.part("large-stage")).hasAttribute("data-filled", "");
        album.take("pictures-large", page);
        page.browser().keyboard().press("Escape");
    }

    private static void live(RegardPage page, Album album) throws IOException {
        album.take("live-off", page.open("live"));
        page.part("live-start").click();
        assertThat(page.part("live-class")).hasCount(5);
        album.take("live", page);
    }

    private static void trust(RegardPage page, Album album) throws IOException {
        album.take("trust-none", page.open("trust?model=toybox-biased"));
        page.part("trust-samples").click();
        page.part("trust-find").click();
        assertThat(page.part("trust-group").first()).isVisible();
        album.take("trust", page);
    }

    private static void models(RegardPage page, Album album) throws IOException {
        album.take("models", page.go("/models"));
        album.take("model", page.go("/models/toybox"));
        album.take("report-ask", page.go("/models/toybox-biased/report"));
        ModelReportIT.judgeTwoMethods(page);
        page.part("report-class").fill("horse");
        page.part("report-start").click();
        ModelReportIT.awaitPaper(page);
        album.take("report-paper", page);
        album.take("problem", page.go("/models/nowhere"));
        page.tolerate("404");
    }

    /** @param screen what its pictures are taken on */
    private record Album(RegardPage page, String screen) {

        /** The part that the screen shows; nothing is under the pointer. */
        void take(String view, RegardPage page) throws IOException {
            var size = page.browser().viewportSize();
            page.browser().mouse().move(size.width - 1, size.height - 1);
            byte[] png =
                    page.browser().screenshot(new ScreenshotOptions().setAnimations(ScreenshotAnimations.DISABLED));
            Path folder = Files.createDirectories(Path.of(System.getProperty(FOLDER)));
            Files.write(folder.resolve("%s-%s.png".formatted(view, screen)), png);
            assertThat(Drawing.of(png).colours()).as(view).isGreaterThan(20);
        }
    }
}
