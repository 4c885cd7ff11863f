package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.LoadState;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a first visit takes before there is anything in the browser's cache. */
@Visit
class FirstVisitIT {

    private static final int MOST_BYTES = 200_000;

    @Test
    void aFirstVisitWeighsLittleAndAsksNobodyElse(RegardPage page) {
        // Given
        Wire wire = Wire.of(page.browser());

        // When
        page.open();
        page.browser().waitForLoadState(LoadState.NETWORKIDLE);

        // Then
        assertThat(wire.bytes(address -> address.contains("/samples/small/"))).isPositive();
        assertThat(wire.bytes(address -> address.startsWith("ws:"))).isPositive();
        assertThat(wire.bytes(address -> !address.endsWith(".jpg"))).isLessThanOrEqualTo(MOST_BYTES);
        assertThat(wire.isAllOf(page.uri())).isTrue();
    }

    @Test
    void theFirstPictureIsThereBeforeAnyScriptUnlessAnotherOneIsAskedFor(RegardPage page) {
        // Given
        page.browser().route("**/*.js", FirstVisitIT::answerNothing);
        Locator picture = page.part("stage-first");
        // When
        page.visit();
        // Then
        assertThat(picture).isVisible();
        assertThat(picture).hasAttribute("src", Pattern.compile(".*/samples/01-dog-and-cat\\.jpg"));
        // When
        page.visit("?picture=another");
        // Then
        assertThat(picture).hasCount(0);
        // When
        page.visit("compare");
        // Then
        assertThat(picture).hasCount(0);
    }

    private static void answerNothing(Route route) {
        route.fulfill(new Route.FulfillOptions().setContentType("text/javascript"));
    }
}
