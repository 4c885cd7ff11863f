package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages in French, by the browser's wish and by the switch. */
@Visit
class LanguageIT {

    @Test
    @Screen(language = "fr-FR")
    void aBrowserThatWishesForFrenchIsAnsweredInFrench(RegardPage page) {
        // When
        page.open().chooseClass("dog");
        // Then
        assertThat(page.browser().locator("html")).hasAttribute("lang", "fr");
        assertThat(page.sentence())
                .hasText(
                        Pattern.compile(
                                "Les zones rouges ont fait monter le score de la classe dog \\(\\d+,\\d\u202f; \\d+\u202f%\\).*\\."));
        assertThat(page.part("language")).hasValue("fr");
        page.part("method-button").click();
        assertThat(page.method("rise")).containsText("Moyenne des masques aléatoires");
        assertThat(page.method("grad-cam-elementwise")).containsText("Grad-CAM par élément");
        page.part("method-picker-close").click();
        assertThat(page.part("layer-button")).containsText("Bloc 4 sur 4");
    }

    @Test
    void theSwitchKeepsWhatIsShown(RegardPage page) {
        // Given
        page.open().chooseMethod("grad-cam").chooseLayer("Block 3 of 4").findClass("cat");
        // When
        page.part("language").selectOption("fr");
        assertThat(page.browser().locator("html")).hasAttribute("lang", "fr");
        page.awaitReady();
        // Then
        assertThat(page.sentence().locator("strong")).hasText("cat");
        assertThat(page.part("method-button")).hasText("Grad-CAM");
        assertThat(page.part("layer-button")).containsText("Bloc 3 sur 4");
        page.part("language").selectOption("en");
        assertThat(page.part("layer-button")).containsText("Block 3 of 4");
    }

    @Test
    @Screen(language = "fr")
    void whatIsRefusedIsRefusedInFrench(RegardPage page) {
        // Given
        page.open();
        byte[] garbage = "no picture".getBytes(StandardCharsets.UTF_8);
        // When
        page.part("drop-input").setInputFiles(new FilePayload("cassé.jpg", "image/jpeg", garbage));
        // Then
        assertThat(page.part("problem-title")).hasText("Impossible d’utiliser «\u00a0cassé.jpg\u00a0»");
        assertThat(page.part("problem-detail")).containsText("Ce n’est pas une image dans un format lisible.");
        page.tolerate("400");
        page.open("?class=licorne");
        assertThat(page.problem()).containsText("Indisponible ici\u00a0: licorne.");
    }

    @Test
    @Screen(language = "fr")
    void thePagesAboutModelsAreFrenchToo(RegardPage page) {
        // When
        page.browser().navigate(page.uri() + "models/toybox");
        // Then
        assertThat(page.part("preparation").locator("li")).hasText(new String[] {
            "comprimé à 224 × 224 pixels, bilinéaire",
            "divisé par 255",
            "moyenne 0,485 0,456 0,406",
            "écart-type 0,229 0,224 0,225",
            "rouge vert bleu"
        });
        assertThat(page.part("memory")).hasText("2,4\u202fMo de poids");
        assertThat(page.part("speed")).containsText("Grad-CAM prend");
        assertThat(page.part("impossible-methods")).containsText("Elle est faite pour les couches de tokens");
        page.browser().navigate(page.uri() + "models/licorne");
        assertThat(page.part("problem")).containsText("Le modèle «\u00a0licorne\u00a0» n’existe pas.");
        page.tolerate("404");
        page.part("language").selectOption("en");
        assertThat(page.part("problem")).containsText("There is no model 'licorne'.");
        page.tolerate("404");
    }

    @Test
    @Screen(width = 390, height = 844, touch = true, language = "fr")
    void longerWordsFitOnAPhone(RegardPage page) {
        // When
        page.open();
        // Then
        assertFits(page);
        page.browser().navigate(page.uri() + "models/toybox");
        assertFits(page);
    }

    @Test
    @Screen(width = 1440, height = 900, language = "fr")
    void longerWordsFitOnALargeScreen(RegardPage page) {
        // When
        page.open();
        // Then
        assertFits(page);
    }

    private static void assertFits(RegardPage page) {
        assertThat((Boolean) page.browser()
                        .evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                .as("nothing sticks out")
                .isTrue();
    }

    @Test
    @Screen(language = "de-DE")
    void whoWishesForALanguageThatThereIsNotReadsEnglish(RegardPage page) {
        // When
        page.open();
        // Then
        assertThat(page.browser().locator("html").getAttribute("lang")).isEqualTo("en");
    }
}
