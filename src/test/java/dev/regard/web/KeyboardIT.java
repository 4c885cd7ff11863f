package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everything can be done without a mouse. */
@Visit
class KeyboardIT {

    private static final int MORE_THAN_THE_PAGE_HAS = 60;

    @Test
    void tabReachesEveryPartInTheOrderOfThePage(RegardPage page) {
        // Given
        page.open();
        // When
        List<String> reached = new ArrayList<>();
        for (int press = 0; press < MORE_THAN_THE_PAGE_HAS && !reached.contains("download-json"); press++) {
            page.browser().keyboard().press("Tab");
            reached.add(page.focused());
        }
        // Then
        assertThat(reached)
                .containsSubsequence(
                        "about-button",
                        "theme-toggle",
                        "stage",
                        "drop-input",
                        "address-button",
                        "BUTTON",
                        "class-button",
                        "class-search",
                        "model-select",
                        "method-button",
                        "layer-button",
                        "colormap",
                        "opacity",
                        "smooth-toggle",
                        "common-scale",
                        "download-png",
                        "download-json");
    }

    @Test
    void aSampleAndAClassAreChosenWithEnter(RegardPage page) {
        // Given
        page.open();
        Keyboard keyboard = page.browser().keyboard();
        Locator samples = page.part("samples").locator("button");
        tabTo(page, samples.nth(2));
        // When
        keyboard.press("Enter");
        page.awaitReady();
        tabTo(page, page.part("class-button").nth(1));
        keyboard.press("Enter");
        // Then
        assertThat(samples.nth(2)).hasAttribute("aria-pressed", "true");
        assertThat(page.part("class-button").nth(1)).hasAttribute("aria-pressed", "true");
        assertThat(page.sentence()).containsText("guess 2 of 24");
    }

    @Test
    void aModelIsChosenWithTheArrows(RegardPage page) {
        // Given
        page.open();
        tabTo(page, page.part("model-select"));
        // When
        page.browser().keyboard().press("ArrowDown");
        // Then
        assertThat(page.part("model-select")).hasValue("toybox-biased");
        page.awaitReady();
        assertThat(page.part("model-select")).isFocused();
    }

    @Test
    void thePictureIsSavedWithEnter(RegardPage page) {
        // Given
        page.open();
        tabTo(page, page.part("download-png"));
        // When
        Download download =
                page.browser().waitForDownload(() -> page.browser().keyboard().press("Enter"));
        // Then
        assertThat(download.suggestedFilename()).endsWith(".png");
    }

    @Test
    void whatHasTheKeyboardIsVisiblyMarked(RegardPage page) {
        // Given
        page.open();
        // When
        tabTo(page, page.part("class-button").first());
        // Then
        assertThat(page.part("class-button").first()).hasCSS("outline-style", "solid");
    }

    private static void tabTo(RegardPage page, Locator part) {
        for (int press = 0; press < MORE_THAN_THE_PAGE_HAS && !hasFocus(part); press++) {
            page.browser().keyboard().press("Tab");
        }
        assertThat(part).isFocused();
    }

    private static boolean hasFocus(Locator part) {
        return (boolean) part.evaluate("element => element === document.activeElement");
    }
}
