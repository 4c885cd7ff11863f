package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Sharing, in the page: what one makes, another opens. */
@Visit
class SharePageIT {

    @Test
    void aLinkShowsToOthersWhatItsMakerSaw(RegardPage maker, RegardPage other) {
        // Given
        maker.open().chooseMethod("grad-cam").chooseClass("dog");
        Drawing heat = maker.heat();
        // When
        String path = maker.share();
        other.go(path);
        other.awaitClass("dog");
        // Then
        assertThat(other.heat().shareThatDiffersFrom(heat)).isZero();
        assertThat(other.part("link-notice")).containsText("The model is still the same.");
        assertThat(other.address().getPath()).isEqualTo(path);
        assertThat(other.explanationsAsked()).isZero();
        // When another class is chosen whose map is there, it is still the link's
        other.chooseClass("cat");
        assertThat(other.explanationsAsked()).isZero();
        // When another method is chosen, it is no longer
        other.chooseMethod("layer-cam");
        assertThat(other.part("link-notice")).isHidden();
        assertThat(other.address().getPath()).isEqualTo("/");
    }

    @Test
    void onlyItsMakerIsOfferedToDeleteIt(RegardPage maker, RegardPage other) {
        // Given
        maker.open();
        String path = maker.share();
        assertThat(maker.part("share-state")).hasText("Stored. The link opens on this server.");
        // When
        other.go(path);
        other.awaitReady();
        other.part("share-open").click();
        // Then
        assertThat(other.part("share-link")).hasValue(other.uri().resolve(path).toString());
        assertThat(other.part("share-delete")).isHidden();
        // When
        maker.part("share-delete").click();
        assertThat(maker.part("share-state")).containsText("Deleted");
        other.browser().reload();
        // Then
        assertThat(other.problem()).containsText("This link leads to nothing");
        other.tolerate("404");
    }

    @Test
    void itsReportSaysWhatItShows(RegardPage page) {
        // Given
        page.open().chooseClass("dog");
        String path = page.share();
        // When
        page.go(path + "/report");
        // Then
        assertThat(page.part("report-words")).containsText(Pattern.compile("Strongest .*: \\d+.% of the evidence"));
        assertThat(page.part("report-predictions").locator(".chosen")).containsText("dog");
        assertThat(page.part("report-facts")).containsText("toybox");
        assertThat(Drawing.of(page.part("report-heat")).colours()).isGreaterThan(100);
    }

    @Test
    void itsFrameShowsPictureAndHeatWithoutScripts(RegardPage page) {
        // Given
        page.open().chooseClass("dog");
        String path = page.share();
        // When
        page.go(path + "/embed");
        // Then
        assertThat(page.browser().locator(".drawing")).hasCSS("opacity", "1");
        page.part("heat").uncheck();
        assertThat(page.browser().locator(".drawing")).hasCSS("opacity", "0");
    }
}
