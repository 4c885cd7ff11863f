package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page on small and large screens, dark and light. */
@Visit
class LayoutIT {

    private static final Pattern DARK = Pattern.compile("rgb\\((\\d|[1-3]\\d), .*");
    private static final Pattern LIGHT = Pattern.compile("rgb\\(2[2-5]\\d, .*");

    @Test
    @Screen(width = 390, height = 844, touch = true)
    void aPhoneShowsThePictureAtOnceAndNothingBesideTheScreen(RegardPage page) {
        // When
        page.open();
        // Then
        BoundingBox stage = page.part("stage").boundingBox();
        assertThat(stage.y + stage.height).isLessThan(844);
        assertThat(page.sentence().boundingBox().y).isLessThan(844);
        assertNothingStandsOut(page);
        for (Locator row : page.part("class-button").all()) {
            BoundingBox box = row.boundingBox();
            assertThat(box.x).isNotNegative();
            assertThat(box.x + box.width).isLessThanOrEqualTo(390);
            assertThat(box.height).as("high enough for a finger").isGreaterThanOrEqualTo(36);
        }
    }

    @Test
    @Screen(width = 390, height = 844, touch = true)
    void aPhonesTapsChooseClassesAndPictures(RegardPage page) {
        // Given
        page.open();
        // When
        page.part("class-button").nth(1).tap();
        // Then
        assertThat(page.sentence()).containsText("guess 2 of 24");
        // When
        page.sample(Scenes.BREAKFAST).tap();
        // Then
        page.awaitReady();
        assertThat(page.sample(Scenes.BREAKFAST)).hasAttribute("aria-pressed", "true");
    }

    @Test
    @Screen(width = 820, height = 1180)
    void aTabletShowsPictureAndClassesBesideEachOther(RegardPage page) {
        // When
        page.open();
        // Then
        assertNothingStandsOut(page);
        BoundingBox stage = page.part("stage").boundingBox();
        assertThat(page.part("class-list").boundingBox().x).isGreaterThan(stage.x + stage.width - 1);
    }

    @Test
    @Screen(width = 768, height = 1024, language = "fr")
    void aNarrowTabletHasRoomForLongerWords(RegardPage page) {
        for (String screen : List.of("", "compare", "pictures", "live", "trust")) {
            // When
            page.open(screen);
            // Then
            assertNothingStandsOut(page);
            assertThat(page.part("screens").boundingBox().height).as("one line").isLessThan(40);
        }
    }

    @Test
    @Screen(width = 1440, height = 900)
    void aLargeScreenShowsEverythingWithoutScrolling(RegardPage page) {
        assertEverythingIsSeen(page);
    }

    @Test
    @Screen(width = 1440, height = 900, language = "fr")
    void aLargeScreenShowsEverythingInFrenchToo(RegardPage page) {
        assertEverythingIsSeen(page);
    }

    @Test
    @Screen(width = 1440, height = 900, dark = true)
    void aDarkSystemGetsADarkPageAndTheSwitchIsRemembered(RegardPage page) {
        // Given
        page.open();
        Locator body = page.browser().locator("body");
        assertThat(body).hasCSS("background-color", DARK);
        // When
        page.part("theme-toggle").click();
        // Then
        assertThat(body).hasCSS("background-color", LIGHT);
        // When
        page.open();
        // Then
        assertThat(body).hasCSS("background-color", LIGHT);
    }

    @Test
    @Screen(still = true)
    void whoWantsNothingToMoveSeesNothingMove(RegardPage page) {
        // When
        page.open();
        // Then
        String longest = (String) page.browser().evaluate("""
                        () => String(Math.max(...[...document.querySelectorAll('*')].flatMap((element) => {
                          const { animationDuration, transitionDuration } = getComputedStyle(element);
                          return [...animationDuration.split(','), ...transitionDuration.split(',')].map(parseFloat);
                        })))
                        """);
        assertThat(Double.parseDouble(longest)).as("seconds").isLessThan(0.001);
    }

    @Test
    @Screen(width = 320, height = 640)
    void atFourTimesTheSizeAndWidelySpacedNothingHasToBeScrolledSideways(RegardPage page) {
        for (String path : List.of(
                "",
                "compare",
                "pictures",
                "live",
                "trust",
                "trust?on=samples",
                "?present=yes",
                "models",
                "models/toybox")) {
            // When
            page.browser().navigate(page.uri() + path);
            page.browser().evaluate("""
                    () => {
                      const spaced = new CSSStyleSheet();
                      spaced.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
                        p { margin-bottom: 2em !important; }`);
                      document.adoptedStyleSheets.push(spaced);
                    }""");
            // Then
            assertThat(page.browser().locator("main")).isVisible();
            assertThat(beyond(page, "Width")).as("pixels beside /%s", path).isZero();
        }
    }

    private static void assertEverythingIsSeen(RegardPage page) {
        // When
        page.open();
        // Then
        assertNothingStandsOut(page);
        assertThat(beyond(page, "Height")).as("pixels below the screen").isZero();
    }

    private static void assertNothingStandsOut(RegardPage page) {
        assertThat(beyond(page, "Width")).as("pixels beside the screen").isZero();
    }

    private static int beyond(RegardPage page, String side) {
        return (int) page.browser()
                .evaluate(
                        "side => document.documentElement[`scroll${side}`] - document.documentElement[`client${side}`]",
                        side);
    }
}
