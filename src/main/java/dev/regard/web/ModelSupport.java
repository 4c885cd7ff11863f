package dev.regard.web;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a model can be looked into, and with what.
 *
 * @param layers  from input to output
 * @param inner   further layers, inside of blocks
 * @param methods each with what becomes of it at the recommended layer
 */
public record ModelSupport(List<Layer> layers, List<Layer> inner, List<Method> methods) {

    private static final String GRAD_CAM = "grad-cam";

    /** A method whose cost is that of the model alone. */
    private static final String EIGEN_CAM = "eigen-cam";

    /**
     * A target layer.
     *
     * @param title what a person calls it
     * @param size  of its cells
     */
    public record Layer(String name, String title, String size, String channels, boolean isRecommended) {}

    /**
     * A method.
     *
     * @param link      to the page that explains with it
     * @param isLong    true where it takes its time
     * @param reason    why it does not work at the recommended layer; null where it does
     * @param elsewhere the layer where it works instead; null where there is none
     */
    public record Method(
            String name,
            String title,
            String summary,
            String link,
            boolean isLong,
            @Nullable String reason,
            @Nullable String elsewhere) {

        /** True where it works at the recommended layer. */
        public boolean works() {
            return reason == null;
        }
    }

    static ModelSupport of(JsonObject card, JsonObject methods) {
        List<JsonObject> layers = objects(card.getJsonArray("layers"));
        return new ModelSupport(
                layers.stream().map(ModelSupport::layer).toList(),
                objects(card.getJsonArray("innerLayers")).stream()
                        .map(ModelSupport::layer)
                        .toList(),
                layers.isEmpty() && !card.containsKey("methods")
                        ? List.of()
                        : objects(methods.getJsonArray("methods")).stream()
                                .map(method -> method(card, layers, method))
                                .toList());
    }

    /** Methods that work at the recommended layer and answer at once. */
    public List<Method> quick() {
        return those(method -> method.works() && !method.isLong());
    }

    /** Methods that work at the recommended layer and take their time. */
    public List<Method> slow() {
        return those(method -> method.works() && method.isLong());
    }

    /** Methods that work at another layer only. */
    public List<Method> elsewhere() {
        return those(method -> !method.works() && method.elsewhere() != null);
    }

    /** Methods that work nowhere in this model. */
    public List<Method> impossible() {
        return those(method -> !method.works() && method.elsewhere() == null);
    }

    /** The method whose cost is that of a forward pass; null where it does not work here. */
    public @Nullable Method forward() {
        return quick().stream()
                .filter(method -> method.name().equals(EIGEN_CAM))
                .findFirst()
                .orElse(null);
    }

    /** The method that most people ask for first; null where none is quick. */
    public @Nullable Method usual() {
        Optional<Method> gradCam = quick().stream()
                .filter(method -> method.name().equals(GRAD_CAM))
                .findFirst();
        return gradCam.or(() -> quick().stream().findFirst()).orElse(null);
    }

    private List<Method> those(Predicate<Method> wanted) {
        return methods.stream().filter(wanted).toList();
    }

    private static Layer layer(JsonObject layer) {
        String name = layer.getString("name");
        String title = layer.getString("title", name);
        return new Layer(
                name,
                title.equals(name) ? name : Sentences.capitalised(title),
                "%d \u00d7 %d".formatted(layer.getInteger("height"), layer.getInteger("width")),
                Amounts.count(layer.getInteger("channels")),
                layer.getBoolean("recommended", false));
    }

    /** A model without layers has a list of methods of its own, as a layer has. */
    private static Method method(JsonObject card, List<JsonObject> layers, JsonObject method) {
        String name = method.getString("name");
        JsonObject recommended = layers.stream()
                .filter(layer -> layer.getBoolean("recommended"))
                .findFirst()
                .orElseGet(() -> layers.isEmpty() ? card : layers.getLast());
        String reason = reasonAt(recommended, name);
        return new Method(
                name,
                method.getString("title"),
                method.getString("summary"),
                ModelFacts.explain(card.getString("name"), name),
                method.getBoolean("long"),
                reason == null ? null : Sentences.of(reason),
                layers.reversed().stream()
                        .filter(layer -> reasonAt(layer, name) == null)
                        .map(layer -> layer(layer).title())
                        .findFirst()
                        .orElse(null));
    }

    private static @Nullable String reasonAt(JsonObject layer, String method) {
        return objects(layer.getJsonArray("methods")).stream()
                .filter(each -> each.getString("name").equals(method))
                .findFirst()
                .map(each -> each.getString("reason"))
                .orElse(null);
    }

    private static List<JsonObject> objects(JsonArray array) {
        return Stream.ofNullable(array)
                .flatMap(JsonArray::stream)
                .map(JsonObject.class::cast)
                .toList();
    }
}
