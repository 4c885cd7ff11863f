package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.options.FilePayload;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pictures: the samples, and those that somebody brings along. */
@Visit
class PictureIT {

    private static final String FILE_IN_A_TRANSFER = """
            ({ name, type, content }) => {
              const bytes = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
              const transfer = new DataTransfer();
              transfer.items.add(new File([bytes], name, { type }));
              return transfer;
            }
            """;

    @Test
    void aSampleIsExplainedOnAClick(RegardPage page) {
        // Given
        page.open();
        Drawing before = page.picture();
        // When
        page.sample(Scenes.BREAKFAST).click();
        // Then
        page.awaitReady();
        assertThat(page.sample(Scenes.BREAKFAST)).hasAttribute("aria-pressed", "true");
        assertThat(page.sample(Scenes.DOG_AND_CAT)).hasAttribute("aria-pressed", "false");
        assertThat(page.picture().shareThatDiffersFrom(before)).isGreaterThan(0.5);
        Rectangle banana = Scenes.box(Scenes.BREAKFAST, "banana");
        assertThat(banana.contains(page.findClass("banana").heat().hottest())).isTrue();
    }

    @Test
    void aFileIsOpenedByTheDialog(RegardPage page) throws IOException {
        // Given
        page.open();
        // When
        page.part("drop-input").setInputFiles(file("holiday.jpg"));
        // Then
        assertBananaIsFound(page, "holiday.jpg");
    }

    @Test
    void aFileIsOpenedByDroppingItAnywhere(RegardPage page) throws IOException {
        // Given
        page.open();
        JSHandle transfer = transfer(page, file("dropped.jpg"));
        // When
        page.part("settings").dispatchEvent("dragenter", Map.of("dataTransfer", transfer));
        // Then
        assertThat(page.part("drop-veil")).isVisible();
        // When
        page.part("settings").dispatchEvent("dragover", Map.of("dataTransfer", transfer));
        page.part("settings").dispatchEvent("drop", Map.of("dataTransfer", transfer));
        // Then
        assertThat(page.part("drop-veil")).isHidden();
        assertBananaIsFound(page, "dropped.jpg");
    }

    @Test
    void aPictureIsPasted(RegardPage page) throws IOException {
        // Given
        page.open();
        JSHandle transfer = transfer(page, file("pasted.jpg"));
        // When
        transfer.evaluate(
                "clipboardData => document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))");
        // Then
        assertBananaIsFound(page, "pasted.jpg");
    }

    @Test
    void theSamePictureMayBeOpenedTwice(RegardPage page) throws IOException {
        // Given
        page.open();
        page.part("drop-input").setInputFiles(file("twice.jpg"));
        page.awaitReady();
        page.sample(Scenes.DOG_AND_CAT).click();
        page.awaitReady();
        // When
        page.part("drop-input").setInputFiles(file("twice.jpg"));
        // Then
        assertBananaIsFound(page, "twice.jpg");
    }

    @Test
    void anUnreadablePictureSaysSoAndThePageGoesOnWorking(RegardPage page) {
        // Given
        page.open();
        Drawing before = page.picture();
        String sentence = page.sentence().textContent();
        byte[] garbage = "this is no JPEG at all".getBytes(StandardCharsets.UTF_8);
        // When
        page.browser()
                .waitForResponse(
                        "**/api/images",
                        () -> page.part("drop-input")
                                .setInputFiles(new FilePayload("broken.jpg", "image/jpeg", garbage)));
        // Then
        assertThat(page.part("problem-title")).hasText("broken.jpg cannot be used");
        assertThat(page.part("problem-detail")).containsText("JPEG, PNG, WebP");
        assertThat(page.part("problem-again")).isHidden();
        assertThat(page.heat().strongest()).isPositive();
        assertThat(page.picture().shareThatDiffersFrom(before)).isZero();
        assertThat(page.sentence()).hasText(sentence);
        // When
        page.sample(Scenes.BREAKFAST).click();
        // Then
        page.awaitReady();
        assertThat(page.problem()).isHidden();
        assertThat(page.heat().strongest()).isPositive();
        page.tolerate("Failed to load resource.*\\b4\\d\\d\\b");
    }

    @Test
    void whatIsNoPictureIsNotEvenSent(RegardPage page) {
        // Given
        page.open();
        int requests = page.requests();
        byte[] text = "shopping list".getBytes(StandardCharsets.UTF_8);
        // When
        page.part("drop-input").setInputFiles(new FilePayload("list.txt", "text/plain", text));
        // Then
        assertThat(page.part("problem-title")).hasText("This is not a picture");
        assertThat(page.part("problem-detail")).containsText("list.txt is text/plain");
        assertThat(page.requests()).isEqualTo(requests);
        // When
        page.part("problem-dismiss").click();
        // Then
        page.awaitReady();
        assertThat(page.problem()).isHidden();
    }

    private static void assertBananaIsFound(RegardPage page, String name) {
        page.awaitReady();
        assertThat(page.part("picture")).hasAttribute("aria-label", "The picture being explained: " + name);
        Rectangle banana = Scenes.box(Scenes.BREAKFAST, "banana");
        assertThat(banana.contains(page.findClass("banana").heat().hottest())).isTrue();
    }

    private static FilePayload file(String name) throws IOException {
        return new FilePayload(name, "image/jpeg", Files.readAllBytes(Scenes.file(Scenes.BREAKFAST)));
    }

    private static JSHandle transfer(RegardPage page, FilePayload file) {
        String content = Base64.getEncoder().encodeToString(file.buffer);
        return page.browser()
                .evaluateHandle(
                        FILE_IN_A_TRANSFER, Map.of("name", file.name, "type", file.mimeType, "content", content));
    }
}
