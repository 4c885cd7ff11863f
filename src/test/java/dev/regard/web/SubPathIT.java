package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The server under a path of its own, as a reverse proxy wants it: {@code REGARD_BASE=/regard/}. */
@Visit(under = "/regard")
class SubPathIT {

    private static final Path IMAGE = Path.of("webroot/samples/02-beach.jpg");

    @Test
    void everyScreenWorksThere(RegardPage page) {
        // Given
        List<String> asked = new ArrayList<>();
        page.browser().onRequest(request -> asked.add(URI.create(request.url()).getPath()));
        page.browser().onWebSocket(socket -> asked.add(URI.create(socket.url()).getPath()));
        // When
        page.open().chooseClass("dog");
        for (String screen : List.of("compare", "pictures", "live", "trust")) {
            page.browser().locator("nav [data-screen=" + screen + "]").click();
            assertThat(page.part(screen)).isVisible();
            page.browser().reload();
            assertThat(page.part(screen)).isVisible();
            // Then
            assertThat(page.address().getPath()).isEqualTo("/regard/" + screen);
        }
        page.browser().goBack();
        assertThat(page.part("live")).isVisible();
        assertThat(asked).contains("/regard/api/live").allMatch(path -> path.startsWith("/regard/"));
    }

    @Test
    void linksLeadThere(RegardPage maker, RegardPage other) {
        // Given
        maker.open().chooseClass("dog");
        // When
        String path = maker.share();
        other.go(path);
        other.awaitClass("dog");
        // Then
        assertThat(path).startsWith("/regard/s/");
        assertThat(other.address().getPath()).isEqualTo(path);
        // When
        other.go(path + "/report");
        // Then
        assertThat(Drawing.of(other.part("report-heat")).colours()).isGreaterThan(100);
        other.part("report-back").click();
        other.awaitClass("dog");
        // When
        other.go(path + "/embed");
        // Then
        assertThat(other.browser().locator(".picture")).hasJSProperty("complete", true);
        assertThat((int) other.browser().locator(".picture").evaluate("image => image.naturalWidth"))
                .isPositive();
    }

    @Test
    void pagesAboutModelsLeadToEachOther(RegardPage page) {
        // Given
        page.go("/regard/models");
        // When
        page.browser().locator("h2 a").first().click();
        assertThat(page.part("report-link")).isVisible();
        page.part("explain").click();
        // Then
        page.awaitReady();
        assertThat(page.address().getPath()).isEqualTo("/regard/");
    }

    @Test
    void answersNameAddressesThatCanBeAsked(RegardPage page) throws IOException, InterruptedException {
        // Given
        URI images = page.uri().resolve("api/images");
        // When
        HttpResponse<String> added = send(HttpRequest.newBuilder(images)
                .header("Content-Type", "image/jpeg")
                .POST(HttpRequest.BodyPublishers.ofFile(IMAGE)));
        String location = added.headers().firstValue("Location").orElseThrow();
        // Then
        assertThat(location).isEqualTo("/regard/api/images/" + new JsonObject(added.body()).getString("id"));
        assertThat(send(HttpRequest.newBuilder(images.resolve(location))).statusCode())
                .isEqualTo(200);
        assertThat(get(page, "/regard/openapi.yaml").body()).startsWith("servers:\n  - url: /regard\nopenapi:");
    }

    @Test
    void aProxyMayTakeThePathOffItself(RegardPage page) throws IOException, InterruptedException {
        assertThat(get(page, "/api/models").statusCode()).isEqualTo(200);
        assertThat(get(page, "/").body()).contains("href=\"/regard/compare\"");
        assertThat(get(page, "/regard").body()).isEqualTo(get(page, "/regard/").body());
        assertThat(get(page, "/regard?model=toybox").statusCode()).isEqualTo(200);
        assertThat(get(page, "/regardless").statusCode()).isEqualTo(404);
    }

    private static HttpResponse<String> get(RegardPage page, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(page.uri().resolve(path)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }
}
