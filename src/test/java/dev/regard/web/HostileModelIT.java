package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Request;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages about models whose files somebody wrote who means harm, or made mistakes. */
@Visit
class HostileModelIT {

    private static final Path TOYBOX = Path.of("models/toybox");

    private static final String README = """
            # <img src=x onerror="window.hacked = 1">

            <script>window.hacked = 2</script>
            <script src="https://example.org/hack.js"></script>
            <img src="https://example.org/pixel.png" onload="window.hacked = 3">
            <iframe src="javascript:parent.hacked = 4"></iframe>
            <svg onload="window.hacked = 5"><style>body { display: none }</style></svg>
            <link rel="stylesheet" href="https://example.org/hack.css">
            <form action="https://example.org"><button id="go">Go</button></form>

            ![a cat](https://example.org/cat.png) ![](data:image/svg+xml;base64,AAAA)

            [one](javascript:window.hacked=6) [two](&#x6A;avascript:window.hacked=7) [three](JAVASCRIPT:window.hacked=8)
            [four](data:text/html,<script>opener.hacked=9</script>) [five](/api/models) [six](https://example.org/six)

            | %s |
            |%s|
            | %s |

            %s
            """.formatted(
                    "wide | ".repeat(60),
                    "-|".repeat(61),
                    "<script>window.hacked = 10</script> | ".repeat(60),
                    "x".repeat(4000));

    private static final List<String> LABELS =
            List.of("<img src=x onerror='window.hacked = 11'>", "<script>window.hacked = 12</script>", "${7 * 7}");

    @TempDir
    static Path folder;

    @AutoClose
    private static ServerFixture server;

    @BeforeAll
    static void start() throws IOException {
        Path models = Files.createDirectories(folder.resolve("shelf"));
        Path hostile = copy(models.resolve("hostile <b> & model"));
        Files.writeString(hostile.resolve("README.md"), README);
        Files.writeString(hostile.resolve("config.json"), config().encode());
        Path silent = copy(models.resolve("silent"));
        for (String file : List.of("README.md", "config.json", "preprocessor_config.json")) {
            Files.delete(silent.resolve(file));
        }
        Path broken = copy(models.resolve("broken"));
        Files.writeString(broken.resolve("model.onnx"), "no model");
        server = ServerFixture.withEngine(folder.resolve("data"), List.of(models));
    }

    private static Path copy(Path to) throws IOException {
        Files.createDirectory(to);
        for (String file : List.of("README.md", "config.json", "preprocessor_config.json", "model.onnx")) {
            Files.copy(TOYBOX.resolve(file), to.resolve(file));
        }
        return to;
    }

    private static JsonObject config() {
        JsonObject names = new JsonObject();
        IntStream.range(0, 24)
                .forEach(index ->
                        names.put(String.valueOf(index), index < LABELS.size() ? LABELS.get(index) : "class " + index));
        return new JsonObject().put("id2label", names);
    }

    @Test
    void aHostileReadmeIsOnlyRead(RegardPage page) {
        // Given
        List<String> hosts = new ArrayList<>();
        page.browser().onRequest((Request request) -> hosts.add(request.url()));
        // When
        page.browser().navigate(address("/models/hostile%20%3Cb%3E%20%26%20model"));
        // Then
        assertThat(page.part("speed")).containsText("Grad-CAM");
        Locator readme = page.part("readme");
        assertThat(readme).containsText("window.hacked = 2");
        assertThat(readme.locator("script, img, iframe, svg, style, link, form, button, [id]"))
                .hasCount(0);
        assertThat(readme.locator("a")).hasText(new String[] {"a cat", "six"});
        assertThat(page.browser().evaluate("() => String(window.hacked)")).isEqualTo("undefined");
        assertThat(hosts).isNotEmpty().allMatch(url -> url.startsWith(address("/")));
    }

    @Test
    void namesAndLabelsAreText(RegardPage page) {
        // When
        page.browser().navigate(address("/models/hostile%20%3Cb%3E%20%26%20model"));
        // Then
        assertThat(page.part("name")).hasText("hostile <b> & model");
        for (int index = 0; index < LABELS.size(); index++) {
            assertThat(page.part("labels").locator("li").nth(index)).hasText(LABELS.get(index));
        }
        assertThat(page.browser().evaluate("() => String(window.hacked)")).isEqualTo("undefined");
    }

    @Test
    @Screen(width = 390, height = 844, touch = true)
    void theListNamesAndLinksWhateverTheyAreCalled(RegardPage page) {
        // Given
        page.browser().navigate(address("/models"));
        assertThat(page.part("model-card")).hasCount(3);
        assertThat(page.part("card-problem")).hasText("The file is no ONNX model, or is cut off.");
        // When
        page.browser().getByText("hostile <b> & model").click();
        // Then
        assertThat(page.part("name")).hasText("hostile <b> & model");
        assertThat(page.browser()
                        .evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                .as("pixels beside the screen")
                .isEqualTo(0);
    }

    @Test
    void whatIsGuessedIsCalledSo(RegardPage page) {
        // When
        page.browser().navigate(address("/models/silent"));
        // Then
        assertThat(page.part("preparation-guessed")).isVisible();
        assertThat(page.part("classes")).hasText("24 guessed");
        assertThat(page.part("guesses")).containsText("No file says how pictures are prepared");
        assertThat(page.part("licence")).hasText("not said by its files");
    }

    @Test
    void aBrokenModelSaysWhy(RegardPage page) {
        // When
        page.browser().navigate(address("/models/broken"));
        // Then
        assertThat(page.part("name")).hasText("broken");
        assertThat(page.part("model-problem")).containsText("The file is no ONNX model, or is cut off.");
        assertThat(page.part("explain")).hasCount(0);
    }

    @Test
    void aModelThatNobodyHasIsAPageForPeople() {
        // When
        HttpResponse<String> response =
                server.send(server.request("/models/nobody").header("Accept", "text/html,application/xhtml+xml;q=0.9"));
        // Then
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
        assertThat(response.body()).contains("There is nothing here", "href=\"/models\"");
    }

    @Test
    void aModelThatNobodyHasIsAProblemForPrograms() {
        // When
        HttpResponse<String> response = server.get("/models/nobody");
        // Then
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
    }

    @Test
    void thesePagesObeyThePolicyOfTheMainOne() {
        // Given
        HttpResponse<String> main = server.get("/");
        for (String path : List.of("/models", "/models/silent", "/models/broken")) {
            // When
            HttpResponse<String> response = server.get(path);
            // Then
            assertThat(response.statusCode()).isEqualTo(200);
            for (String header : List.of("content-security-policy", "x-content-type-options", "referrer-policy")) {
                assertThat(response.headers().allValues(header))
                        .as(path)
                        .isNotEmpty()
                        .isEqualTo(main.headers().allValues(header));
            }
        }
    }

    @Test
    void headAnswersWithoutABody() {
        // When
        HttpResponse<String> response =
                server.send(server.request("/models/silent").method("HEAD", BodyPublishers.noBody()));
        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("text/html; charset=utf-8");
        assertThat(response.body()).isEmpty();
    }

    @Test
    void whoHasThePageAlreadyGetsNothing() {
        // Given
        String tag = server.get("/models/silent").headers().firstValue("etag").orElseThrow();
        // When
        HttpResponse<String> response =
                server.send(server.request("/models/silent").header("If-None-Match", tag));
        // Then
        assertThat(response.statusCode()).isEqualTo(304);
    }

    private static String address(String path) {
        return "http://127.0.0.1:" + server.port + path;
    }
}
