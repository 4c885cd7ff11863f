package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import java.awt.Point;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Opening the page, and looking at one class after the other. */
@Visit
class PageIT {

    private static final Pattern UNREACHED = Pattern.compile("/(api/models|health/live)$");

    /** What the colour map Turbo ends in. */
    private static final int DARKEST_RED = 0x900c00;

    @Test
    void theFirstPictureIsExplainedUnasked(RegardPage page) {
        // When
        page.open();
        // Then
        assertThat(page.sentence())
                .hasText(Pattern.compile("The red regions raised the score of \\w+ \\(.*\\s%\\)\\."));
        assertThat(page.part("print")).containsText("ms on CPU");
        assertThat(page.heat().strongest()).isGreaterThan(200);
        assertThat(page.picture().colours()).isGreaterThan(1000);
        assertThat(page.problem()).isHidden();
    }

    @Test
    void theHeatMovesToTheChosenClassWithoutAskingTheServer(RegardPage page) {
        // Given
        page.open();
        int requests = page.requests();
        // When
        Drawing cat = page.chooseClass("cat").heat();
        Drawing dog = page.chooseClass("dog").heat();
        // Then
        assertThat(Scenes.box(Scenes.DOG_AND_CAT, "cat").contains(cat.hottest()))
                .as("%s is on the cat", cat.hottest())
                .isTrue();
        assertThat(Scenes.box(Scenes.DOG_AND_CAT, "dog").contains(dog.hottest()))
                .as("%s is on the dog", dog.hottest())
                .isTrue();
        assertThat(page.requests()).isEqualTo(requests);
    }

    @Test
    void theHottestPixelHasTheLastColourAtTheChosenOpacity(RegardPage page) {
        // Given
        page.open();
        // When
        Drawing heat = page.heat();
        // Then
        Point hottest = heat.hottest();
        assertThat(heat.alpha(hottest)).isCloseTo(Math.round(255 * 0.85f), within(4));
        for (int shift = 0; shift <= 16; shift += 8) {
            assertThat(heat.colour(hottest) >> shift & 255).isCloseTo(DARKEST_RED >> shift & 255, within(4));
        }
    }

    @Test
    void theBestClassesStandInOrderWithTheirProbabilities(RegardPage page) {
        // When
        page.open();
        // Then
        Locator rows = page.part("class-button");
        assertThat(rows).hasCount(6);
        assertThat(rows.first()).hasAttribute("aria-pressed", "true");
        assertThat(rows.locator(".class-rank")).hasText(new String[] {"1.", "2.", "3.", "4.", "5.", "6."});
        assertThat(rows.locator(".class-percent").first()).hasText(Pattern.compile("\\d+(\\.\\d)?\\s%"));
        assertThat(page.part("class-count")).hasText("24 classes");
    }

    @Test
    void arrowsWalkThroughTheClassesFromTheList(RegardPage page) {
        // Given
        page.open();
        Locator rows = page.part("class-button");
        rows.first().focus();
        int requests = page.requests();
        // When
        page.browser().keyboard().press("ArrowDown");
        page.browser().keyboard().press("ArrowDown");
        page.browser().keyboard().press("ArrowUp");
        // Then
        assertThat(rows.nth(1)).hasAttribute("aria-pressed", "true");
        assertThat(rows.nth(1)).isFocused();
        assertThat(page.sentence()).containsText("guess 2 of 24");
        assertThat(page.requests()).isEqualTo(requests);
    }

    @Test
    void arrowsWalkThroughTheClassesWithNothingFocused(RegardPage page) {
        // Given
        page.open();
        // When
        page.browser().keyboard().press("ArrowDown");
        // Then
        assertThat(page.focused()).isEqualTo("BODY");
        assertThat(page.part("class-button").nth(1)).hasAttribute("aria-pressed", "true");
    }

