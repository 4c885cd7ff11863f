package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.FilePayload;
import java.awt.Point;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Images that browsers decode differently from the server: what the model saw is what is drawn under the heat. */
@Visit
class DecodingIT {

    private static final int RED = 0xc81e1e;
    private static final int GREEN = 0x1ec81e;
    private static final int BLUE = 0x1e1ec8;
    private static final int YELLOW = 0xc8c81e;
    private static final int WHITE = 0xffffff;

    /** 96 x 64, in quarters of red and green, blue and yellow; EXIF says that it lies on its side (6). Written by Pillow. */
    private static final FilePayload TURNED = new FilePayload(
            "turned.webp",
            "image/webp",
            Base64.getDecoder()
                    .decode(
                            "UklGRnYAAABXRUJQVlA4WAoAAAAIAAAAXwAAPwAAVlA4TDYAAAAvX8APAB8gECCUyBKpWCCbnCT/RSkQSKKceaz5D/vCBBAJkHjSk560MYAU0f"
                                    + "8JOC72XPCw5wBFWElGGgAAAE1NACoAAAAIAAEBEgADAAAAAQAGAAAAAAAA"));

    @Test
    void aTurnedWebpStandsUpright(RegardPage page) {
        // Given
        page.open();
        // When
        page.part("drop-input").setInputFiles(TURNED);
        page.awaitReady();
        // Then
        assertQuarters(page.picture(), BLUE, RED, YELLOW, GREEN);
        // When
        page.browser().locator("[data-screen=compare]").click();
        // Then
        assertThat(page.part("pane").first()).hasAttribute("data-state", "ready");
        assertQuarters(Drawing.of(page.part("pane-picture").first()), BLUE, RED, YELLOW, GREEN);
    }

    @Test
    void aLinkAndItsPagesShowItUprightToo(RegardPage page) throws IOException {
        // Given
        page.open();
        page.part("drop-input").setInputFiles(TURNED);
        page.awaitReady();
        // When
        Download saved =
                page.browser().waitForDownload(() -> page.part("download-png").click());
        String path = page.share();
        page.go(path).awaitReady();
        // Then
        Drawing overlay = Drawing.of(Files.readAllBytes(saved.path()));
        assertThat(overlay.width()).isEqualTo(64);
        assertThat(overlay.height()).isGreaterThan(96);
        assertQuarters(page.picture(), BLUE, RED, YELLOW, GREEN);
        for (String kind : new String[] {"/embed", "/report"}) {
            // When
            page.go(path + kind);
            // Then
            Locator image = page.browser().locator("img[src$='/picture']").first();
            assertThat(image).hasJSProperty("naturalWidth", 64);
            assertThat(image).hasJSProperty("naturalHeight", 96);
        }
    }

    @Test
    void oneOfManyStandsUprightSmallAndLarge(RegardPage page) {
        // Given
        page.open("pictures");
        // When
        page.part("pictures-files").setInputFiles(new FilePayload[] {TURNED, halfTransparent()});
        assertThat(page.part("pictures-text")).containsText("2 of 2 done");
        // Then
        assertThat(page.part("tile").first().locator("img")).hasJSProperty("naturalWidth", 64);
        // When
        page.part("tile").first().click();
        // Then
        assertThat(page.part("large-stage")).hasAttribute("data-filled", "");
        assertQuarters(Drawing.of(page.part("large-picture")), BLUE, RED, YELLOW, GREEN);
        // When
        page.part("large-next").click();
        // Then
        assertThat(page.part("large-name")).hasText("ghost.png");
        assertThat(page.part("large-notes")).containsText("50 % of this image is transparent");
        // When
        page.part("large-explore").click();
        page.awaitReady();
        // Then
        assertQuarters(page.picture(), RED, WHITE, BLUE, WHITE);
    }

    @Test
    void whatIsTransparentIsDrawnOnWhiteAndHiddenColoursAreTold(RegardPage page) {
        // Given
        page.open();
        // When
        page.part("drop-input").setInputFiles(halfTransparent());
        page.awaitReady();
        // Then
        assertQuarters(page.picture(), RED, WHITE, BLUE, WHITE);
        assertThat(page.part("image-notes")).containsText("The model is given these hidden colours");
        // When
        page.sample(Scenes.BREAKFAST).click();
        page.awaitReady();
        // Then
        assertThat(page.part("image-notes")).isEmpty();
    }

