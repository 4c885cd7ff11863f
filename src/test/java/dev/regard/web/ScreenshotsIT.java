package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page.ScreenshotOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Takes the pictures of the page, the README's among them, into {@code target/screenshots} or the folder given:
 * {@code mvn -Dit.test=ScreenshotsIT -Dscreenshots=FOLDER verify}.
 */
@Visit
class ScreenshotsIT {

    private static final Path FOLDER = Path.of(System.getProperty("screenshots", "target/screenshots"));

    @Test
    @Screen(width = 1440, height = 900)
    void largeAndLight(RegardPage page) throws IOException {
        assertShows(page, "page-1440-light.png", 1440, 900);
    }

    @Test
    @Screen(width = 1440, height = 900, dark = true)
    void largeAndDark(RegardPage page) throws IOException {
        assertShows(page, "page-1440-dark.png", 1440, 900);
    }

    @Test
    @Screen(width = 390, height = 844, touch = true)
    void phoneAndLight(RegardPage page) throws IOException {
        assertShows(page, "page-390-light.png", 390, 844);
    }

    @Test
    @Screen(width = 390, height = 844, touch = true, dark = true)
    void phoneAndDark(RegardPage page) throws IOException {
        assertShows(page, "page-390-dark.png", 390, 844);
    }

    private static void assertShows(RegardPage page, String name, int width, int height) throws IOException {
        // When
        page.open().chooseClass("dog");
        page.browser().mouse().move(width - 1, height - 1);
        byte[] png = page.browser().screenshot(new ScreenshotOptions());
        Files.createDirectories(FOLDER);
        Files.write(FOLDER.resolve(name), png);
        // Then
        Drawing shot = Drawing.of(png);
        assertThat(shot.width()).isEqualTo(width);
        assertThat(shot.height()).isEqualTo(height);
        assertThat(shot.colours()).as("colours").isGreaterThan(5000);
    }
}
