package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The address of the page is a link to what it shows. */
@Visit
class LinkIT {

    @Test
    void whatEverybodySeesFirstHasTheShortestAddress(RegardPage page) {
        // When
        page.open();
        // Then
        assertThat(page.query()).isEmpty();
    }

    @Test
    void aLinkReopensModelMethodLayersClassAndColours(RegardPage page) {
        // Given
        page.open()
                .select("model-select", "toybox-biased")
                .chooseMethod("layer-cam")
                .chooseLayer("Block 2 of 4");
        page.part("layer-button").click();
        page.part("layer-average").first().click();
        page.awaitReady();
        page.part("layer-picker-close").click();
        page.chooseClass("dog");
        page.part("colormap").selectOption("viridis");
        page.part("smooth-toggle").click();
        Drawing before = page.heat();
        String sentence = page.sentence().textContent();
        String link = page.query();
        page.browser().navigate("about:blank");
        // When
        page.open(link);
        // Then
        assertThat(page.sentence()).hasText(sentence);
        assertThat(page.part("model-select")).hasValue("toybox-biased");
        assertThat(page.part("layer-button")).hasText("2 layers, averaged");
        assertThat(page.heat().shareThatDiffersFrom(before)).isZero();
        assertThat(page.query()).isEqualTo(link);
    }

    @Test
    void aLinkReopensThePictureThatSomebodyBroughtAlong(RegardPage page) {
        // Given
        page.open();
        page.part("drop-input").setInputFiles(Pictures.plain("sky.png", 90, 150, 230));
        page.awaitReady();
        Drawing before = page.heat();
        String link = page.query();
        // When
        page.open(link);
        // Then
        assertThat(link).startsWith("?picture=");
        assertThat(page.heat().shareThatDiffersFrom(before)).isZero();
        assertThat(page.picture().colours()).isEqualTo(1);
    }

    @Test
    void aLinkReopensOptions(RegardPage page) {
        // When
        page.open("?method=smoothgrad&samples=2");
        // Then
        assertThat(page.part("method-button")).hasText("SmoothGrad");
        assertThat(page.part("option-samples")).hasValue("2");
        assertThat(page.query()).isEqualTo("?method=smoothgrad&samples=2");
    }

    @Test
    void aLinkToAMethodThatNobodyHasSaysSoAndShowsAnother(RegardPage page) {
        // When
        page.open("?method=telepathy&class=dog");
        // Then
        assertThat(page.problem()).containsText("Not to be had here: telepathy.");
        assertThat(page.part("method-button")).hasText("CAM");
        assertThat(page.sentence().locator("strong")).hasText("dog");
    }

    @Test
    void aLinkToAPictureThatIsGoneSaysSo(RegardPage page) {
        // When
        page.browser().navigate(page.uri() + "?picture=" + "0".repeat(64));
        // Then
        assertThat(page.part("problem-detail")).containsText("No picture has this id");
        page.tolerate("Failed to load resource: the server responded with a status of 4\\d\\d");
    }
}
