package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A walk through every view by keyboard alone: all is reached in order, seen, used, and left again. */
@Visit
@Screen(width = 1440, height = 900)
class KeyboardWalkIT {

    /** Everything that can be used now, in the order of the page. Of some radio buttons, Tab leads to the chosen one. */
    private static final String FIND = """
            () => {
              const usable = ':is(a[href], button, input, select, textarea, summary, [tabindex="0"]):enabled, :is(a[href], summary, [tabindex="0"])';
              window.stops = [...document.querySelectorAll(usable)].filter((element) =>
                element.checkVisibility({ visibilityProperty: true }) && element.tabIndex >= 0 && !element.closest('[inert]') && (element.type !== 'radio' || element.checked));
              return stops.length;
            }
            """;

    /** Which of them has the keyboard; and what is wrong with it: it must be in sight, and marked. */
    private static final String LOOK = """
            () => {
              const element = document.activeElement;
              const shape = element.matches('.unseen') ? element.closest('label') : element;
              const { left, top, right, bottom } = shape.getBoundingClientRect();
              const isAt = ([x, y]) => shape.contains(document.elementFromPoint(x, y));
              const points = [[(left + right) / 2, (top + bottom) / 2], [left + 3, top + 3], [right - 3, top + 3], [left + 3, bottom - 3], [right - 3, bottom - 3]];
              const isMarked = [element, shape].some((each) => getComputedStyle(each).outlineStyle !== 'none');
              const name = `${stops.indexOf(element)} ${element.dataset.testid ?? element.outerHTML.slice(0, 80)}`;
              return [String(stops.indexOf(element)), points.some(isAt) ? '' : `${name} is not in sight`, isMarked ? '' : `${name} is not marked`];
            }
            """;

    /** The next Tab leads to the first of them, whatever had the keyboard before. */
    private static final String BEGIN = """
            () => {
              document.body.tabIndex = -1;
              document.body.focus();
              document.body.removeAttribute('tabindex');
            }
            """;

    @Test
    void tabLeadsThroughEveryViewInOrderAndWhatItReachesIsSeen(RegardPage page) {
        page.open();
        assertWalked(page);
        page.open("compare");
        assertThat(page.browser().locator(".pane[data-state=ready]")).hasCount(4);
        assertWalked(page);
        page.open("pictures").usable("pictures-samples").press("Enter");
        assertThat(page.part("pictures-text")).containsText("12 of 12 done");
        assertWalked(page);
        page.open("live").usable("live-start").press("Space");
        assertThat(page.part("live-class")).hasCount(5);
        assertWalked(page);
        page.open("trust?model=toybox-biased").part("trust-samples").press("Enter");
        assertThat(page.part("trust-find")).isEnabled();
        page.part("trust-find").press("Enter");
        assertThat(page.part("trust-board")).isVisible();
        assertWalked(page);
        page.open("?present=yes");
        assertWalked(page);
        assertWalked(page.go("/models"));
        page.go("/models/toybox");
        assertThat(page.part("speed")).containsText("Grad-CAM");
        assertWalked(page);
    }

    @Test
    void tabLeadsThroughWhatIsSharedAndThroughWhatIsNotThere(RegardPage page) {
        String link = page.open().share();
        page.go(link).awaitReady();
        assertThat(page.part("link-notice")).isVisible();
        assertWalked(page);
        page.go(link + "/report").awaitReady();
        assertWalked(page);
        assertWalked(page.go(link + "/embed"));
        page.go("/s/nowhere");
        assertThat(page.problem()).isVisible();
        assertWalked(page.awaitReady());
        assertWalked(page.go("/s/nowhere/report"));
        assertWalked(page.go("/models/nowhere"));
        page.tolerate("404");
    }

