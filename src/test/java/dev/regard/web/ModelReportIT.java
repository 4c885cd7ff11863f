package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route.ResumeOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasAttributeOptions;
import com.microsoft.playwright.options.Cookie;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page that makes a report about a model. */
@Visit
class ModelReportIT {

    private static final int MOST_MILLIS = 60_000;

    @Test
    void aReportIsMadeByPicturesOfOnesOwnAndSaved(RegardPage page) throws IOException {
        // Given
        page.go("/models/toybox").part("report-link").click();
        judgeTwoMethods(page);
        page.part("report-own").check();
        page.part("report-start").click();
        assertThat(page.part("report-problem")).hasText("Choose some pictures first.");
        page.part("report-files").setInputFiles(new Path[] {
            Path.of("webroot/samples/01-dog-and-cat.jpg"), Path.of("webroot/samples/10-farm.jpg")
        });
        page.part("report-class").fill("unicorn");
        page.part("report-start").click();
        assertThat(page.part("report-problem")).containsText("There is no class 'unicorn'.");
        // When
        page.part("report-class").fill("");
        page.part("report-start").click();
        // Then
        awaitPaper(page);
        assertThat(page.part("report-ask")).isHidden();
        assertThat(page.part("paper-sentence"))
                .hasText(Pattern.compile(".+ this model best, .+; .+; .+ checked maps .+\\."));
        assertThat(page.part("paper-class")).containsText("the one that it says most often");
        assertThat(page.part("ranking-row")).hasCount(2);
        assertThat(page.part("paper-check").first().locator("h3")).not().isEmpty();
        assertThat(page.part("paper-limits")).containsText("Suspicious means");
        assertThat(page.part("paper-sha256")).hasText(Pattern.compile("[0-9a-f]{64}"));
        // When
        Download download =
                page.browser().waitForDownload(() -> page.part("paper-json").click());
        // Then
        assertThat(download.suggestedFilename()).isEqualTo("toybox-report.json");
        assertThat(new JsonObject(Files.readString(download.path())).fieldNames())
                .contains("methods", "bias", "checks", "limits", "version", "date");
        // When
        page.part("paper-again").click();
        // Then
        assertThat(page.part("report-form")).isVisible();
        page.tolerate("400");
    }

    @Test
    void theSearchForBiasHandsItsPicturesOverInFrenchToo(RegardPage page) {
        // Given
        speak(page, "fr");
        page.open("trust?model=toybox-biased&bias-of=horse")
                .part("trust-samples")
                .click();
        page.part("trust-find").click();
        assertThat(page.part("trust-board")).isVisible();
        judgeTwoMethods(page);
        // When
        page.part("trust-report").click();
        // Then
        awaitPaper(page);
        assertThat(page.browser().locator("#ranking-title")).hasText("Quelle méthode lui convient\u202f?");
        assertThat(page.part("paper-class")).containsText("horse, qu’il dit de");
        Locator cut = page.part("trust-cut").first();
        assertThat(cut)
                .hasAttribute("href", Pattern.compile("/\\?picture=[0-9a-f]{64}&model=toybox-biased&.*class=horse"));
        // When it is opened again, nobody has handed anything over
        page.browser().reload();
        // Then
        assertThat(page.part("report-form")).isVisible();
        assertThat(page.part("report-handed-choice")).isHidden();
    }

    /** A report takes as long as all methods together; two of them show as much. */
    static void judgeTwoMethods(RegardPage page) {
        page.browser().route("**/api/studies/report", route -> {
            JsonObject asked = new JsonObject(route.request().postData());
            JsonObject options =
                    new JsonObject().put("methods", new JsonArray().add("cam").add("fem"));
            route.resume(new ResumeOptions()
                    .setPostData(asked.put("options", options).encode()));
        });
    }

    static void awaitPaper(RegardPage page) {
        assertThat(page.part("paper"))
                .hasAttribute("data-state", "ready", new HasAttributeOptions().setTimeout(MOST_MILLIS));
    }

    private static void speak(RegardPage page, String language) {
        page.browser()
                .context()
                .addCookies(List.of(
                        new Cookie("language", language).setUrl(page.uri().toString())));
    }
}
