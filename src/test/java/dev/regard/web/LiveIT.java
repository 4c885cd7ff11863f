package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The webcam, with Chromium's fake one. */
@Visit
class LiveIT {

    private static final Pattern RATE = Pattern.compile("[\\d.]+ pictures a second, \\d+ ms each");

    @Test
    void whatTheCameraSeesIsExplainedAsItGoes(RegardPage page) {
        // When
        start(page);
        // Then
        assertThat(page.part("live-rate")).hasText(RATE);
        assertThat(page.part("live-class")).hasCount(5);
        Drawing first = Drawing.of(page.part("live-picture"));
        await().untilAsserted(
                        () -> assertThat(Drawing.of(page.part("live-picture")).shareThatDiffersFrom(first))
                                .isGreaterThan(0.001));
        assertThat(Drawing.of(page.part("live-heat")).colours()).isGreaterThan(10);
    }

    @Test
    void aClassThatIsHeldStaysWhateverIsBest(RegardPage page) {
        // Given
        start(page);
        assertThat(page.part("live-class")).hasCount(5);
        // When
        page.part("live-class").nth(2).click();
        // Then
        String held = page.part("live-class")
                .and(page.browser().locator("[aria-pressed=true]"))
                .locator("span")
                .first()
                .textContent();
        assertThat(page.part("live-class-shown")).containsText(held);
        // When
        page.part("live-follow").click();
        // Then
        assertThat(page.part("live-follow")).isHidden();
        assertThat(page.part("live-class").first()).hasAttribute("aria-pressed", "false");
    }

    @Test
    void anotherMethodIsTakenWhileItGoesOn(RegardPage page) {
        // Given
        start(page);
        assertThat(page.part("live-rate")).hasText(RATE);
        // When
        page.part("live-method").selectOption("layer-cam");
        // Then
        assertThat(page.part("live-rate")).hasText(RATE);
        assertThat(page.part("live-problem")).hasText("");
        assertThat(page.part("live-method")).hasValue("layer-cam");
    }

    @Test
    void nothingIsAskedWhileTheTabIsHidden(RegardPage page) {
        // Given
        start(page);
        assertThat(page.part("live-rate")).hasText(RATE);
        // When
        setHidden(page, true);
        // Then
        assertThat(page.part("live-rate")).hasText("Paused while this tab is hidden");
        // When
        setHidden(page, false);
        // Then
        assertThat(page.part("live-rate")).hasText(RATE);
    }

    @Test
    void leavingTheScreenLetsGoOfTheCamera(RegardPage page) {
        // Given
        start(page);
        assertThat(page.part("live-rate")).hasText(RATE);
        // When
        page.part("screens").getByText("Explore").click();
        // Then
        assertThat(page.part("live")).isHidden();
        assertThat((Boolean) page.part("live-video").evaluate("video => video.srcObject === null"))
                .isTrue();
    }

    @Test
    void aCameraThatIsRefusedIsToldInWords(RegardPage page) {
        // Given
        page.open("live");
        page.browser()
                .evaluate("() => navigator.mediaDevices.getUserMedia = async () => {"
                        + " throw new DOMException('no', 'NotAllowedError'); }");
        // When
        page.part("live-start").click();
        // Then
        assertThat(page.part("live-problem")).containsText("Allow it in the browser's settings");
        assertThat(page.part("live-start")).hasText("Start the camera");
    }

    private static void start(RegardPage page) {
        page.open("live").part("live-start").click();
    }

    private static void setHidden(RegardPage page, boolean hidden) {
        page.browser().evaluate("""
                hidden => {
                  Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
                  document.dispatchEvent(new Event('visibilitychange'));
                }""", hidden);
    }
}
