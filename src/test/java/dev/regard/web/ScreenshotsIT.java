package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Takes the pictures of the pages, the README's among them, into {@code target/screenshots} or the folder given:
 * {@code mvn -Dit.test=ScreenshotsIT -Dscreenshots=FOLDER verify}. One visit takes all pictures of one screen.
 */
@Visit
class ScreenshotsIT {

    private static final Path FOLDER = Path.of(System.getProperty("screenshots", "target/screenshots"));

    @Test
    @Screen(width = 1440, height = 900)
    void largeAndLight(RegardPage page) throws IOException {
        assertShows(page, "1440-light", 1440, 900);
    }

    @Test
    @Screen(width = 1440, height = 900, dark = true)
    void largeAndDark(RegardPage page) throws IOException {
        assertShows(page, "1440-dark", 1440, 900);
    }

    @Test
    @Screen(width = 390, height = 844, touch = true)
    void phoneAndLight(RegardPage page) throws IOException {
        assertShows(page, "390-light", 390, 844);
    }

    @Test
    @Screen(width = 390, height = 844, touch = true, dark = true)
    void phoneAndDark(RegardPage page) throws IOException {
        assertShows(page, "390-dark", 390, 844);
    }

    @Test
    @Screen(width = 1440, height = 900)
    void modelsLargeAndLight(RegardPage page) throws IOException {
        assertShowsModels(page, "1440-light", 1440);
    }

    @Test
    @Screen(width = 1440, height = 900, dark = true)
    void modelsLargeAndDark(RegardPage page) throws IOException {
        assertShowsModels(page, "1440-dark", 1440);
    }

    @Test
    @Screen(width = 390, height = 844, touch = true)
    void modelsOnAPhoneAndLight(RegardPage page) throws IOException {
        assertShowsModels(page, "390-light", 390);
    }

    @Test
    @Screen(width = 390, height = 844, touch = true, dark = true)
    void modelsOnAPhoneAndDark(RegardPage page) throws IOException {
        assertShowsModels(page, "390-dark", 390);
    }

    private static void assertShows(RegardPage page, String screen, int width, int height) throws IOException {
        // When
        page.open().chooseClass("dog");
        Drawing first = take(page, "page-" + screen);
        page.chooseMethod("grad-cam").chooseLayer("Block 3 of 4");
        page.part("method-button").click();
        page.browser().keyboard().press("ArrowUp");
        Drawing methods = take(page, "methods-" + screen);
        page.part("method-picker-close").click();
        page.part("layer-button").click();
        Drawing layers = take(page, "layers-" + screen);
        page.part("layer-picker-close").click();
        Drawing saliency = take(page.chooseMethod("smoothgrad"), "saliency-" + screen);
        page.chooseMethod("integrated-gradients")
                .part("drop-input")
                .setInputFiles(Pictures.plain("night.png", 0, 0, 0));
        Drawing nothing = take(page.awaitReady(), "nothing-" + screen);
        page.part("samples").locator("button.sample").first().click();
        Drawing parts = take(page.chooseMethod("feature-factorization"), "parts-" + screen);
        page.part("method-button").click();
        page.method("ss-cam").scrollIntoViewIfNeeded();
        assertThat(page.method("ss-cam").getByTestId("method-costs")).containsText("forward passes");
        take(page, "costs-" + screen);
        page.method("ss-cam").click();
        page.part("method-picker-close").click();
        assertThat(page.sentence()).containsText("So far");
        assertThat(page.part("progress")).hasAttribute("aria-valuenow", Pattern.compile("^[1-9]\\d?$"));
        Drawing run = take(page, "run-" + screen);
        page.part("progress-stop").click();
        assertThat(page.sentence()).containsText("Stopped at");
        Drawing stopped = take(page.awaitReady(), "stopped-" + screen);
        // Then
        assertThat(first.width()).isEqualTo(width);
        assertThat(first.height()).isEqualTo(height);
        assertThat(first.colours()).as("colours").isGreaterThan(5000);
        assertThat(methods.shareThatDiffersFrom(first)).isGreaterThan(0.1);
        assertThat(layers.shareThatDiffersFrom(methods)).isGreaterThan(0.02);
        assertThat(saliency.colours()).as("colours").isGreaterThan(5000);
        assertThat(nothing.shareThatDiffersFrom(saliency)).isGreaterThan(0.1);
        assertThat(parts.shareThatDiffersFrom(nothing)).isGreaterThan(0.1);
        assertThat(run.shareThatDiffersFrom(parts)).isGreaterThan(0.1);
        assertThat(stopped.shareThatDiffersFrom(run)).isGreaterThan(0.001);
    }

    @Test
    @Screen(width = 1440, height = 900)
    void theLibraryLargeAndLight(RegardPage page) throws IOException {
        assertShowsLibrary(page, "1440-light");
    }

    @Test
    @Screen(width = 390, height = 844, touch = true, dark = true)
    void theLibraryOnAPhoneAndDark(RegardPage page) throws IOException {
        assertShowsLibrary(page, "390-dark");
    }

