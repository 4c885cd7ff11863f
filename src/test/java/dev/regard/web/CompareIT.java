package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.SelectOption;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The screen on which classes, methods, layers and models stand side by side. */
@Visit
@Screen(width = 1440, height = 900)
class CompareIT {

    private static final Pattern READING = Pattern.compile("(\\S+), row (\\d+), column (\\d+)");

    @Test
    void everyWayOfComparingIsThereWithoutAChoice(RegardPage page) {
        // Given
        page.open();
        int requests = page.requests();
        // When
        page.part("screens").getByText("Compare").click();
        // Then
        assertCompares(page, 4, "cat", "One scale for all");
        assertThat(page.requests()).as("Explore has explained them").isEqualTo(requests);
        assertThat(page.query()).isEmpty();
        // When
        compareBy(page, "methods");
        // Then
        assertCompares(page, 8, "CAM", "Methods measure in different units");
        // When
        compareBy(page, "layers");
        // Then
        assertCompares(
                page, 4, "Block 1 of 456 × 56", "CAM does not work at all of these layers; Grad-CAM takes its place.");
        // When
        compareBy(page, "models");
        // Then
        assertCompares(page, 2, "toyboxCAM, Block 4 of 4, 14 × 14", "Models have scores of different sizes");
        // When
        compareBy(page, "difference");
        // Then
        assertCompares(page, 3, "cat − dog", "One scale for all");
    }

    @Test
    void classesShareAScaleUntilEachHasItsOwnWhateverThePicture(RegardPage page) {
        // Given
        page.open("compare");
        awaitPanes(page, 4);
        Drawing common = Drawing.of(page.part("pane-heat").nth(3));
        assertThat(page.part("compare-high")).hasText(Pattern.compile("\\d+\\.\\d"));
        // When
        page.part("compare-common").click();
        // Then
        assertThat(page.part("compare-high")).hasText("100 %");
        assertThat(page.part("compare-words")).containsText("Each has its own scale");
        assertThat(Drawing.of(page.part("pane-heat").nth(3)).strongest()).isGreaterThan(common.strongest());
        // When
        page.part("compare-pictures").locator("button").last().click();
        // Then
        assertThat(page.part("pane-open").first()).not().hasText("cat");
        awaitPanes(page, 4);
    }

    @Test
    void aDifferenceIsThatOfTheNumbersThatTheInterfaceGives(RegardPage page) {
        // Given
        page.open("compare?by=difference&method=grad-cam");
        awaitPanes(page, 3);
        assertThat(page.part("compare-sentence"))
                .hasText("Red regions speak for cat rather than dog; blue ones for dog.");
        assertThat(page.part("compare-exact")).containsText("exactly the map of the score of cat less that of dog");
        JsonArray maps = explain(page, "grad-cam", List.of("cat", "dog")).getJsonArray("maps");
        // When
        page.part("pane-sheet").first().press("Enter");
        // Then
        Reading reading = Reading.of(page.part("pane-value").first());
        double cat = reading.in(maps.getJsonObject(0));
        double dog = reading.in(maps.getJsonObject(1));
        assertThat(reading.value).isCloseTo(cat - dog, within(0.01));
        assertThat(numberIn(page.part("pane-value").nth(1))).isCloseTo(cat, within(0.01));
        assertThat(numberIn(page.part("pane-value").nth(2))).isCloseTo(dog, within(0.01));
    }

    @Test
    void onePointerReadsAllPanesAtTheSamePlace(RegardPage page) {
        // Given
        page.open("compare?by=methods&item=grad-cam&item=eigen-cam");
        awaitPanes(page, 2);
        Locator sheet = page.part("pane-sheet").first();
        // When
        sheet.press("Enter");
        sheet.press("ArrowDown");
        // Then
        Reading reading = Reading.of(page.part("pane-value").first());
        JsonArray other = explain(page, "eigen-cam", List.of("cat")).getJsonArray("maps");
        double expected = reading.in(other.getJsonObject(0));
        assertThat(numberIn(page.part("pane-value").nth(1)))
                .isCloseTo(expected, within(Math.abs(expected) / 100 + 0.06));
        // When
        sheet.press("Escape");
        sheet.hover();
        // Then
        assertThat(page.part("pane-value").nth(1)).isVisible();
        page.part("compare-words").hover();
        assertThat(page.part("pane-value").nth(1)).isHidden();
    }

    @Test
    void theWipeUncoversThePictureInAllPanesAtOnce(RegardPage page) {
        // Given
        page.open("compare?by=models");
        awaitPanes(page, 2);
        Drawing covered = Drawing.of(page.part("pane-sheet").nth(1).screenshot());
        // When
        page.part("compare-wipe").press("Home");
        // Then
        assertThat(page.part("compare-wipe")).hasAttribute("aria-valuetext", "0 % heat");
        Drawing bare = Drawing.of(page.part("pane-sheet").nth(1).screenshot());
        assertThat(bare.shareThatDiffersFrom(covered)).isGreaterThan(0.9);
        assertThat(bare.shareThatDiffersFrom(
                        Drawing.of(page.part("pane-sheet").first().screenshot())))
                .isLessThan(0.05);
    }

