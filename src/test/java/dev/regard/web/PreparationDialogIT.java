package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The dialog in which one chooses how images are prepared: what its ranking rests on, and how little one image proves. */
@Visit
class PreparationDialogIT {

    private static final double PATIENCE_MILLIS = 60_000;

    private static final String MISPLACED = """
            rows => rows.filter((row) => {
              const [label, percent] = ['.trial-label', '.trial-percent'].map((name) => row.querySelector(name).getBoundingClientRect());
              const card = row.closest('.trial').getBoundingClientRect();
              return label.right > percent.left || percent.right > card.right || percent.bottom > card.bottom;
            }).length
            """;

    @Test
    void severalLabelledImagesRankTheWays(RegardPage page) throws IOException {
        // Given
        page.open().part("check-model").click();
        assertThat(page.part("trial-advice")).containsText("One image proves little", patient());
        // When
        page.part("trial-files").setInputFiles(new FilePayload[] {
            image("dog.jpg", "01-dog-and-cat.jpg"), image("second.jpg", "01-dog-and-cat.jpg")
        });
        // Then the name of a file tells its class
        assertThat(page.part("trial-truth")).hasCount(2, new HasCountOptions().setTimeout(PATIENCE_MILLIS));
        assertThat(page.part("trial-truth").first()).hasValue("dog");
        assertThat(page.part("trial-truth").last()).hasValue("");
        assertThat(page.part("trial-advice")).containsText("1 in all");
        // When
        page.part("trial-truth").last().fill("Dog");
        page.part("trial-truth").last().blur();
        // Then
        assertThat(page.part("trial").first()).containsText("2 of 2 right");
        assertThat(page.part("trial-advice")).containsText("2 in all");
        assertThat(page.part("trial-advice")).containsText("one more or less proves nothing");
        // When
        page.part("trial-truth").last().fill("no class at all");
        page.part("trial-truth").last().blur();
        // Then
        assertThat(page.part("trial-truth").last()).hasAttribute("aria-invalid", "true");
        assertThat(page.part("trial").first()).containsText("1 of 1 right");
    }

    @Test
    void longNamesAreCutAndNumbersStandBesideThemAtEveryWidth(RegardPage page) {
        // Given
        page.open().part("check-model").click();
        assertThat(page.part("trial-advice")).containsText("One image proves little", patient());
        page.browser()
                .locator(".trial-label")
                .evaluateAll(
                        "labels => labels.forEach((label) => label.textContent = 'rubber eraser, rubber, pencil '.repeat(5))");
        for (int width : new int[] {320, 390, 768, 1440}) {
            // When
            page.browser().setViewportSize(width, 800);
            // Then
            assertThat(page.browser().locator(".trial-row").evaluateAll(MISPLACED))
                    .as("width " + width)
                    .isEqualTo(0);
        }
    }

    private static FilePayload image(String name, String sample) throws IOException {
        return new FilePayload(name, "image/jpeg", Files.readAllBytes(Path.of("webroot/samples", sample)));
    }

    private static ContainsTextOptions patient() {
        return new ContainsTextOptions().setTimeout(PATIENCE_MILLIS);
    }
}
