package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The parts that a model tells apart in a picture. */
@Visit
class PartsIT {

    @Test
    void allPartsAreDrawnAndNumberedAndOneIsSingledOut(RegardPage page) {
        // Given
        page.open();
        // When
        page.chooseMethod("feature-factorization");
        // Then
        Locator parts = page.part("part-button");
        assertThat(parts).hasCount(5);
        assertThat(parts.first()).hasText(Pattern.compile("1\\d+\\s%\\w+ .*%"));
        assertThat(page.part("part-numbers").locator("span:visible")).hasText(new String[] {"1", "2", "3", "4", "5"});
        assertThat(page.part("legend")).isHidden();
        assertThat(page.sentence()).hasText("The model tells 5 parts of this picture apart.");
        Drawing all = page.heat();
        // When
        parts.nth(1).focus();
        page.browser().keyboard().press("Enter");
        // Then
        assertThat(parts.nth(1)).hasAttribute("aria-pressed", "true");
        assertThat(page.sentence()).hasText(Pattern.compile("Part 2 of 5 alone: the model would call it .*\\."));
        assertThat(page.part("part-numbers").locator("span:visible")).hasText(new String[] {"2"});
        assertThat(page.heat().shareThatDiffersFrom(all)).isGreaterThan(0.1);
        // When
        page.browser().keyboard().press("Enter");
        // Then
        assertThat(parts.nth(1)).hasAttribute("aria-pressed", "false");
        assertThat(page.heat().shareThatDiffersFrom(all)).isZero();
    }

    @Test
    void choosingAClassLeavesThePartsAndCountsForTheNextMethod(RegardPage page) {
        // Given
        page.open().chooseMethod("feature-factorization");
        Drawing parts = page.heat();
        // When
        page.classRow("dog").click();
        // Then
        assertThat(page.classRow("dog")).hasAttribute("aria-pressed", "true");
        page.awaitReady();
        assertThat(page.heat().shareThatDiffersFrom(parts)).isZero();
        // When
        page.chooseMethod("grad-cam");
        // Then
        page.awaitClass("dog");
        assertThat(page.part("part-list")).isHidden();
        assertThat(page.part("legend")).isVisible();
    }

    @Test
    void moreOrFewerPartsAreAnOptionThatTheLinkKeeps(RegardPage page) {
        // When
        page.open("?method=feature-factorization&concepts=3&seed=7");
        // Then
        assertThat(page.part("part-button")).hasCount(3);
        assertThat(page.part("option-concepts")).hasValue("3");
        assertThat(page.part("print")).containsText("seed 7");
        assertThat(page.part("option-smooth")).hasCount(0);
        assertThat(page.query()).isEqualTo("?method=feature-factorization&concepts=3&seed=7");
    }

    @Test
    void partsAreSaved(RegardPage page) throws IOException {
        // Given
        page.open().chooseMethod("feature-factorization");
        // When
        Download numbers =
                page.browser().waitForDownload(() -> page.part("download-json").click());
        Download picture =
                page.browser().waitForDownload(() -> page.part("download-png").click());
        // Then
        assertThat(numbers.suggestedFilename()).isEqualTo("feature-factorization-toybox.json");
        JsonArray parts = new JsonObject(new String(numbers.createReadStream().readAllBytes(), StandardCharsets.UTF_8))
                .getJsonArray("concepts");
        assertThat(parts).hasSize(5);
        assertThat(parts.getJsonObject(0).fieldNames())
                .contains("number", "share", "predictions", "values", "geometry");
        assertThat(Drawing.of(picture.createReadStream().readAllBytes()).colours())
                .isGreaterThan(1000);
    }
}