    @Test
    void everyDialogTakesTheKeyboardAndGivesItBack(RegardPage page) {
        // Given
        page.open();
        for (String opener :
                List.of("about-button", "address-button", "add-model", "method-button", "layer-button", "share-open")) {
            // When
            page.part(opener).focus();
            page.browser().keyboard().press("Enter");
            // Then
            Locator dialog = page.browser().locator("dialog[open]");
            assertThat(dialog).hasCount(1);
            assertThat((boolean) dialog.evaluate("dialog => dialog.contains(document.activeElement)"))
                    .as(opener)
                    .isTrue();
            // When
            page.browser().keyboard().press("Escape");
            // Then
            assertThat(dialog).hasCount(0);
            assertThat(page.focused()).isEqualTo(opener);
        }
    }

    @Test
    void theHeaderIsPassedAndScreensAreChangedAndNamed(RegardPage page) {
        // Given
        page.open();
        Keyboard keys = page.browser().keyboard();
        // When
        keys.press("Tab");
        assertThat(page.part("skip")).isFocused();
        assertThat(page.part("skip")).hasCSS("opacity", "1");
        keys.press("Enter");
        keys.press("Tab");
        // Then
        assertThat(page.part("stage")).isFocused();
        // When
        page.part("screens").getByText("Compare").focus();
        keys.press("Enter");
        // Then
        assertThat(page.browser()).hasTitle("Compare · Regard");
        assertThat(page.part("pane-sheet")).hasCount(4);
        assertThat(page.part("pane-sheet").first())
                .hasAccessibleDescription(Pattern.compile("Strongest .*: \\d+.% of the evidence in [\\d.]+.% .*"));
    }

    @Test
    void theSheetOfKeysBeginsWithThoseOfTheScreen(RegardPage page) {
        // Given
        page.open("live");
        Keyboard keys = page.browser().keyboard();
        page.usable("live-start").focus();
        // When
        keys.press("?");
        // Then
        assertThat(page.part("keys").locator("h3").first()).hasText("Live");
        // When
        keys.press("Escape");
        // Then
        assertThat(page.part("live-start")).isFocused();
        // When it is typed where one types
        page.open().part("class-search").focus();
        keys.type("?");
        // Then it is typed
        assertThat(page.part("class-search")).hasValue("?");
        assertThat(page.part("keys")).isHidden();
        // When it is opened without its key
        page.part("about-button").press("Enter");
        page.part("keys-open").press("Enter");
        // Then
        assertThat(page.part("keys").locator("h3").first()).hasText("Explore");
    }

    @Test
    void singleKeysAreTurnedOffForGood(RegardPage page) {
        // Given
        page.open();
        Keyboard keys = page.browser().keyboard();
        keys.press("?");
        // When
        page.part("keys-single").press("Space");
        keys.press("Escape");
        keys.press("m");
        keys.press("?");
        // Then
        assertThat(page.part("keys")).isHidden();
        assertThat(page.part("method-button")).hasText("CAM");
        // When
        page.open();
        keys.press("m");
        keys.press("ArrowDown");
        // Then
        page.awaitClass("dog");
        assertThat(page.part("method-button")).hasText("CAM");
    }

    @Test
    void thePresentationIsEnteredUsedAndLeft(RegardPage page) {
        // Given
        page.open();
        page.part("present-open").press("Enter");
        page.part("present-class").nth(1).focus();
        // When
        page.browser().keyboard().press("Enter");
        // Then
        page.awaitClass("dog");
        assertThat(page.part("present-class").nth(1)).isFocused();
        // When
        page.part("present-close").press("Enter");
        // Then
        assertThat(page.part("present-open")).isFocused();
    }

    private static void assertWalked(RegardPage page) {
        page.browser().evaluate(BEGIN);
        int count = (int) page.browser().evaluate(FIND);
        List<String> reached = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (int press = 0; press < count; press++) {
            page.browser().keyboard().press("Tab");
            List<?> seen = (List<?>) page.browser().evaluate(LOOK);
            reached.add((String) seen.getFirst());
            seen.stream()
                    .skip(1)
                    .map(String.class::cast)
                    .filter(fault -> !fault.isEmpty())
                    .forEach(faults::add);
        }
        assertThat(faults).as(page.browser().url()).isEmpty();
        assertThat(count).as("parts to use").isPositive();
        assertThat(reached)
                .as(page.browser().url())
                .isEqualTo(IntStream.range(0, count).mapToObj(String::valueOf).toList());
    }
}
