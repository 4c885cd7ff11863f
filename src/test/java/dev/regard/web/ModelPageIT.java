package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page about a model, and the one that lists them. */
@Visit
class ModelPageIT {

    private static final int MORE_THAN_THE_PAGE_HAS = 80;
    private static final double READABLE = 4.5;

    @Test
    void itTellsTheFacts(RegardPage page) {
        // When
        open(page, "models/toybox");
        // Then
        assertThat(page.part("name")).hasText("toybox");
        assertThat(page.part("input")).containsText("224 × 224 × 3");
        assertThat(page.part("classes")).hasText("24");
        assertThat(page.part("preparation").locator("li")).hasText(new String[] {
            "pressed into 224 × 224 pixels, bilinear",
            "divided by 255",
            "mean 0.485 0.456 0.406",
            "deviation 0.229 0.224 0.225",
            "red green blue"
        });
        assertThat(page.part("memory")).containsText("2.4\u202fMB");
        assertThat(page.part("file")).hasText("model.onnx, 2.4\u202fMB");
        assertThat(page.part("format")).containsText("opset 13");
        assertThat(page.part("licence")).hasText("Apache-2.0");
        assertThat(page.part("sha256")).hasText(Pattern.compile("[0-9a-f]{64}"));
        assertThat(page.part("preparation-guessed")).hasCount(0);
    }

    @Test
    void itsReadmeIsReadBelowTheHeadingsOfThePage(RegardPage page) {
        // When
        open(page, "models/toybox");
        // Then
        Locator readme = page.part("readme");
        assertThat(readme.locator("h3")).hasText("toybox");
        assertThat(readme.locator("table").first()).containsText("residual CNN");
        assertThat(readme).not().containsText("license: Apache-2.0");
    }

    @Test
    void speedIsMeasuredWhenSomebodyLooks(RegardPage page) {
        // When
        open(page, "models/toybox");
        // Then
        assertThat(page.part("speed"))
                .hasText(Pattern.compile("A forward pass takes [\\d.]+\u00a0ms on this device \\(cpu\\)\\. "
                        + "Grad-CAM takes [\\d.]+\u00a0ms\\."));
    }

    @Test
    void methodsAreSortedByWhetherTheyWork(RegardPage page) {
        // When
        open(page, "models/toybox");
        // Then
        assertThat(page.part("quick-methods")).containsText("Grad-CAM");
        assertThat(page.part("slow-methods")).containsText("RISE");
        assertThat(page.part("impossible-methods")).containsText("It is for layers of tokens.");
        assertThat(page.part("layer")).hasCount(4);
        assertThat(page.part("layer").last()).containsText("recommended");
        assertThat(page.part("labels").locator("li")).hasCount(24);
    }

    @Test
    void itsLinkExplainsAPictureWithThatModel(RegardPage page) {
        // Given
        open(page, "models/toybox-biased");
        // When
        page.part("explain").click();
        // Then
        page.awaitReady();
        assertThat(page.part("model-select")).hasValue("toybox-biased");
    }

    @Test
    void aMethodsLinkExplainsAPictureThatWay(RegardPage page) {
        // Given
        open(page, "models/toybox");
        // When
        page.part("quick-methods")
                .getByText("Grad-CAM++", new Locator.GetByTextOptions().setExact(true))
                .click();
        // Then
        page.awaitReady();
        assertThat(page.part("method-button")).hasText("Grad-CAM++");
    }

    @Test
    void theMainPageLeadsToTheModelThatIsChosen(RegardPage page) {
        // Given
        page.open().select("model-select", "toybox-biased");
        // When
        page.part("model-page").click();
        // Then
        assertThat(page.part("name")).hasText("toybox-biased");
    }

    @Test
    void theListLeadsToEachModel(RegardPage page) {
        // Given
        open(page, "models/toybox");
        page.part("all-models").click();
        assertThat(page.part("model-card")).hasCount(2);
        // When
        page.part("model-card")
                .last()
                .getByRole(AriaRole.HEADING)
                .getByRole(AriaRole.LINK)
                .click();
        // Then
        assertThat(page.part("name")).hasText("toybox-biased");
    }

    @Test
    void methodsAreComparedByPicturesOfOnesOwn(RegardPage page) {
        // Given
        open(page, "models/toybox");
        page.part("ranking-own").check();
        page.part("ranking-start").click();
        assertThat(page.part("ranking-problem")).hasText("Choose some pictures first.");
        page.part("ranking-files").setInputFiles(new Path[] {
            Path.of("webroot/samples/01-dog-and-cat.jpg"), Path.of("webroot/samples/02-beach.jpg")
        });
        // When
        page.part("ranking-start").click();
        // Then
        assertThat(page.part("ranking-stop")).isVisible();
        assertThat(page.part("ranking-sentence"))
                .containsText("does best here", new ContainsTextOptions().setTimeout(60_000));
        assertThat(page.part("ranking-problem")).isHidden();
        assertThat(page.part("ranking-row").first()).containsText("%");
        assertThat(page.part("ranking-chart").getByRole(AriaRole.IMG))
                .hasAccessibleName(Pattern.compile("Methods by quality and time, the best first: .*CAM.*"));
        assertThat(page.part("ranking-default")).hasText(Pattern.compile("Make .* this model.s own"));
    }

