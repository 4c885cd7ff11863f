package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route.FulfillOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Methods that take long: their maps grow, and one can stop them, or turn to another class meanwhile. */
@Visit
class LongRunIT {

    /** Minutes of work: each test stops it, or leaves. */
    private static final String RISE = "?method=rise&masks=20000";

    private static final Pattern UNDER_WAY = Pattern.compile("^[1-9]\\d?$");

    @Test
    void theBarMovesAndTheMapGrowsAndWhatWasFoundStaysWhenItIsStopped(RegardPage page) {
        // Given
        page.visit("?method=ss-cam&samples=50");
        Locator bar = page.part("progress");
        // When
        assertThat(page.sentence()).hasText(Pattern.compile("^So far: the red regions raised the score of \\w+"));
        // Then
        Drawing first = page.heat();
        Drawing second = anotherThan(first, page);
        anotherThan(second, page);
        assertThat(bar).hasAttribute("aria-valuenow", UNDER_WAY);
        String early = bar.getAttribute("aria-valuenow");
        assertThat(bar).not().hasAttribute("aria-valuenow", early);
        assertThat(bar).hasAttribute("aria-valuenow", UNDER_WAY);
        assertThat(page.part("progress-text"))
                .hasText(Pattern.compile("Noisy feature map [\\d,]+ of 6,400 \u00b7 (about|under) \\d+ (s|min) left"));
        // When
        assertThat(running(page)).endsWith(" 1.0");
        page.part("progress-stop").click();
        // Then
        awaitNothingRunning(page);
        page.awaitReady();
        assertThat(page.sentence())
                .hasText(Pattern.compile("^Stopped at noisy feature map [\\d,]+ of 6,400\\. So far: the red regions"));
        assertThat(page.part("print")).containsText("not finished");
        assertThat(page.part("method-button")).hasText("SS-CAM");
        assertThat(page.heat().shareCovered()).isGreaterThan(0.05);
    }

    @Test
    void aStoppedMapIsAskedForAgainWhenItIsChosenAgainAndSaysThatItIsPartialWhenItIsSaved(RegardPage page)
            throws IOException {
        // Given
        page.visit(RISE);
        assertThat(page.sentence()).containsText("So far");
        page.browser().keyboard().press("Escape");
        page.awaitReady();
        // When
        Download download =
                page.browser().waitForDownload(() -> page.part("download-json").click());
        // Then
        JsonObject json =
                new JsonObject(new String(download.createReadStream().readAllBytes(), StandardCharsets.UTF_8));
        assertThat(json.getJsonArray("maps").getJsonObject(0).getBoolean("partial"))
                .isTrue();
        // When
        page.part("class-button").first().click();
        // Then
        assertThat(page.browser().locator("body")).hasAttribute("data-state", "working");
        assertThat(page.sentence()).hasText(Pattern.compile("^So far: "));
    }

    @Test
    void whatIsBeingTypedStaysWhileTheMapGrows(RegardPage page) {
        // Given
        page.visit(RISE);
        assertThat(page.sentence()).containsText("So far");
        page.part("option-masks").fill("12");
        Drawing before = page.heat();
        // When
        anotherThan(before, page);
        // Then
        assertThat(page.part("option-masks")).hasValue("12");
        page.part("option-masks").press("Enter");
        page.awaitReady();
        assertThat(page.query()).isEqualTo("?method=rise&masks=12");
    }

    @Test
    void anotherOfTheBestClassesIsShownAtOnceAndAnyOtherIsBegunAnew(RegardPage page) {
        // Given
        page.visit(RISE);
        assertThat(page.sentence()).containsText("So far");
        long requests = page.explanationsAsked();
        Drawing cat = page.heat();
        // When
        page.classRow("dog").click();
        // Then
        assertThat(page.sentence()).hasText(Pattern.compile("^So far: .* the score of dog "));
        assertThat(page.heat().shareThatDiffersFrom(cat)).isGreaterThan(0.1);
        assertThat(page.browser().locator("body")).hasAttribute("data-state", "working");
        assertThat(page.explanationsAsked()).isEqualTo(requests);
        // When
        page.part("class-search").fill("umbrella");
        page.part("class-search").press("Enter");
        // Then
        assertThat(page.sentence()).hasText(Pattern.compile("^So far: .* the score of umbrella "));
        assertThat(page.explanationsAsked()).isEqualTo(requests + 1);
    }

