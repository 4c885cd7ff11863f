package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import java.awt.Point;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Model, method, layer, and how the map is drawn. */
@Visit
class SettingsIT {

    @Test
    void anotherModelExplainsTheSameClassOfTheSamePicture(RegardPage page) {
        // Given
        page.open().chooseClass("dog");
        Drawing before = page.heat();
        String facts = page.part("model-note").textContent();
        // When
        page.select("model-select", "toybox-biased");
        // Then
        assertThat(page.sentence().locator("strong")).hasText("dog");
        assertThat(page.part("model-note")).not().hasText(facts);
        assertThat(page.heat().shareThatDiffersFrom(before)).isGreaterThan(0.1);
    }

    /** Behind global average pooling and one linear layer the mean gradient is CAM's weight, but for a factor. */
    @Test
    void gradCamDrawsWhatCamDrawsWhereBothAreExact(RegardPage page) {
        // Given
        page.open();
        Drawing cam = page.heat();
        String summary = page.part("method-note").textContent();
        // When
        page.chooseMethod("grad-cam");
        // Then
        assertThat(page.heat().differenceInCover(cam)).isLessThanOrEqualTo(2);
        assertThat(page.part("method-note")).not().hasText(summary);
        assertThat(page.part("print")).not().containsText("maps of all");
    }

    @Test
    void theBestClassesAreFetchedAheadSoThatChoosingOneAsksNobody(RegardPage page) {
        // Given
        page.open().chooseMethod("grad-cam");
        int requests = page.requests();
        // When
        page.chooseClass("dog");
        // Then
        assertThat(page.requests()).isEqualTo(requests);
    }

    @Test
    void aClassBeyondTheBestIsAskedForWhenItIsChosen(RegardPage page) {
        // Given
        page.open().chooseMethod("grad-cam");
        // When
        page.findClass("umbrella");
        // Then
        assertThat(page.part("class-button").last()).hasAttribute("aria-pressed", "true");
        assertThat(page.part("class-button").last()).containsText("umbrella");
    }

    @Test
    void theRecommendedLayerIsMarkedAndChosen(RegardPage page) {
        // When
        page.open();
        // Then
        assertThat(page.part("layer-button")).hasText("Block 4 of 4, 14 × 14 ★");
        assertThat(page.part("layer-note")).containsText("recommended");
    }

    @Test
    void opacityThinsTheHeat(RegardPage page) {
        // Given
        page.open();
        int strongest = page.heat().strongest();
        int requests = page.requests();
        // When
        page.part("opacity").fill("40");
        // Then
        assertThat(page.part("opacity-amount")).hasText(Pattern.compile("40\\s%"));
        assertThat(page.heat().strongest()).isCloseTo(Math.round(strongest * 40 / 85f), within(2));
        assertThat(page.requests()).isEqualTo(requests);
    }

    @Test
    void coloursChangeThePixelsAndTheirNameInTheSentence(RegardPage page) {
        // Given
        page.open();
        Drawing turbo = page.heat();
        // When
        page.part("colormap").selectOption("viridis");
        // Then
        Drawing viridis = page.heat();
        assertThat(viridis.shareThatDiffersFrom(turbo)).isGreaterThan(0.1);
        assertThat(viridis.differenceInCover(turbo)).isZero();
        assertThat(page.sentence()).containsText("The yellow regions");
    }

    @Test
    void signedColoursShowWhatSpeaksAgainstTheClass(RegardPage page) {
        // Given
        page.open().chooseClass("cat");
        double covered = page.heat().shareCovered();
        // When
        page.part("colormap").selectOption("signed");
        // Then
        assertThat(page.heat().shareCovered()).isGreaterThan(covered);
        assertThat(page.sentence()).containsText("the blue ones lowered it");
        assertThat(page.part("tick-low")).containsText("−");
    }

    @Test
    void cellsAreSteps(RegardPage page) {
        // Given
        page.open();
        long smooth = page.heat().colours();
        // When
        page.part("smooth-toggle").click();
        // Then
        assertThat(page.part("smooth-toggle")).hasAttribute("aria-checked", "false");
        assertThat(page.heat().colours()).isLessThan(smooth).isLessThanOrEqualTo(14 * 14 + 1);
    }

    @Test
    void oneScaleForAllMakesWeakClassesFaint(RegardPage page) {
        // Given
        page.open().findClass("umbrella");
        int own = page.heat().strongest();
        // When
        page.part("common-scale").click();
        // Then
        assertThat(page.heat().strongest()).isLessThan(own);
        assertThat(page.part("legend-note")).containsText("one scale for all 24 classes");
    }

    @Test
    void thePointerReadsTheValueUnderIt(RegardPage page) {
        // Given
        page.open();
        Point hottest = page.heat().hottest();
        double zoom = page.part("sheet").boundingBox().width / page.heat().width();
        // When
        page.part("sheet").hover(new Locator.HoverOptions().setPosition(hottest.x * zoom, hottest.y * zoom));
        // Then
        Locator readout = page.part("readout");
        assertThat(readout).hasText(Pattern.compile("\\d+(\\.\\d+)? row \\d+, column \\d+"));
        double high = Double.parseDouble(page.part("tick-high").textContent());
        assertThat(Double.parseDouble(readout.locator("strong").textContent())).isCloseTo(high, within(high / 10));
        assertThat(page.part("marker")).isVisible();
        // When
        page.part("opacity").hover();
        // Then
        assertThat(readout).isHidden();
    }

    @Test
    void arrowsReadTheMapCellByCellOnceBegun(RegardPage page) {
        // Given
        page.open();
        Locator stage = page.part("stage");
        stage.press("ArrowRight");
        String strongest = page.part("readout").locator("strong").textContent();
        // When
        stage.press("ArrowUp");
        // Then
        assertThat(page.part("readout").locator("strong")).not().hasText(strongest);
        assertThat(page.part("class-button").first()).hasAttribute("aria-pressed", "true");
        // When
        stage.press("Escape");
        // Then
        assertThat(page.part("readout")).isHidden();
    }
}
