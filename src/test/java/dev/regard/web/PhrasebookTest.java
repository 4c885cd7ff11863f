package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class PhrasebookTest {

    private static final JsonObject SAID = new JsonObject()
            .put("'{name}'", "« {name} »")
            .put("There is no class '{name}'.", "La classe « {name} » n’existe pas.")
            .put("Close to it: {names}.", "S’en approchent : {names}.")
            .put("this layer", "cette couche")
            .put("block {number} of {count}", "bloc {number} sur {count}")
            .put("It does not work at {place}: {reason}.", "Impossible à {place} : {reason}.")
            .put("it has {cells} cells", "elle a {cells} cellules");

    private static final Phrasebook FRENCH = Phrasebook.of(SAID, Locale.FRENCH);
    private static final Language LANGUAGE = new Language("fr", "Français", "{}", Map.of(), FRENCH);

    @Test
    void namesAreCarriedOverAsTheyAre() {
        assertThat(FRENCH.say("There is no class 'this layer'.")).isEqualTo("La classe « this layer » n’existe pas.");
        assertThat(FRENCH.say("There is no class '1,000'. Close to it: 'this layer', 'St. Bernard'."))
                .isEqualTo("La classe « 1,000 » n’existe pas. S’en approchent : « this layer », « St. Bernard ».");
    }

    @Test
    void aNameMayLookLikeTheEndOfASentence() {
        assertThat(FRENCH.say("There is no class 'St. Bernard'. Close to it: 'dog'."))
                .isEqualTo("La classe « St. Bernard » n’existe pas. S’en approchent : « dog ».");
    }

    @Test
    void aPhraseWithinAPhraseIsTranslatedToo() {
        assertThat(FRENCH.say("It does not work at this layer: it has 16,384 cells."))
                .isEqualTo("Impossible à cette couche : elle a 16\u202f384 cellules.");
    }

    @Test
    void whatIsNotKnownStays() {
        assertThat(FRENCH.say("It broke: there is smoke. There is no class 'a'."))
                .isEqualTo("It broke: there is smoke. La classe « a » n’existe pas.");
    }

    @Test
    void labelsNamesAndValuesStayWhateverTheyAreCalled() {
        // Given
        JsonObject answer = new JsonObject()
                .put("name", "this layer")
                .put("labels", JsonArray.of("this layer", "block 1 of 2", "dog"))
                .put("predictions", JsonArray.of(new JsonObject().put("label", "this layer")))
                .put(
                        "maps",
                        JsonArray.of(
                                new JsonObject().put("label", "block 1 of 2").put("values", "this layer")))
                .put(
                        "layers",
                        JsonArray.of(new JsonObject().put("name", "this layer").put("title", "block 1 of 2")));
        // When
        JsonObject said = LANGUAGE.say(answer);
        // Then
        answer.getJsonArray("layers").getJsonObject(0).put("title", "bloc 1 sur 2");
        assertThat(said).isEqualTo(answer);
    }

    @Test
    void aTextMadeToBeCompiledForeverIsReadAtOnce() {
        // Given
        String hostile = "It does not work at " + ": at ".repeat(390);
        // When, Then
        Assertions.assertTimeout(Duration.ofMillis(500), () -> FRENCH.say(hostile));
    }
}
