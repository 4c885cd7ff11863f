package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of one's own, from the file on the desk to the first heatmap, in a real browser. */
@Visit
class AddModelIT {

    private static final Path MODEL = Path.of("models/toybox/model.onnx");
    private static final double PATIENCE_MILLIS = 30_000;

    @TempDir
    Path desk;

    @Test
    void aDroppedFileIsCheckedPreparedSavedAndExplained(RegardPage page) throws IOException {
        // Given
        page.open();
        // When it is dropped
        page.drop(MODEL, "my toybox.onnx");
        // Then its name is proposed
        assertThat(page.part("library-name")).hasValue("my-toybox");
        // When it is added
        page.part("library-add").click();
        // Then it is tried in each of the usual ways, and what was guessed is said
        assertThat(page.part("library-check")).isVisible(patient());
        assertThat(page.part("library-guessed")).containsText("No file says how pictures are prepared");
        assertThat(trial(page, "signed")).isVisible(patient());
        assertThat(page.part("trial").first()).hasAttribute("aria-pressed", "true");
        // When another way is chosen, and the classes get names
        trial(page, "signed").click();
        assertThat(trial(page, "signed")).hasAttribute("aria-pressed", "true");
        page.part("library-labels")
                .fill(String.join(
                        "\n", IntStream.range(0, 24).mapToObj(i -> "thing " + i).toList()));
        page.part("library-save").click();
        // Then the picture is explained with it
        assertThat(page.part("model-select")).hasValue("my-toybox");
        assertThat(page.sentence()).containsText("thing", longer());
        page.awaitReady();
        assertThat(page.part("model-note")).not().containsText("Guessed");
        assertThat(page.query()).contains("model=my-toybox");
    }

    @Test
    void aFolderWithEverythingNeedsNothingMore(RegardPage page) throws IOException {
        // Given
        Path folder = Files.createDirectory(desk.resolve("exported"));
        for (String file : new String[] {"model.onnx", "config.json", "preprocessor_config.json", "README.md"}) {
            Files.copy(MODEL.resolveSibling(file), folder.resolve(file));
        }
        page.open();
        // When
        page.part("add-model").click();
        page.part("library-folder").setInputFiles(folder);
        assertThat(page.part("library-name")).hasValue("exported");
        page.part("library-add").click();
        assertThat(page.part("trial").first()).containsText("cat", longer());
        assertThat(page.part("library-guessed").locator("li")).hasCount(0);
        page.part("library-save").click();
        // Then
        assertThat(page.part("model-select")).hasValue("exported");
        page.awaitReady();
        // And it goes again, and comes back
        page.part("check-model").click();
        page.part("library-remove").click();
        assertThat(page.part("library-removing-text")).containsText("Remove the model exported for everybody?");
        assertThat(page.part("library-removing-text")).containsText("30 days");
        assertThat(page.part("library-remove-no")).isFocused();
        page.part("library-remove-no").click();
        assertThat(page.part("library-removing")).isHidden();
        page.part("library-remove").click();
        page.part("library-remove-yes").click();
        assertThat(page.part("model-select")).hasValue("toybox");
        assertThat(page.part("library-removed")).containsText("exported, kept until");
        page.part("library-restore").first().click();
        assertThat(page.part("model-select").locator("option[value=exported]")).hasCount(1);
        assertThat(page.part("library-removed")).not().containsText("exported");
    }

    @Test
    void aModelThatWasPutThereByHandIsNotOfferedToBeRemoved(RegardPage page) {
        // Given
        page.open();
        // When
        page.browser().waitForResponse("**/uses", () -> page.part("check-model").click());
        assertThat(page.part("trial").first()).isVisible(patient());
        // Then
        assertThat(page.part("library-remove")).isHidden();
    }

    @Test
    void whatIsNoModelIsRefusedInWords(RegardPage page) throws IOException {
        // Given
        Path broken = Files.writeString(desk.resolve("broken.onnx"), "This is no model.");
        page.open();
        // When
        page.part("add-model").click();
        page.part("library-file").setInputFiles(broken);
        page.part("library-add").click();
        // Then
        assertThat(page.part("library-problem")).containsText("the file is no ONNX model", longer());
        assertThat(page.part("library-choose")).isVisible();
        page.tolerate("422");
    }

    @Test
    void aModelThatSomebodyElseAddsIsThereWithoutALoad(RegardPage page, RegardPage other) throws IOException {
        // Given
        page.open();
        other.open();
        // When
        other.drop(MODEL, "shared.onnx");
        other.part("library-add").click();
        assertThat(other.part("library-check")).isVisible(patient());
        // Then
        assertThat(page.part("model-select").locator("option[value=shared]")).hasCount(1);
    }

    @Test
    void classicModelsAreListedWithTheirLicence(RegardPage page) {
        page.open();
        page.part("add-model").click();
        page.part("library-catalogue-section").locator("summary").click();
        assertThat(page.part("library-catalogue").locator("li").first()).containsText("Apache-2.0");
        assertThat(page.part("catalogue-take").count()).isGreaterThan(40);
    }

    private static Locator trial(RegardPage page, String preset) {
        return page.part("trials").locator("[data-preset='%s']".formatted(preset));
    }

    private static ContainsTextOptions longer() {
        return new ContainsTextOptions().setTimeout(PATIENCE_MILLIS);
    }

    private static IsVisibleOptions patient() {
        return new IsVisibleOptions().setTimeout(PATIENCE_MILLIS);
    }
}