    @Test
    void anotherPictureOrMethodTakesThePlaceOfTheRun(RegardPage page) {
        // Given
        page.visit(RISE);
        assertThat(page.sentence()).containsText("So far");
        // When
        page.sample(Scenes.BREAKFAST).click();
        // Then
        assertThat(page.sentence()).containsText("So far");
        assertThat(page.browser().locator("body")).hasAttribute("data-state", "working");
        // When
        page.chooseMethod("cam");
        // Then
        assertThat(page.sentence()).hasText(Pattern.compile("^The red regions"));
        assertThat(page.part("print")).not().containsText("not finished");
        awaitNothingRunning(page);
    }

    @Test
    void whatWasOnTheStageComesBackWhereNothingWasFoundYet(RegardPage page) {
        // Given
        page.open("?steps=1000").chooseMethod("grad-cam");
        Drawing before = page.heat();
        page.begin("integrated-gradients");
        assertThat(page.part("progress-text")).containsText("of 1000");
        // When
        page.part("progress-stop").click();
        // Then
        page.awaitReady();
        assertThat(page.part("method-button")).hasText("Grad-CAM");
        assertThat(page.sentence()).not().containsText("So far");
        assertThat(page.heat().shareThatDiffersFrom(before)).isZero();
    }

    @Test
    void whatAMethodTakesStandsInThePickerBeforeTheClickAndFollowsItsOptions(RegardPage page) {
        // Given
        page.open();
        // When
        page.part("method-button").click();
        // Then
        Locator costs = page.method("rise").getByTestId("method-costs");
        assertThat(costs).hasText(Pattern.compile("(About \\d+ (s|min)|Under 1 s), 1,001 forward passes"));
        assertThat(page.method("cam").getByTestId("method-costs")).hasText("Nothing");
        // When
        page.part("method-picker-close").click();
        page.chooseMethod("smoothgrad");
        // Then
        assertThat(page.part("method-cost")).hasText(Pattern.compile("Takes .*, \\d+ forward passes\\."));
        String usual = page.part("method-cost").textContent();
        // When
        page.part("option-samples").fill("2");
        page.part("option-samples").press("Enter");
        // Then
        assertThat(page.part("method-cost")).not().hasText(usual);
        assertThat(page.part("method-cost")).containsText("forward passes");
    }

    @Test
    void aCostThatCannotBeHadLeavesTheWordsAsTheyAre(RegardPage page) {
        // Given
        page.browser().route("**/cost?**", route -> route.fulfill(new FulfillOptions().setBody("no number")));
        page.open();
        // When
        page.part("method-button").click();
        // Then
        assertThat(page.method("rise").getByTestId("method-costs")).hasText("A forward pass for each mask");
        assertThat(page.problem()).isHidden();
        page.part("method-picker-close").click();
        page.browser().unroute("**/cost?**");
    }

    @Test
    void whoHasTooMuchUnderWayIsToldSoInWords(RegardPage page) {
        // Given
        page.browser()
                .routeWebSocket(
                        "**/api/live",
                        socket -> socket.onMessage(frame -> socket.send(new JsonObject()
                                .put("id", new JsonObject(frame.text()).getString("id"))
                                .put("type", "problem")
                                .put("status", 429)
                                .put("retryAfter", 0)
                                .put("detail", "You have 4 long explanations under way. Wait for one, or cancel it.")
                                .encode())));
        // When
        page.visit();
        // Then
        assertThat(page.part("problem-title")).hasText("You have as many long explanations under way as you may");
        assertThat(page.part("problem-detail")).containsText("Wait for one, or cancel it.");
    }

    private static Drawing anotherThan(Drawing former, RegardPage page) {
        return await().pollInSameThread()
                .atMost(Duration.ofSeconds(10))
                .until(page::heat, heat -> heat.shareThatDiffersFrom(former) > 0);
    }

    /** How many explanations are being worked on, as the server says. */
    private static String running(RegardPage page) {
        String metrics = page.browser().request().get(page.uri() + "metrics").text();
        return metrics.lines()
                .filter(line -> line.startsWith("regard_explanations_running "))
                .findFirst()
                .orElseThrow();
    }

    private static void awaitNothingRunning(RegardPage page) {
        await().pollInSameThread().until(() -> running(page), "regard_explanations_running 0.0"::equals);
    }
}
