package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route.FulfillOptions;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Choosing methods and layers, and what is said of them. */
@Visit
class MethodsIT {

    @Test
    void anotherMethodDrawsAnotherMap(RegardPage page) {
        // Given
        page.open();
        Drawing cam = page.heat();
        // When
        page.chooseMethod("layer-cam");
        // Then
        assertThat(page.part("method-button")).hasText("LayerCAM");
        assertThat(page.heat().shareThatDiffersFrom(cam)).isGreaterThan(0.1);
    }

    @Test
    void anotherLayerDrawsAnotherMap(RegardPage page) {
        // Given
        page.open().chooseMethod("layer-cam");
        Drawing late = page.heat();
        // When
        page.chooseLayer("Block 2 of 4");
        // Then
        assertThat(page.part("layer-button")).hasText("Block 2 of 4, 28 × 28");
        assertThat(page.heat().shareThatDiffersFrom(late)).isGreaterThan(0.1);
    }

    @Test
    void aLayerInsideABlockIsFoundByItsNameAndDrawn(RegardPage page) {
        // Given
        page.open().chooseMethod("grad-cam");
        Drawing late = page.heat();
        page.part("layer-button").click();
        page.part("inner-title").click();
        // When
        page.part("layer-filter").fill("layers.1");
        page.part("inner-options").getByTestId("layer-option").first().click();
        // Then
        page.awaitReady();
        assertThat(page.part("layer-button")).hasText(Pattern.compile(".*layers\\.1.*, 14 × 14"));
        assertThat(page.heat().shareThatDiffersFrom(late)).isGreaterThan(0.1);
    }

    @Test
    void severalLayersAreAveraged(RegardPage page) {
        // Given
        page.open().chooseMethod("grad-cam");
        Drawing one = page.heat();
        page.part("layer-button").click();
        // When
        page.part("layer-average").first().click();
        // Then
        page.awaitReady();
        assertThat(page.part("layer-average").first()).isFocused();
        assertThat(page.part("layer-average").first()).hasAttribute("aria-pressed", "true");
        assertThat(page.part("layer-button")).hasText("2 layers, averaged");
        assertThat(page.part("layer-note")).hasText("Block 4 of 4 + Block 1 of 4");
        assertThat(page.part("legend-title")).hasText("Mean of 2 normalised maps");
        assertThat(page.heat().shareThatDiffersFrom(one)).isGreaterThan(0.1);
        // When
        page.part("layer-average").first().click();
        // Then
        page.awaitReady();
        assertThat(page.heat().shareThatDiffersFrom(one)).isZero();
    }

    @Test
    void thePickerTellsWhenToUseAMethodWhatItCostsAndNeeds(RegardPage page) {
        // Given
        page.open();
        // When
        page.part("method-button").click();
        // Then
        assertThat(page.part("method-option")).hasCount(31);
        for (Locator method : page.part("method-option").all()) {
            assertThat(method.locator(".choice-fact-name")).hasText(new String[] {"When", "Costs", "Needs"});
            assertThat(method.locator(".choice-text")).hasText(Pattern.compile("[A-Z].{20,}\\."));
        }
        assertThat(page.part("method-options").locator("h3")).hasText(new Pattern[] {
            Pattern.compile("^Class activation maps(?! that)"),
            Pattern.compile("^Class activation maps that take their time.*M steps over"),
            Pattern.compile("^Saliency maps(?! that)"),
            Pattern.compile("^Saliency maps that take their time"),
            Pattern.compile("^Parts")
        });
    }

    @Test
    void aMethodIsFoundByWhatItIsFor(RegardPage page) {
        // Given
        page.open();
        page.part("method-button").click();
        // When
        page.part("method-filter").fill("breeds");
        // Then
        assertThat(page.part("method-option")).hasCount(1);
        assertThat(page.method("finer-cam")).isVisible();
        // When
        page.part("method-filter").fill("telepathy");
        // Then
        assertThat(page.part("method-options")).hasText("No method is called that, nor said to be for that");
    }

    @Test
    void whatDoesNotWorkAtALayerSaysWhyAndWhereItWould(RegardPage page) {
        // Given
        page.open().chooseLayer("Block 1 of 4");
        assertThat(page.part("method-button")).hasText("Grad-CAM");
        Drawing early = page.heat();
        page.part("method-button").click();
        // When
        page.method("cam").focus();
        page.browser().keyboard().press("Enter");
        // Then
        Locator cam = page.method("cam");
        assertThat(cam).isFocused();
        assertThat(cam).hasAttribute("aria-disabled", "true");
        assertThat(cam).hasAttribute("aria-pressed", "false");
        assertThat(cam)
                .hasAccessibleDescription(Pattern.compile("Not at this layer: it works only at the layer before"));
        assertThat(cam.locator(".choice-note")).isVisible();
        assertThat(page.heat().shareThatDiffersFrom(early)).isZero();
        // When
        page.part("method-elsewhere").click();
        // Then
        page.awaitReady();
        assertThat(cam).hasAttribute("aria-pressed", "true");
        assertThat(page.part("layer-button")).hasText("Block 4 of 4, 14 × 14 ★");
    }

