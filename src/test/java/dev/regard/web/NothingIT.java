package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A map that is numerically nothing: integrated gradients of a black picture, compared with black. */
@Visit
class NothingIT {

    @Test
    void nothingIsSaidWithItsReasonAndDrawnAsNothing(RegardPage page) {
        // Given
        page.open().chooseMethod("integrated-gradients");
        assertThat(page.part("nothing")).isHidden();
        // When
        page.part("drop-input").setInputFiles(Pictures.plain("night.png", 0, 0, 0));
        // Then
        page.awaitReady();
        assertThat(page.part("nothing")).isVisible();
        assertThat(page.part("nothing")).containsText("This map is numerically nothing");
        assertThat(page.part("nothing-reason")).hasText(Pattern.compile("The picture is the same as the baseline .*"));
        assertThat(page.part("nothing-advice")).hasText(Pattern.compile("Choose another baseline, .*"));
        assertThat(page.sentence()).hasText(Pattern.compile("There is no map of .* that means anything\\."));
        assertThat(page.heat().strongest()).isZero();
        assertThat(page.part("picture")).hasCSS("filter", "none");
        assertThat(page.part("legend")).isHidden();
    }

    @Test
    void theAdviceIsTakenWithItsButton(RegardPage page) {
        // Given
        page.open().chooseMethod("integrated-gradients");
        page.part("drop-input").setInputFiles(Pictures.plain("night.png", 0, 0, 0));
        page.awaitReady();
        assertThat(page.part("nothing-instead")).hasText("Use Input gradient");
        // When
        page.part("nothing-instead").press("Enter");
        // Then
        page.awaitReady();
        assertThat(page.part("nothing")).isHidden();
        assertThat(page.part("method-button")).hasText("Input gradient");
        assertThat(page.heat().strongest()).isGreaterThan(200);
    }

    @Test
    void anotherBaselineHelpsToo(RegardPage page) {
        // Given
        page.open().chooseMethod("integrated-gradients");
        page.part("drop-input").setInputFiles(Pictures.plain("night.png", 0, 0, 0));
        page.awaitReady();
        // When
        page.select("option-baseline", "white");
        // Then
        assertThat(page.part("nothing")).isHidden();
        assertThat(page.heat().strongest()).isGreaterThan(200);
    }
}
