package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server goes and comes back while somebody works: one sign says so, nothing is blamed, and all goes on by itself. */
@Visit
class ServerGoneIT {

    private static final int COUNT = 40;
    private static final Pattern SOME = Pattern.compile("^[1-9]\\d* of " + COUNT + " .*");

    @TempDir
    static Path folder;

    @Test
    void aPictureThatIsChosenMeanwhileIsExplainedAfterwards(RegardPage page) throws IOException {
        try (Gate gate = new Gate(page.uri())) {
            // Given
            page.go(gate.uri().toString()).awaitReady();
            gate.shut();
            assertGone(page);
            // When
            page.sample(Scenes.BREAKFAST).click();
            // Then
            assertThat(page.problem()).isHidden();
            // When
            gate.open();
            // Then
            assertBack(page);
            page.awaitReady();
            assertThat(page.sample(Scenes.BREAKFAST)).hasAttribute("aria-pressed", "true");
            assertThat(page.problem()).isHidden();
            tolerateThat(page);
        }
    }

    @Test
    void whatIsShownOfTheFormerModelIsNamedAsOldUntilTheNextOneHasAnswered(RegardPage page) throws IOException {
        try (Gate gate = new Gate(page.uri())) {
            // Given
            page.go(gate.uri().toString()).awaitReady();
            gate.shut();
            assertGone(page);
            // When
            page.part("model-select").selectOption("toybox-biased");
            // Then
            assertThat(page.browser().locator("body")).hasAttribute("data-old", "");
            assertThat(page.part("print")).hasText("Old result: CAM with toybox.");
            assertThat(page.sentence()).hasCSS("opacity", "0.45");
            // When
            gate.open();
            page.awaitReady();
            // Then
            assertThat(page.browser().locator("body")).not().hasAttribute("data-old", Pattern.compile(".*"));
            assertThat(page.part("print")).not().containsText("Old");
            tolerateThat(page);
        }
    }

    @Test
    void aFileThatIsDroppedMeanwhileIsExplainedAfterwards(RegardPage page) throws IOException {
        try (Gate gate = new Gate(page.uri())) {
            // Given
            page.go(gate.uri().toString()).awaitReady();
            gate.shut();
            assertGone(page);
            // When
            page.part("drop-input").setInputFiles(Path.of("webroot/samples/02-beach.jpg"));
            assertThat(page.browser().locator("body")).hasAttribute("data-state", "working");
            assertThat(page.problem()).isHidden();
            gate.open();
            // Then
            page.awaitReady();
            assertThat(page.problem()).isHidden();
            tolerateThat(page);
        }
    }

    @Test
    void manyPicturesGoOnWhereTheyWere(RegardPage page) throws IOException {
        try (Gate gate = new Gate(page.uri())) {
            // Given
            CroppedScenes.write(folder, COUNT);
            page.go(gate.uri() + "pictures").part("pictures-folder").setInputFiles(folder);
            assertThat(page.part("pictures-text")).hasText(SOME);
            // When
            gate.shut();
            // Then
            assertGone(page);
            assertThat(page.part("pictures-troubles")).isHidden();
            // When
            gate.open();
            // Then
            assertThat(page.part("pictures-text")).containsText("%d of %d done".formatted(COUNT, COUNT));
            assertThat(page.part("pictures-troubles")).isHidden();
            assertBack(page);
            tolerateThat(page);
        }
    }

    @Test
    void aComparisonIsMadeAfterwards(RegardPage page) throws IOException {
        try (Gate gate = new Gate(page.uri())) {
            // Given
            page.go(gate.uri() + "compare");
            assertThat(page.part("pane").and(page.browser().locator("[data-state=ready]")))
                    .hasCount(4);
            gate.shut();
            assertGone(page);
            // When
            page.browser().locator(".segment:has([value=methods])").click();
            gate.open();
            // Then
            assertThat(page.part("pane").and(page.browser().locator("[data-state=ready]")))
                    .hasCount(8);
            assertBack(page);
            tolerateThat(page);
        }
    }

    @Test
    void theCameraGoesOn(RegardPage page) throws IOException {
        try (Gate gate = new Gate(page.uri())) {
            // Given
            page.go(gate.uri() + "live");
            page.usable("live-start").click();
            assertThat(page.part("live-class")).hasCount(5);
            // When
            gate.shut();
            assertGone(page);
            long asked = page.explanationsAsked();
            gate.open();
            // Then
            await().until(() -> page.browser().evaluate("() => 1") != null && page.explanationsAsked() > asked);
            assertBack(page);
            assertThat(page.part("live-problem")).hasText("");
            tolerateThat(page);
        }
    }

    @Test
    void aSearchForBiasIsMadeAfterwards(RegardPage page) throws IOException {
        try (Gate gate = new Gate(page.uri())) {
            // Given
            page.go(gate.uri() + "trust?model=toybox-biased&bias-of=horse&on=samples");
            assertThat(page.part("trust-class")).hasValue("horse");
            gate.shut();
            assertGone(page);
            // When
            page.part("trust-find").click();
            assertThat(page.part("trust-problem")).isHidden();
            gate.open();
            // Then
            assertThat(page.part("trust-heading")).containsText("horse");
            assertBack(page);
            tolerateThat(page);
        }
    }

    @Test
    void thePageAboutAModelRanksAfterwards(RegardPage page) throws IOException {
        try (Gate gate = new Gate(page.uri())) {
            // Given
            page.go(gate.uri() + "models/toybox");
            gate.shut();
            // When
            page.part("ranking-start").click();
            assertGone(page);
            assertThat(page.part("ranking-problem")).isHidden();
            gate.open();
            // Then
            assertThat(page.part("ranking-text")).hasText(Pattern.compile("\\S+"));
            assertBack(page);
            page.part("ranking-stop").click();
            tolerateThat(page);
        }
    }

    private static void assertGone(RegardPage page) {
        assertThat(page.part("offline")).containsText("No connection to the server");
    }

    private static void assertBack(RegardPage page) {
        assertThat(page.part("offline")).hasText("");
    }

    private static void tolerateThat(RegardPage page) {
        page.tolerate("net::ERR_|WebSocket connection");
    }
}