    @Test
    void aLayerWhereAnotherMethodTakesOverSaysSoBeforeItIsChosen(RegardPage page) {
        // Given
        page.open();
        // When
        page.part("layer-button").click();
        // Then
        assertThat(page.layer("Block 1 of 4"))
                .hasAccessibleDescription(Pattern.compile("CAM does not work here: Grad-CAM takes its place\\."));
    }

    @Test
    void greyedWordsAreReadable(RegardPage page) {
        // Given
        page.open().chooseLayer("Block 1 of 4");
        // When
        page.part("method-button").click();
        // Then
        assertThat(Contrast.least(page.method("cam"))).isGreaterThanOrEqualTo(4.5);
    }

    @Test
    @Screen(dark = true)
    void greyedWordsAreReadableInTheDark(RegardPage page) {
        // Given
        page.open().chooseLayer("Block 1 of 4");
        // When
        page.part("method-button").click();
        // Then
        assertThat(Contrast.least(page.method("cam"))).isGreaterThanOrEqualTo(4.5);
    }

    @Test
    void aSaliencyMapIsDrawnAsPixelsOverADarkenedPicture(RegardPage page) {
        // Given
        page.open();
        // When
        page.chooseMethod("input-gradient");
        // Then
        assertThat(page.sentence()).containsText("Changing the red pixels would most change the score of");
        assertThat(page.part("heat-canvas")).hasCSS("image-rendering", "pixelated");
        assertThat(page.part("picture")).hasCSS("filter", "grayscale(0.8) brightness(0.5)");
        assertThat(page.part("legend-note")).containsText("the strongest 1 % of pixels");
        assertThat(page.part("smooth-toggle")).isDisabled();
        assertThat(page.part("layer-button")).isDisabled();
        // When
        page.chooseMethod("grad-cam");
        // Then
        assertThat(page.part("heat-canvas")).hasCSS("image-rendering", "auto");
        assertThat(page.part("picture")).hasCSS("filter", "none");
    }

    @Test
    void signedValuesOfPixelsHaveTwoColoursAndAddUp(RegardPage page) {
        // Given
        page.open();
        // When
        page.chooseMethod("integrated-gradients");
        // Then
        assertThat(page.sentence()).containsText("the blue ones lowered it");
        assertThat(page.part("print")).containsText("the values add up to");
        assertThat(page.part("colormap")).hasValue("signed");
    }

    @Test
    void optionsAreOfferedWhereAMethodHasThemAndChangeItsMap(RegardPage page) {
        // Given
        page.open();
        assertThat(page.part("option-samples")).hasCount(0);
        page.chooseMethod("smoothgrad");
        assertThat(page.part("option-samples")).hasValue("25");
        Drawing usual = page.heat();
        // When
        page.part("option-samples").fill("2");
        page.part("option-samples").press("Enter");
        // Then
        page.awaitReady();
        assertThat(page.heat().shareThatDiffersFrom(usual)).isGreaterThan(0.01);
        assertThat(page.query()).contains("samples=2");
    }

    @Test
    void aNumberOfSamplesThatCannotBeIsNotAskedFor(RegardPage page) {
        // Given
        page.open().chooseMethod("smoothgrad");
        // When
        page.part("option-samples").fill("2000");
        page.part("option-samples").press("Enter");
        // Then: asking would have begun at once
        assertThat(page.browser().evaluate("() => document.body.dataset.state")).isEqualTo("ready");
        assertThat(page.part("option-samples").evaluate("field => field.validity.rangeOverflow"))
                .isEqualTo(true);
    }

    @Test
    void anEmptyOptionIsTheUsualOneAndWhatWasNotLookedAtIsSaid(RegardPage page) {
        // Given
        page.open().chooseMethod("score-cam");
        Locator maps = page.part("option-channels");
        assertThat(maps).hasValue("");
        assertThat(maps).hasAttribute("placeholder", "128");
        // When
        maps.fill("8");
        maps.press("Enter");
        // Then
        page.awaitReady();
        assertThat(page.part("print")).containsText("only 8 of 128 feature maps were looked at");
        assertThat(page.query()).isEqualTo("?method=score-cam&channels=8");
        // When
        maps.fill("129");
        maps.press("Enter");
        // Then: the model has fewer than the method could use
        assertThat(String.valueOf(maps.evaluate("field => field.validationMessage")))
                .contains("128");
        assertThat(page.query()).contains("channels=8");
        // When
        maps.fill("");
        maps.press("Enter");
        // Then
        page.awaitReady();
        assertThat(page.part("print")).not().containsText("were looked at");
        assertThat(page.query()).isEqualTo("?method=score-cam");
    }