    @Test
    void aLinkReopensWhatIsCompared(RegardPage page) {
        // Given
        page.open("compare?by=methods&item=rise&masks=20");
        awaitPanes(page, 1);
        page.part("compare-menu").locator("summary").click();
        page.part("compare-filter").fill("layer");
        page.part("compare-option").first().check();
        page.part("compare-filter").press("Escape");
        page.part("compare-signed").click();
        page.part("compare-layer").selectOption(new SelectOption().setIndex(2));
        awaitPanes(page, 2);
        String link = "compare" + page.query();
        page.browser().navigate("about:blank");
        // When
        page.open(link);
        awaitPanes(page, 2);
        // Then
        assertThat(page.part("pane-open")).hasText(new String[] {"RISE", "LayerCAM"});
        assertThat(page.part("compare-signed")).hasAttribute("aria-checked", "false");
        assertThat(page.part("compare-layer").locator("option:checked")).containsText("Block 3 of 4");
        assertThat("compare" + page.query()).isEqualTo(link);
    }

    @Test
    void thePanesAreChosenWithoutAMouse(RegardPage page) {
        // Given
        page.open("compare");
        awaitPanes(page, 4);
        Keyboard keyboard = page.browser().keyboard();
        // When
        page.part("compare-menu").locator("summary").focus();
        keyboard.press("Enter");
        assertThat(page.part("compare-filter")).isFocused();
        keyboard.type("sunfl");
        keyboard.press("Tab");
        keyboard.press("Space");
        keyboard.press("Escape");
        // Then
        awaitPanes(page, 5);
        assertThat(page.part("pane-open").last()).hasText("sunflower");
        assertThat(page.focused()).isEqualTo("SUMMARY");
        // When
        page.part("pane-remove").first().focus();
        keyboard.press("Enter");
        keyboard.press("Enter");
        // Then
        awaitPanes(page, 3);
        assertThat(page.part("pane-open").first()).hasText("tree");
        assertThat(page.focused()).isEqualTo("pane-remove");
        // When
        page.browser().locator("[name=compare-by]:checked").focus();
        keyboard.press("ArrowRight");
        // Then
        awaitPanes(page, 8);
        assertThat(page.part("pane-open").first()).hasText("CAM");
    }

    @Test
    void whatIsChosenHereIsChosenInExploreToo(RegardPage page) {
        // Given
        page.open("compare?by=layers");
        awaitPanes(page, 4);
        assertThat(page.part("strip-layer")).hasCount(4);
        // When
        page.part("strip-layer").nth(1).click();
        page.awaitReady();
        // Then
        assertThat(page.part("strip-layer").nth(1)).hasAttribute("aria-pressed", "true");
        page.part("screens").getByText("Explore").click();
        assertThat(page.part("layer-button")).containsText("Block 2 of 4");
        // When
        page.browser().goBack();
        compareBy(page, "models");
        page.part("compare-label").selectOption("dog");
        awaitPanes(page, 2);
        page.part("pane-open").nth(1).click();
        // Then
        page.awaitClass("dog");
        assertThat(page.part("model-select")).hasValue("toybox-biased");
        assertThat(page.part("model-select")).isVisible();
    }

    @Test
    void whatCannotBeHadSaysWhyAndIsTriedAgain(RegardPage page) {
        // Given
        page.open("compare");
        page.browser().route("**/api/explanations", Route::abort);
        compareBy(page, "methods");
        assertThat(page.part("pane-state").nth(2)).containsText("It did not answer.");
        page.browser().unroute("**/api/explanations");
        // When
        page.part("pane-state").nth(2).locator("button").click();
        // Then
        awaitPanes(page, 8);
        page.tolerate("Failed to load resource: net::ERR_FAILED");
    }

    private static void compareBy(RegardPage page, String way) {
        page.browser().locator(".segment:has([value=%s])".formatted(way)).click();
    }

    private static void assertCompares(RegardPage page, int panes, String first, String words) {
        awaitPanes(page, panes);
        assertThat(page.part("pane-open").first()).hasText(first);
        assertThat(page.part("compare-words")).containsText(words);
        assertThat(Drawing.of(page.part("pane-heat").last()).strongest()).isPositive();
    }

    /** Waits until all panes have their maps. */
    private static void awaitPanes(RegardPage page, int count) {
        assertThat(page.part("pane")).hasCount(count);
        assertThat(page.browser().locator("[data-testid=pane][data-state=ready]"))
                .hasCount(count);
        page.awaitReady();
    }

    /** What the interface says of the first picture. */
    private static JsonObject explain(RegardPage page, String method, List<String> classes) {
        String picture = page.part("compare-pictures").locator("button").first().getAttribute("data-id");
        JsonObject request =
                new JsonObject().put("image", picture).put("method", method).put("classes", classes);
        return new JsonObject(page.browser()
                .request()
                .post(
                        page.uri() + "api/explanations",
                        RequestOptions.create()
                                .setHeader("Content-Type", "application/json")
                                .setData(request.encode()))
                .text());
    }

    private static double numberIn(Locator value) {
        return Double.parseDouble(value.textContent().replace('\u2212', '-'));
    }

    /** What a pane says of a cell. */
    private record Reading(double value, int row, int column) {

        static Reading of(Locator text) {
            assertThat(text).hasText(READING);
            Matcher parts = READING.matcher(text.textContent());
            assertThat(parts.matches()).isTrue();
            return new Reading(
                    Double.parseDouble(parts.group(1).replace('\u2212', '-')),
                    Integer.parseInt(parts.group(2)) - 1,
                    Integer.parseInt(parts.group(3)) - 1);
        }

        /** The value of the same cell in a map of the interface. */
        double in(JsonObject map) {
            byte[] values = Base64.getDecoder().decode(map.getString("values"));
            return ByteBuffer.wrap(values)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getFloat((row * map.getInteger("width") + column) * Float.BYTES);
        }
    }
}
