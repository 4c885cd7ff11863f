package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainFieldsTest {

    @Test
    void asksForTheBestClassUnlessToldOtherwise() {
        assertThat(parse("{\"image\": \"x\", \"model\": null}").work().getMap()).isEqualTo(java.util.Map.of("top", 1));
    }

    @Test
    void classesAreIndicesAndLabels() {
        assertThat(parse("{\"classes\": [3, \"cat\"]}").work().getValue("classes"))
                .isEqualTo(new JsonArray().add(3).add("cat"));
    }

    @Test
    void aFormSeparatesClassesByCommas() {
        // Given
        MultiMap form = MultiMap.caseInsensitiveMultiMap().add("classes", "3, cat");

        // Then
        assertThat(ExplainFields.ofForm(form).work().getValue("classes"))
                .isEqualTo(new JsonArray().add("3").add("cat"));
    }

    @Test
    void aFormRepeatsLabelsThatHoldCommas() {
        // Given
        MultiMap form =
                MultiMap.caseInsensitiveMultiMap().add("classes", "crane, bird").add("classes", "dog");

        // Then
        assertThat(ExplainFields.ofForm(form).work().getValue("classes"))
                .isEqualTo(new JsonArray().add("crane, bird").add("dog"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "",
                "[]",
                "null",
                "7",
                "{} {}",
                "{\"top\": 0}",
                "{\"top\": \"many\"}",
                "{\"top\": 1.5}",
                "{\"top\": 99999999999}",
                "{\"top\": 1, \"classes\": [1]}",
                "{\"classes\": []}",
                "{\"classes\": [-1]}",
                "{\"classes\": [[1]]}",
                "{\"classes\": \"dog\"}",
                "{\"classes\": {}}",
                "{\"model\": 7}",
                "{\"model\": \"\"}",
                "{\"url\": 7}",
                "{\"image\": \"x\", \"url\": \"http://example.com/dog.jpg\"}",
                "{\"colour\": \"red\"}"
            })
    void refusesWhatItDoesNotUnderstand(String body) {
        assertThatThrownBy(() -> parse(body))
                .isInstanceOfSatisfying(
                        Problem.Exception.class,
                        failure -> assertThat(failure.problem().status()).isEqualTo(400))
                .hasMessageNotContaining("Exception");
    }

    @Test
    void namesTheUnknownField() {
        assertThatThrownBy(() -> parse("{\"colour\": 1}")).hasMessageContaining("'colour'");
    }

    private static ExplainFields parse(String body) {
        return ExplainFields.ofJson(ExplainFields.parse(Buffer.buffer(body)));
    }
}
