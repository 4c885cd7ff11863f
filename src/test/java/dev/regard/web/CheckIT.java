package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Somebody wants to know how far the map on the stage may be believed. */
@Visit
class CheckIT {

    private static final IsVisibleOptions PATIENTLY = new IsVisibleOptions().setTimeout(60_000);

    @Test
    void aGoodMapAndThatOfAClassThatIsNotThereGetVerdictsOfTheirOwn(RegardPage page) {
        // Given
        page.open("?class=dog");
        // When
        page.part("check-open").click();
        // Then
        assertThat(verdict(page)).isVisible(PATIENTLY);
        assertThat(verdict(page)).containsText("Supported by every check");
        assertThat(verdict(page)).containsText("What is hot matters more than other places");
        assertThat(page.browser().locator(".check-card")).hasCount(4);
        assertThat(page.browser().locator(".check-outcome").first()).containsText("speaks for the map");
        assertThat(page.browser().locator(".check-chart").first())
                .hasAttribute("aria-label", Pattern.compile("Taken away, hottest first: the area .*"));
        assertThat(page.focused()).isEqualTo("check-verdict");
        // When
        page.browser().keyboard().press("Escape");
        page.findClass("airplane");
        page.part("check-open").click();
        // Then
        assertThat(verdict(page)).containsText("Class is not here");
        assertThat(verdict(page)).containsText("The model does not say 'airplane' here");
    }

    @Test
    void oneKeyOpensItAndWhatIsUnderWayCanBeStoppedAndTakenUpAgain(RegardPage page) {
        // Given
        page.open("?method=rise");
        // When
        page.browser().keyboard().press("c");
        // Then
        assertThat(page.part("check-progress")).isVisible();
        // When
        page.part("check-stop").click();
        // Then
        assertThat(page.part("check-problem")).hasText("Stopped. Nothing was found out.");
        assertThat(page.part("check-again")).isVisible();
        // When
        page.part("check-close").click();
        // Then
        assertThat(page.part("check")).isHidden();
        assertThat(page.focused()).isIn("BODY", "check-open");
    }

    @Test
    void thereIsNoMapToCheckWhereAMethodGivesParts(RegardPage page) {
        // Given
        page.open();
        assertThat(page.part("check-open")).isVisible();
        // When
        page.chooseMethod("feature-factorization");
        // Then
        assertThat(page.part("check-open")).isHidden();
    }

    @Test
    @Screen(width = 390, height = 844, language = "fr-FR")
    void onAPhoneAndInFrenchItFitsAndIsFrench(RegardPage page) {
        // Given
        page.open("?class=dog");
        // When
        page.part("check-open").click();
        // Then
        assertThat(verdict(page)).isVisible(PATIENTLY);
        assertThat(verdict(page)).containsText("Soutenue par chaque test");
        assertThat((boolean) page.part("check").evaluate("dialog => dialog.scrollWidth <= dialog.clientWidth"))
                .isTrue();
    }

    private static Locator verdict(RegardPage page) {
        return page.part("check-verdict");
    }
}
