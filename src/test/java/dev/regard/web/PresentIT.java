package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import org.junit.jupiter.api.Test;

/** The presentation, by its keys. */
@Visit
@Screen(width = 1440, height = 900)
class PresentIT {

    @Test
    void aLinkOpensStraightIntoItAndKeysDoTheRest(RegardPage page) {
        // When
        page.open("?present=yes");
        // Then it is large, and nothing but the essential
        assertThat(page.part("settings")).isHidden();
        assertThat(page.part("present-class")).hasCount(9);
        assertThat(fontSize(page)).isGreaterThan(28);
        // When a digit is pressed
        Keyboard keys = page.browser().keyboard();
        keys.press("2");
        // Then
        page.awaitClass("dog");
        assertThat(page.part("present-class").nth(1)).hasAttribute("aria-pressed", "true");
        // When space is
        keys.press("Space");
        // Then the picture is bare, and the heat comes back
        assertThat(page.part("heat-canvas")).isHidden();
        keys.press("Space");
        assertThat(page.part("heat-canvas")).isVisible();
        // When an arrow is
        keys.press("ArrowRight");
        // Then
        assertThat(page.part("picture"))
                .hasAttribute("aria-label", "The picture being explained: Umbrella, turtle and sailboat");
        // When it is left
        keys.press("Escape");
        // Then
        assertThat(page.part("settings")).isVisible();
        page.awaitReady();
        assertThat(page.query()).doesNotContain("present");
    }

    @Test
    void itBeginsAndEndsByButton(RegardPage page) {
        // Given
        page.open();
        // When
        page.part("present-open").click();
        // Then
        assertThat(page.part("settings")).isHidden();
        assertThat(page.query()).contains("present=yes");
        // When
        page.part("present-close").click();
        // Then
        assertThat(page.part("settings")).isVisible();
    }

    private static double fontSize(RegardPage page) {
        return ((Number) page.sentence().evaluate("element => parseFloat(getComputedStyle(element).fontSize)"))
                .doubleValue();
    }
}