    @Test
    void arrowsWalkThroughTheClassesFromThePicture(RegardPage page) {
        // Given
        page.open();
        page.part("sheet").click();
        // When
        page.browser().keyboard().press("ArrowDown");
        // Then
        assertThat(page.focused()).isEqualTo("stage");
        assertThat(page.part("class-button").nth(1)).hasAttribute("aria-pressed", "true");
    }

    @Test
    void walkingGoesOnBeyondTheBestAndStopsAtTheLast(RegardPage page) {
        // Given
        page.open();
        // When
        for (int press = 0; press < 30; press++) {
            page.browser().keyboard().press("ArrowDown");
        }
        // Then
        assertThat(page.sentence()).containsText("guess 24 of 24");
        assertThat(page.part("class-button")).hasCount(6);
        assertThat(page.part("class-button").last()).hasAttribute("aria-pressed", "true");
    }

    @Test
    void anyClassIsFoundByTyping(RegardPage page) {
        // Given
        page.open();
        // When
        page.part("class-search").pressSequentially("clock");
        // Then
        assertThat(page.part("class-option")).hasCount(1);
        assertThat(page.part("class-option")).hasAttribute("aria-selected", "true");
        // When
        page.part("class-search").press("Enter");
        // Then
        page.awaitClass("alarm clock");
        assertThat(page.classRow("alarm clock")).hasAttribute("aria-pressed", "true");
        assertThat(page.part("class-options")).isHidden();
    }

    @Test
    void aClassThatDoesNotExistIsSaid(RegardPage page) {
        // Given
        page.open();
        // When
        page.part("class-search").fill("unicorn");
        page.part("class-search").press("Enter");
        // Then
        assertThat(page.part("class-options")).hasText("No class is called that");
        // When
        page.part("class-search").press("Escape");
        // Then
        assertThat(page.part("class-options")).isHidden();
        assertThat(page.part("class-search")).hasValue("");
    }

    @Test
    void choosingAnUnlikelyClassMovesNothing(RegardPage page) {
        // Given
        page.open();
        double before = page.part("settings").boundingBox().y;
        // When
        page.part("class-search").click();
        page.part("class-option").last().click();
        // Then
        assertThat(page.part("class-button").last()).hasAttribute("aria-pressed", "true");
        assertThat(page.part("settings").boundingBox().y).isEqualTo(before);
    }

    @Test
    void theAboutPanelOpensClosesAndGivesTheFocusBack(RegardPage page) {
        // Given
        page.open();
        page.part("about-button").focus();
        // When
        page.browser().keyboard().press("Enter");
        // Then
        assertThat(page.part("about-dialog")).isVisible();
        assertThat(page.part("about-dialog")).containsText("Grad-CAM");
        // When
        page.browser().keyboard().press("Escape");
        // Then
        assertThat(page.part("about-dialog")).isHidden();
        assertThat(page.part("about-button")).isFocused();
        // When
        page.part("about-button").click();
        page.part("about-close").click();
        // Then
        assertThat(page.part("about-dialog")).isHidden();
    }

    @Test
    void aServerThatDoesNotAnswerAtTheStartIsAskedAgain(RegardPage page) {
        // Given
        page.browser().route(UNREACHED, Route::abort);
        page.visit();
        assertThat(page.part("offline")).containsText("No connection to the server");
        assertThat(page.problem()).isHidden();
        // When
        page.browser().unroute(UNREACHED);
        // Then
        page.awaitReady();
        assertThat(page.part("offline")).hasText("");
        page.tolerate("Failed to load resource: net::ERR_FAILED");
    }

    @Test
    void aPictureChosenWhileTheModelsAreMissingIsExplainedWhenTheyAreThere(RegardPage page) {
        // Given
        page.browser().route(UNREACHED, Route::abort);
        page.visit();
        assertThat(page.part("offline")).containsText("No connection to the server");
        // When
        page.sample(Scenes.BREAKFAST).click();
        page.browser().unroute(UNREACHED);
        // Then
        page.awaitReady();
        assertThat(page.sample(Scenes.BREAKFAST)).hasAttribute("aria-pressed", "true");
        page.tolerate("Failed to load resource: net::ERR_FAILED");
    }
}