    @Test
    void theWinnerBecomesTheModelsOwnForWhoeverHasTheToken(RegardPage page, @TempDir Path data) throws Exception {
        // Given
        try (ServerFixture server = ServerFixture.withOwnModel(data)) {
            page.browser().navigate("http://127.0.0.1:" + server.port + "/models/toy");
            page.part("ranking-own").check();
            page.part("ranking-files").setInputFiles(Path.of("webroot/samples/02-beach.jpg"));
            page.part("ranking-start").click();
            assertThat(page.part("ranking-default")).isVisible(new IsVisibleOptions().setTimeout(60_000));
            assertThat(page.part("ranking-token")).isHidden();
            // When
            page.part("ranking-default").click();
            // Then
            assertThat(page.part("ranking-said")).containsText("takes the admin token");
            // When
            page.part("ranking-token").locator("input").fill(ServerFixture.TOKEN);
            page.part("ranking-default").click();
            // Then
            assertThat(page.part("ranking-said")).containsText("now explains this model");
            page.tolerate("401");
        }
    }

    @Test
    void methodsAreJudgedByBoxesThatAreGiven(RegardPage page) {
        // Given
        open(page, "models/toybox");
        page.part("ranking-own").check();
        page.part("ranking-files").setInputFiles(new Path[] {
            Path.of("webroot/samples/01-dog-and-cat.jpg"), Path.of("webroot/samples/02-beach.jpg")
        });
        assertThat(page.part("ranking-metric")).not().containsText("MaxBoxAcc");
        String boxes = "{\"01-dog-and-cat.jpg\": [344, 257, 183, 176], \"cow.jpg\": [0, 0, 9, 9]}";
        // When
        page.part("truth-files")
                .setInputFiles(new FilePayload("boxes.json", "application/json", boxes.getBytes(UTF_8)));
        // Then
        assertThat(page.part("truth-said"))
                .hasText("Pictures with boxes or masks: 1 of 2. No picture is called like cow.jpg.");
        // When
        page.part("ranking-metric").selectOption("energy-box");
        page.part("ranking-start").click();
        // Then
        assertThat(page.part("ranking-sentence"))
                .containsText("Energy in the box", new ContainsTextOptions().setTimeout(60_000));
        assertThat(page.part("ranking-table")).containsText("MaxBoxAcc");
        assertThat(page.part("ranking-table")).not().containsText("Pointing, mask");
    }

    @Test
    void theKeyboardReachesEverything(RegardPage page) {
        // Given
        open(page, "models/toybox");
        assertThat(page.part("speed")).containsText("Grad-CAM");
        int links = (int)
                page.browser()
                        .evaluate(
                                "() => [...document.querySelectorAll('a, summary')].filter((each) => each.checkVisibility()).length");
        // When
        Set<String> reached = new LinkedHashSet<>();
        for (int press = 0; press < MORE_THAN_THE_PAGE_HAS; press++) {
            page.browser().keyboard().press("Tab");
            reached.add((String) page.browser().evaluate("() => document.activeElement.outerHTML"));
        }
        // Then
        assertThat(reached.stream().filter(element -> element.matches("(?s)<(a|summary)\\b.*")))
                .hasSize(links);
        assertThat(reached).anyMatch(element -> element.contains("class=\"wide\""));
    }

    @Test
    @Screen(width = 390, height = 844, touch = true)
    void nothingStandsOutOnAPhone(RegardPage page) {
        for (String path : new String[] {"models/toybox", "models/toybox-biased", "models/toybox/report", "models"}) {
            // When
            open(page, path);
            // Then
            assertThat(
                            page.browser()
                                    .evaluate(
                                            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"))
                    .as("pixels beside the screen")
                    .isEqualTo(0);
        }
    }

    @Test
    void wordsStandOutInTheLight(RegardPage page) {
        assertReadable(page);
    }

    @Test
    @Screen(dark = true)
    void wordsStandOutInTheDark(RegardPage page) {
        assertReadable(page);
    }

    private static void assertReadable(RegardPage page) {
        // When
        open(page, "models/toybox");
        assertThat(page.part("speed")).containsText("Grad-CAM");
        // Then
        assertThat(Contrast.least(page.browser().locator("body"))).isGreaterThan(READABLE);
    }

    private static void open(RegardPage page, String path) {
        page.browser().navigate(page.uri() + path);
    }
}
