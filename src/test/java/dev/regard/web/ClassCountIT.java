package dev.regard.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.TemporaryFolder;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models of one class, of two, and of more than anybody reads. */
@Screen
class ClassCountIT {

    private static final int MANY = 21_843;

    private static TemporaryFolder data;
    private static ServerFixture server;
    private static Browser browser;
    private RegardPage page;

    @BeforeAll
    static void start() throws IOException {
        data = TemporaryFolder.create();
        Path models = data.path().resolve("own");
        Classifiers.write(models.resolve("one"), List.of("dog"));
        Classifiers.writeBent(models.resolve("two"), List.of("dog", "cat"));
        Classifiers.write(models.resolve("cranes"), List.of("crane", "heron", "crane"));
        Classifiers.write(models.resolve("digits"), List.of("7", "3", "1", "0"));
        Classifiers.write(
                models.resolve("many"),
                IntStream.range(0, MANY)
                        .mapToObj("the name of class number %d"::formatted)
                        .toList());
        server = ServerFixture.withEngine(data.path(), List.of(models));
        browser = Browser.launch();
    }

    @AfterAll
    static void stop() throws Exception {
        browser.close();
        server.close();
        data.close();
    }

    @BeforeEach
    void visit() {
        page = new RegardPage(
                browser.profile(ClassCountIT.class.getAnnotation(Screen.class)),
                URI.create("http://127.0.0.1:%d/".formatted(server.port)));
    }

    @AfterEach
    void leave() {
        page.assertNoComplaints();
        page.close();
    }

    @ParameterizedTest
    @CsvSource({"one, 1, 1 class", "two, 2, 2 classes", "cranes, 3, 3 classes"})
    void asManyClassesAreShownAsThereAre(String model, int classes, String count) {
        // When
        page.open("?model=" + model + "&method=grad-cam");
        // Then
        assertThat(page.part("class-button")).hasCount(classes);
        assertThat(page.part("class-count")).hasText(count);
        assertThat(page.part("problem")).isHidden();
        // When
        page.part("screens").getByText("Compare").click();
        // Then
        assertThat(page.part("pane-open")).hasCount(classes);
    }

    @Test
    void aClassThatIsAloneIsSetAgainstNothing() {
        page.open("compare?by=difference&model=one");
        assertThat(page.part("compare-sentence"))
                .hasText("dog is the only class of the model: there is no other to compare it with.");
        assertThat(page.part("pane-open")).hasCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "two", "many"})
    void aCostIsToldForAsManyClassesAsThereAre(String model) {
        assertThat(server.get("/api/models/" + model + "/cost?method=grad-cam&top=5")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void ofManyClassesTheBestComeFirstAndOthersWhenTheyAreChosen() {
        // When
        page.open("?model=many");
        // Then
        assertThat(page.part("class-count")).hasText("21,843 classes");
        assertThat(page.explanationsAsked()).isEqualTo(1);
        // When
        page.findClass("the name of class number 12345");
        // Then
        assertThat(page.classRow("the name of class number 12345")).isVisible();
    }

    @Test
    void aPageAboutAModelListsAsManyClassesAsOneCanShow() {
        page.go("models/many").part("labels").locator("summary").click();
        assertThat(page.part("labels").locator("li")).hasCount(2_000);
        assertThat(page.part("further-labels")).containsText("19,843 more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"classes\": \"all\"", "\"top\": 2001"})
    void moreMapsThanAnAnswerHoldsAreRefused(String selection) {
        HttpResponse<String> refused = explain("many", selection);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("at most 2,000 maps");
    }

    @Test
    void anAnswerOfManyPiecesComesWhole() {
        JsonArray maps = new JsonObject(explain("many", "\"top\": 2000").body()).getJsonArray("maps");
        assertThat(maps).hasSize(2_000);
        assertThat(new JsonObject(server.get("/api/models/many").body()).getJsonArray("labels"))
                .hasSize(MANY);
    }

    @ParameterizedTest
    @CsvSource({
        "digits, 1, 1",
        "digits, '\"1\"', 2",
        "digits, '\"2\"', 2",
        "cranes, '\"crane #2\"', 2",
        "cranes, '\"Crane #0\"', 0"
    })
    void aTextIsANameAndANumberAnIndex(String model, String asked, int index) {
        JsonArray maps = new JsonObject(
                        explain(model, "\"classes\": [%s]".formatted(asked)).body())
                .getJsonArray("maps");
        assertThat(maps.getJsonObject(0).getInteger("index")).isEqualTo(index);
    }

    @Test
    void aNameOfSeveralClassesIsAskedBackAbout() {
        HttpResponse<String> refused = explain("cranes", "\"classes\": [\"crane\"]");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("'crane #0' (0), 'crane #2' (2)");
    }

    private static HttpResponse<String> explain(String model, String selection) {
        return server.explain(
                "{\"image\": \"%s\", \"model\": \"%s\", %s}".formatted(server.sampleId(), model, selection));
    }
}