    @Test
    void anOptionThatTheServerRefusesSaysWhatIsAccepted(RegardPage page) {
        // Given: what it would cost is refused too, which is nobody's concern
        page.browser().route("**/cost?**", route -> route.fulfill(new FulfillOptions().setBody("no number")));
        // When
        page.browser().waitForResponse("**/cost?**", () -> page.visit("?method=score-cam&channels=999"));
        // Then
        assertThat(page.part("problem-detail"))
                .containsText("'channels' is 999 but must be a whole number from 1 to 128");
    }

    @Test
    void theSeedOfARandomMethodIsToldAndKeptInTheLink(RegardPage page) {
        // When
        page.open("?method=rise&masks=20&seed=7");
        // Then
        assertThat(page.part("option-seed")).hasValue("7");
        assertThat(page.part("print")).containsText("seed 7");
        assertThat(page.query()).isEqualTo("?method=rise&masks=20&seed=7");
    }

    @Test
    void theMeanOverCopiesOfThePictureIsASwitchOfEveryMethod(RegardPage page) {
        // Given
        page.open();
        Drawing plain = page.heat();
        // When
        page.part("option-smooth").click();
        // Then
        page.awaitReady();
        assertThat(page.part("print")).containsText("the mean over flipped and scaled copies");
        assertThat(page.part("option-smooth")).hasAttribute("aria-checked", "true");
        assertThat(page.heat().shareThatDiffersFrom(plain)).isGreaterThan(0.1);
        assertThat(page.query()).isEqualTo("?smooth=true");
    }

    @Test
    void aBaselineIsChosenAndChangesTheMap(RegardPage page) {
        // Given
        page.open().chooseMethod("integrated-gradients");
        Drawing black = page.heat();
        // When
        page.select("option-baseline", "white");
        // Then
        assertThat(page.heat().shareThatDiffersFrom(black)).isGreaterThan(0.1);
    }

    @Test
    void theFirstWhoAsksForAMethodIsToldThatItIsBeingBuilt(RegardPage page) {
        // Given
        page.open();
        page.browser().evaluate("""
                () => {
                  window.told = [];
                  const text = document.querySelector('[data-testid=progress-text]');
                  new MutationObserver(() => window.told.push(text.textContent)).observe(text, { childList: true });
                }
                """);
        // When
        page.chooseMethod("guided-backprop");
        // Then
        assertThat(String.valueOf(page.browser().evaluate("() => window.told.join()")))
                .containsPattern("Building|Preparing");
    }

    @Test
    void progressIsToldInWordsAndCanBeStopped(RegardPage page) {
        // Given
        page.open().chooseMethod("integrated-gradients");
        Drawing usual = page.heat();
        // When
        page.part("option-steps").fill("1000");
        page.part("option-steps").press("Enter");
        // Then
        assertThat(page.part("progress-text")).hasText(Pattern.compile("Step \\d+ of 1000"));
        assertThat(page.part("progress")).hasAttribute("aria-valuetext", Pattern.compile("Step \\d+ of 1000"));
        // When
        page.part("progress-stop").click();
        // Then
        page.awaitReady();
        assertThat(page.part("option-steps")).hasValue("32");
        assertThat(page.heat().shareThatDiffersFrom(usual)).isZero();
    }

    @Test
    void keysChooseMethodsWhileThePickerIsOpen(RegardPage page) {
        // Given
        page.open();
        Keyboard keyboard = page.browser().keyboard();
        page.part("method-button").focus();
        keyboard.press("Enter");
        assertThat(page.method("cam")).isFocused();
        // When
        keyboard.press("ArrowDown");
        keyboard.press("ArrowDown");
        keyboard.press("Enter");
        // Then
        page.awaitReady();
        assertThat(page.method("layer-cam")).isFocused();
        assertThat(page.method("layer-cam")).hasAttribute("aria-pressed", "true");
        // When
        keyboard.press("Escape");
        // Then
        assertThat(page.part("method-picker")).isHidden();
        assertThat(page.part("method-button")).isFocused();
    }

    @Test
    void singleKeysGoToTheNextMethodAndTheNextLayer(RegardPage page) {
        // Given
        page.open();
        // When
        page.browser().keyboard().press("m");
        page.awaitReady();
        page.browser().keyboard().press("Shift+L");
        page.awaitReady();
        // Then
        assertThat(page.part("method-button")).hasText("Grad-CAM");
        assertThat(page.part("layer-button")).hasText("Block 3 of 4, 14 × 14");
    }

    @Test
    @Screen(width = 390, height = 844, touch = true)
    void onAPhoneThePickerLeavesThePictureInSight(RegardPage page) {
        // Given
        page.open();
        // When
        page.part("method-button").tap();
        page.method("grad-cam++").tap();
        // Then
        page.awaitReady();
        double bottom = page.part("stage").boundingBox().y + page.part("stage").boundingBox().height;
        assertThat(page.part("method-picker").boundingBox().y).isCloseTo(bottom, within(120.0));
        // Browsers scroll by whole pixels.
        assertThat(page.part("stage").boundingBox().y).isGreaterThan(-1);
        assertThat(page.part("method-picker").boundingBox().y).isGreaterThanOrEqualTo(bottom);
    }
}
