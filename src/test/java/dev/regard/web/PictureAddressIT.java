package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.TemporaryFolder;
import java.awt.Rectangle;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A picture of another server, opened on the page by its address. */
@Screen
class PictureAddressIT {

    private static final String TRANSFER = """
            (texts) => {
              const transfer = new DataTransfer();
              for (const [type, text] of Object.entries(texts)) transfer.setData(type, text);
              return transfer;
            }
            """;

    private static TemporaryFolder data;
    private static PictureHost host;
    private static ServerFixture server;
    private static Browser browser;
    private RegardPage page;

    @BeforeAll
    static void start() {
        data = TemporaryFolder.create();
        host = new PictureHost();
        server = ServerFixture.withEngine(data.path(), host.guard());
        browser = Browser.launch();
    }

    @AfterAll
    static void stop() throws Exception {
        browser.close();
        server.close();
        host.close();
        data.close();
    }

    @BeforeEach
    void visit() {
        page = new RegardPage(
                browser.profile(PictureAddressIT.class.getAnnotation(Screen.class)),
                URI.create("http://127.0.0.1:%d/".formatted(server.port)));
        page.open();
    }

    @AfterEach
    void leave() {
        page.assertNoComplaints();
        page.close();
    }

    @Test
    void anAddressIsTyped() {
        // When
        page.part("address-button").click();
        page.part("picture-address").fill(host.address("/pets/breakfast.jpg"));
        page.part("picture-address").press("Enter");
        // Then
        assertThat(page.part("address-dialog")).isHidden();
        assertBananaIsFound();
    }

    @Test
    void anAddressIsPasted() {
        // When
        page.browser()
                .evaluateHandle(TRANSFER, Map.of("text/plain", host.address("/pets/breakfast.jpg")))
                .evaluate(
                        "clipboardData => document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))");
        // Then
        assertBananaIsFound();
    }

    @Test
    void aLinkedPictureOfAnotherPageIsDropped() {
        // Given
        var transfer = page.browser()
                .evaluateHandle(
                        TRANSFER,
                        Map.of(
                                "text/uri-list", host.address("/text"),
                                "text/html",
                                        "<a href=x><img src=\"%s\"></a>"
                                                .formatted(host.address("/pets/breakfast.jpg"))));
        // When
        page.part("settings").dispatchEvent("drop", Map.of("dataTransfer", transfer));
        // Then
        assertBananaIsFound();
    }

    @Test
    void anAddressThatLeadsInwardsIsRefusedAndThePictureStays() {
        // When
        page.part("address-button").click();
        page.part("picture-address").fill("http://127.0.0.1:%d/health".formatted(server.port));
        page.part("address-open").click();
        // Then
        assertThat(page.problem()).containsText("health cannot be used");
        assertThat(page.problem()).containsText("It has to lead to a public server");
        assertThat(page.part("picture"))
                .hasAttribute("aria-label", "The picture being explained: " + Scenes.DOG_AND_CAT);
        page.tolerate("422");
    }

    private void assertBananaIsFound() {
        assertThat(page.part("picture")).hasAttribute("aria-label", "The picture being explained: breakfast.jpg");
        page.awaitReady();
        Rectangle banana = Scenes.box(Scenes.BREAKFAST, "banana");
        assertThat(banana.contains(page.findClass("banana").heat().hottest())).isTrue();
    }
}
