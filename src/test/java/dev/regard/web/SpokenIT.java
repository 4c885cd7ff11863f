package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs are answered in another language. */
class SpokenIT {

    /** Written alike in both: names of methods and of colours. */
    private static final Set<String> ALIKE = Set.of("title", "name", "paper", "kind", "choices");

    @TempDir
    static Path data;

    @AutoClose
    private static ServerFixture server;

    @BeforeAll
    static void start() {
        server = ServerFixture.withEngine(data);
    }

    @Test
    void everyTextOfEveryMethodIsFrench() {
        // Given
        List<String> english = texts(json("/api/methods", "en"));
        // When
        List<String> french = texts(json("/api/methods", "fr"));
        // Then
        assertThat(french).hasSameSizeAs(english).doesNotContainAnyElementsOf(english);
    }

    @Test
    void whyAMethodDoesNotWorkIsFrench() {
        // When
        JsonObject model = json("/api/models/toybox", "fr");
        // Then
        assertThat(model.getJsonArray("labels"))
                .isEqualTo(json("/api/models/toybox", "en").getJsonArray("labels"));
        assertThat(model.getString("about")).startsWith("Petit modèle pour essayer Regard.");
        JsonObject layer = model.getJsonArray("layers").getJsonObject(0);
        assertThat(layer.getString("title")).matches("bloc \\d sur \\d");
        assertThat(layer.encode()).contains("elle ne fonctionne qu’à la couche").doesNotContain("it works only");
    }

    @Test
    void aProblemIsToldInTheLanguageOfTheRequest() {
        // When
        HttpResponse<String> french = get("/api/models/licorne", "fr-CA, en;q=0.5");
        HttpResponse<String> english = server.get("/api/models/licorne");
        // Then
        JsonObject problem = new JsonObject(french.body());
        assertThat(problem.getString("title")).isEqualTo("Introuvable");
        assertThat(problem.getString("detail"))
                .startsWith("Le modèle «\u00a0licorne\u00a0» n’existe pas. Il y a «\u00a0toybox\u00a0»");
        assertThat(french.headers().firstValue("content-language")).hasValue("fr");
        assertThat(french.headers().firstValue("vary")).hasValue("accept-language, cookie");
        assertThat(new JsonObject(english.body()).getString("title")).isEqualTo("Not Found");
        assertThat(english.headers().firstValue("content-language")).hasValue("en");
    }

    @Test
    void theSwitchOutweighsWhatTheBrowserWishes() {
        // When
        HttpResponse<String> answer = server.send(server.request("/api/models/licorne")
                .header("Accept-Language", "en")
                .header("Cookie", "language=fr"));
        // Then
        assertThat(answer.body()).contains("n’existe pas");
    }

    @Test
    void aSocketSpeaksTheLanguageItWasOpenedIn() throws Exception {
        // Given
        LiveClient client = new LiveClient(server, "fr");
        // When
        client.text("{\"id\": 1, \"type\": \"explain\", \"image\": \"" + server.sampleId()
                + "\", \"classes\": [\"licorne\"]}");
        // Then
        assertThat(client.next().getString("detail")).startsWith("La classe «\u00a0licorne\u00a0» n’existe pas.");
    }

    private static JsonObject json(String path, String language) {
        return new JsonObject(get(path, language).body());
    }

    private static HttpResponse<String> get(String path, String language) {
        return server.send(server.request(path).header("Accept-Language", language));
    }

    private static List<String> texts(JsonObject json) {
        return json.stream()
                .filter(entry -> !ALIKE.contains(entry.getKey()))
                .flatMap(entry -> textsOf(entry.getValue()))
                .toList();
    }

    private static Stream<String> textsOf(Object value) {
        return switch (value) {
            case JsonObject object -> texts(object).stream();
            case JsonArray array -> array.stream().flatMap(SpokenIT::textsOf);
            case String text -> text.contains(" ") ? Stream.of(text) : Stream.empty();
            case null -> Stream.empty();
            default -> Stream.empty();
        };
    }
}
