package dev.regard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.web.ModelSupport.Method;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelSupportTest {

    private static final JsonObject METHODS = new JsonObject()
            .put("methods", new JsonArray().add(method("cam", false)).add(method("rise", true)));

    @Test
    void aMethodThatWorksOnlyAtAnotherLayerIsCalledSoWithTheReason() {
        // Given
        JsonObject card = card(layer("block 1 of 2", false, null), layer("block 2 of 2", true, "no gradient"));
        // When
        ModelSupport support = ModelSupport.of(card, METHODS);
        // Then
        assertThat(support.elsewhere()).extracting(Method::name).containsExactly("cam");
        assertThat(support.elsewhere()).extracting(Method::elsewhere).containsExactly("Block 1 of 2");
        assertThat(support.elsewhere()).extracting(Method::reason).containsExactly("No gradient.");
        assertThat(support.slow()).extracting(Method::name).containsExactly("rise");
        assertThat(support.usual()).isNull();
    }

    @Test
    void aMethodThatWorksNowhereIsNotOffered() {
        // Given
        JsonObject card = card(layer("block 1 of 1", true, "It is for layers of tokens."));
        // When
        ModelSupport support = ModelSupport.of(card, METHODS);
        // Then
        assertThat(support.impossible()).extracting(Method::reason).containsExactly("It is for layers of tokens.");
        assertThat(support.elsewhere()).isEmpty();
        assertThat(support.quick()).isEmpty();
    }

    @Test
    void ofABrokenModelNothingIsOffered() {
        // When
        ModelSupport support = ModelSupport.of(card(), METHODS);
        // Then
        assertThat(support.layers()).isEmpty();
        assertThat(support.methods()).isEmpty();
    }

    private static JsonObject card(JsonObject... layers) {
        JsonArray all = new JsonArray();
        for (JsonObject layer : layers) {
            all.add(layer);
        }
        return new JsonObject().put("name", "a model").put("layers", all);
    }

    private static JsonObject layer(String title, boolean recommended, @Nullable String reasonOfCam) {
        return new JsonObject()
                .put("name", "/" + title)
                .put("title", title)
                .put("channels", 8)
                .put("height", 7)
                .put("width", 7)
                .put("recommended", recommended)
                .put(
                        "methods",
                        new JsonArray()
                                .add(new JsonObject().put("name", "cam").put("reason", reasonOfCam))
                                .add(new JsonObject().put("name", "rise").putNull("reason")));
    }

    private static JsonObject method(String name, boolean isLong) {
        return new JsonObject()
                .put("name", name)
                .put("title", name)
                .put("summary", "It explains.")
                .put("long", isLong);
    }
}