    @Test
    void aReportTellsOfHiddenColoursToo(RegardPage page) {
        // Given
        page.open();
        page.part("drop-input").setInputFiles(halfTransparent());
        page.awaitReady();
        // When
        page.go(page.share() + "/report");
        // Then
        assertThat(page.part("report-words")).containsText("The model is given these hidden colours");
    }

    @Test
    void whatTheBrowserCannotReadIsDrawnAsTheServerReadIt(RegardPage page) {
        // Given
        FilePayload tiff =
                new FilePayload("scan.tif", "image/tiff", encode(quarters(BufferedImage.TYPE_3BYTE_BGR), "tiff"));
        page.open();
        // When
        page.part("drop-input").setInputFiles(tiff);
        page.awaitReady();
        // Then
        assertThat(page.problem()).isHidden();
        assertQuarters(page.picture(), RED, GREEN, BLUE, YELLOW);
        // When
        page.go("/pictures");
        page.part("pictures-files").setInputFiles(tiff);
        assertThat(page.part("pictures-text")).containsText("1 of 1 done");
        // Then
        assertThat(page.part("tile").first().locator("img")).hasJSProperty("naturalWidth", 96);
    }

    @Test
    void aFormatThatIsNotReadIsNamed(RegardPage page) {
        // Given
        byte[] heic = "\0\0\0\u0018ftypheic\0\0\0\0mif1heic".getBytes(StandardCharsets.ISO_8859_1);
        page.open();
        // When
        page.part("drop-input").setInputFiles(new FilePayload("IMG_0001.HEIC", "image/heic", heic));
        // Then
        assertThat(page.part("problem-detail"))
                .containsText("This is a file in the format HEIC, which is not supported.");
        page.tolerate("Failed to load resource.*\\b4\\d\\d\\b");
    }

    @Test
    void aColourProfileChangesNothing(RegardPage page) {
        // Given a profile in which red and green are exchanged
        page.open();
        // When
        page.part("drop-input").setInputFiles(profiled());
        page.awaitReady();
        // Then
        assertQuarters(page.picture(), RED, GREEN, BLUE, YELLOW);
    }

    private static void assertQuarters(Drawing drawing, int... colours) {
        int quarter = 0;
        for (int y = 1; y <= 3; y += 2) {
            for (int x = 1; x <= 3; x += 2) {
                Point middle = new Point(x * drawing.width() / 4, y * drawing.height() / 4);
                for (int shift = 0; shift <= 16; shift += 8) {
                    int expected = colours[quarter] >> shift & 0xff;
                    assertThat(drawing.colour(middle) >> shift & 0xff)
                            .as("quarter " + quarter)
                            .isBetween(expected - 6, expected + 6);
                }
                quarter++;
            }
        }
    }

    private static FilePayload halfTransparent() {
        BufferedImage image = quarters(BufferedImage.TYPE_4BYTE_ABGR);
        for (int y = 0; y < 64; y++) {
            for (int x = 48; x < 96; x++) {
                image.setRGB(x, y, image.getRGB(x, y) & 0xffffff);
            }
        }
        return new FilePayload("ghost.png", "image/png", encode(image, "png"));
    }

    private static FilePayload profiled() {
        byte[] jpeg = encode(quarters(BufferedImage.TYPE_3BYTE_BGR), "jpeg");
        ICC_Profile profile = ICC_Profile.getInstance(
                ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
        byte[] red = profile.getData(ICC_Profile.icSigRedColorantTag);
        profile.setData(ICC_Profile.icSigRedColorantTag, profile.getData(ICC_Profile.icSigGreenColorantTag));
        profile.setData(ICC_Profile.icSigGreenColorantTag, red);
        byte[] name = "ICC_PROFILE\0\1\1".getBytes(StandardCharsets.ISO_8859_1);
        byte[] content = profile.getData();
        byte[] file = ByteBuffer.allocate(jpeg.length + name.length + content.length + 4)
                .put(jpeg, 0, 2)
                .putShort((short) 0xffe2)
                .putShort((short) (2 + name.length + content.length))
                .put(name)
                .put(content)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
        return new FilePayload("profiled.jpg", "image/jpeg", file);
    }

    private static BufferedImage quarters(int type) {
        BufferedImage image = new BufferedImage(96, 64, type);
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 96; x++) {
                int colour = y < 32 ? (x < 48 ? RED : GREEN) : (x < 48 ? BLUE : YELLOW);
                image.setRGB(x, y, 0xff000000 | colour);
            }
        }
        return image;
    }

    private static byte[] encode(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toByteArray();
    }
}