    private static void assertShowsLibrary(RegardPage page, String screen) throws IOException {
        // When
        page.open().part("add-model").click();
        page.part("library-catalogue-section").locator("summary").click();
        assertThat(page.part("catalogue-take").first()).isVisible();
        Drawing add = take(page, "library-add-" + screen);
        page.drop(Path.of("models/toybox/model.onnx"), "bare-" + screen + ".onnx");
        page.part("library-add").click();
        assertThat(page.part("trial").last()).isVisible(new IsVisibleOptions().setTimeout(30_000));
        Drawing check = take(page, "library-check-" + screen);
        // Then
        assertThat(check.shareThatDiffersFrom(add)).isGreaterThan(0.1);
    }

    @Test
    @Screen(width = 1440, height = 900)
    void manyPicturesLargeAndLight(RegardPage page) throws IOException {
        assertShowsMany(page, "1440-light");
    }

    @Test
    @Screen(width = 390, height = 844, touch = true, dark = true)
    void manyPicturesOnAPhoneAndDark(RegardPage page) throws IOException {
        assertShowsMany(page, "390-dark");
    }

    private static void assertShowsMany(RegardPage page, String screen) throws IOException {
        // When
        page.open("pictures");
        Drawing none = take(page, "pictures-none-" + screen);
        page.part("pictures-samples").click();
        assertThat(page.part("pictures-text")).containsText("12 of 12 done");
        page.part("pictures-main").evaluate("part => part.scrollIntoView()");
        assertThat(page.part("tile").nth(1).locator("canvas")).isVisible();
        Drawing grid = take(page, "pictures-" + screen);
        page.part("tile").first().click();
        assertThat(page.part("large-stage")).hasAttribute("data-filled", "");
        Drawing large = take(page, "pictures-large-" + screen);
        // Then
        assertThat(grid.colours()).as("colours").isGreaterThan(5000);
        assertThat(grid.shareThatDiffersFrom(none)).isGreaterThan(0.1);
        assertThat(large.shareThatDiffersFrom(grid)).isGreaterThan(0.1);
    }

    private static void assertShowsModels(RegardPage page, String screen, int width) throws IOException {
        // When
        page.browser().navigate(page.uri() + "models");
        Drawing list = take(page, "models-" + screen);
        page.browser().navigate(page.uri() + "models/toybox");
        assertThat(page.part("speed")).containsText("Grad-CAM");
        Drawing top = take(page, "model-" + screen);
        page.part("methods").evaluate("part => part.scrollIntoView()");
        Drawing methods = take(page, "model-methods-" + screen);
        page.part("layers").evaluate("part => part.scrollIntoView()");
        Drawing layers = take(page, "model-layers-" + screen);
        // Then
        assertThat(list.width()).isEqualTo(width);
        assertThat(top.shareThatDiffersFrom(list)).isGreaterThan(0.02);
        assertThat(methods.shareThatDiffersFrom(top)).isGreaterThan(0.02);
        assertThat(layers.shareThatDiffersFrom(methods)).isGreaterThan(0.01);
    }

    @Test
    @Screen(width = 1440, height = 900)
    void comparingLargeAndLight(RegardPage page) throws IOException {
        assertShowsComparisons(page, "1440-light");
    }

    @Test
    @Screen(width = 390, height = 844, touch = true, dark = true)
    void comparingOnAPhoneAndDark(RegardPage page) throws IOException {
        assertShowsComparisons(page, "390-dark");
    }

    private static void assertShowsComparisons(RegardPage page, String screen) throws IOException {
        // When
        page.open("compare");
        assertThat(page.browser().locator(".pane[data-state=ready]")).hasCount(4);
        Drawing classes = take(page, "compare-classes-" + screen);
        page.browser().locator(".segment:has([value=layers])").click();
        assertThat(page.browser().locator(".strip-layer:not(.blank)")).hasCount(4);
        Drawing layers = take(page, "compare-layers-" + screen);
        page.browser().locator(".segment:has([value=difference])").click();
        assertThat(page.browser().locator(".pane[data-state=ready]")).hasCount(3);
        Drawing difference = take(page, "compare-difference-" + screen);
        // Then
        assertThat(layers.shareThatDiffersFrom(classes)).isGreaterThan(0.02);
        assertThat(difference.shareThatDiffersFrom(layers)).isGreaterThan(0.02);
    }

    private static Drawing take(RegardPage page, String name) throws IOException {
        // Nothing is under the pointer.
        page.browser()
                .mouse()
                .move(page.browser().viewportSize().width - 1, page.browser().viewportSize().height - 1);
        byte[] png = page.browser().screenshot(new ScreenshotOptions().setAnimations(ScreenshotAnimations.DISABLED));
        Files.createDirectories(FOLDER);
        Files.write(FOLDER.resolve(name + ".png"), png);
        return Drawing.of(png);
    }
}
