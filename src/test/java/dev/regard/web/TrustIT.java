package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The screen that shows what a model uses to name a class. */
@Visit
class TrustIT {

    @Test
    void samplesAreSearchedForWhatTheModelUsesAndEachExampleIsExplored(RegardPage page) throws IOException {
        // Given
        page.open("trust?model=toybox-biased&bias-of=horse")
                .part("trust-samples")
                .click();
        assertThat(page.part("trust-class")).hasValue("horse");
        // When
        page.part("trust-find").click();
        // Then
        assertThat(page.part("trust-heading")).containsText("horse");
        assertThat(page.part("trust-overview")).containsText("of 12");
        assertThat(page.part("trust-group").first()).containsText("Covered");
        assertThat(page.part("trust-made")).containsText(Pattern.compile("toybox-biased, version [0-9a-f]{12};"));
        // When
        Download download =
                page.browser().waitForDownload(() -> page.part("trust-json").click());
        // Then
        assertThat(download.suggestedFilename()).isEqualTo("bias-horse-toybox-biased.json");
        assertThat(new JsonObject(Files.readString(download.path())).getJsonArray("groups"))
                .isNotEmpty();
        // When
        page.part("trust-cut").first().click();
        // Then
        page.awaitClass("horse");
        assertThat(page.part("explore")).isVisible();
    }

    @Test
    void picturesComeFromTheirScreenWithWhatTheModelSaid(RegardPage page) {
        // Given
        page.open("pictures?model=toybox").part("pictures-samples").click();
        assertThat(page.part("pictures-text")).containsText("12 of 12 done");
        // When
        page.part("pictures-bias").click();
        // Then
        assertThat(page.part("trust-source")).hasText("12 pictures of the screen “Pictures”");
        // When
        page.part("trust-find").click();
        // Then
        assertThat(page.part("trust-board")).isVisible();
        assertThat(page.part("trust-board")).not().hasAttribute("data-suspicious", "");
    }

    @Test
    void aSearchThatIsStoppedLeavesNothingAndCanBeBegunAgain(RegardPage page) {
        // Given
        page.open("trust?model=toybox-biased&bias-of=horse&on=samples");
        assertThat(page.part("trust-class")).hasValue("horse");
        page.browser().route("**/api/studies/bias", held -> {});
        page.part("trust-find").click();
        assertThat(page.part("trust-progress")).isVisible();
        // When
        page.part("trust-stop").click();
        // Then
        assertThat(page.part("trust-progress")).isHidden();
        assertThat(page.part("trust-problem")).isHidden();
        assertThat(page.part("trust-board")).isHidden();
        // When
        page.browser().unroute("**/api/studies/bias");
        page.part("trust-find").click();
        // Then
        assertThat(page.part("trust-heading")).containsText("horse");
    }
}
