package dev.regard.explain;

import dev.regard.cam.CamMethod;
import dev.regard.cam.KpcaCam;
import dev.regard.runtime.AnalyzedModel;
import dev.regard.runtime.LayerInfo;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a model stands in the way of methods.
 *
 * @param graph of the model
 */
record Obstacles(AnalyzedModel graph) {

    private static final String WITHOUT_LAYERS =
            "it reads a layer with a height and a width, and this model has none; methods that look at the picture's pixels work";

    /** The reason that a method does not work at a layer, or, without one, in a model that has none; empty where it does. */
    Optional<String> of(CamMethod method, @Nullable LayerInfo layer) {
        return method.needs().stream()
                .map(need -> layer == null ? ofPicture(need) : of(need, layer))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> of(CamMethod.Needs need, LayerInfo layer) {
        return switch (need) {
            case ACTIVATIONS -> Optional.empty();
            case FEW_CELLS ->
                layer.height() * layer.width() <= KpcaCam.MOST_CELLS
                        ? Optional.empty()
                        : Optional.of("it works with at most %,d cells, and this layer has %,d"
                                .formatted(KpcaCam.MOST_CELLS, layer.height() * layer.width()));
            case TOKENS -> layer.layout().isTokens() ? Optional.empty() : Optional.of("it is for layers of tokens");
            case CLASS_MAPS ->
                layer.hasClassMaps()
                        ? Optional.empty()
                        : Optional.of("it works only at the layer before global average pooling and one linear layer");
            case GRADIENTS -> Optional.ofNullable(layer.gradientObstacle()).map(this::withLayersBehind);
            case PICTURE, INPUT_GRADIENTS, GUIDED_GRADIENTS, BIAS_GRADIENTS -> ofPicture(need);
        };
    }

    private Optional<String> ofPicture(CamMethod.Needs need) {
        return switch (need) {
            case PICTURE -> Optional.empty();
            case INPUT_GRADIENTS -> graph.inputObstacle();
            case GUIDED_GRADIENTS ->
                graph.inputObstacle()
                        .or(() -> graph.hasRelu()
                                ? Optional.empty()
                                : Optional.of("it guides ReLUs, and this model has none"));
            case BIAS_GRADIENTS -> graph.inputObstacle().or(graph::biasObstacle);
            default -> Optional.of(WITHOUT_LAYERS);
        };
    }

    private String withLayersBehind(String obstacle) {
        List<String> behind = graph.layers().stream()
                .filter(layer -> layer.gradientObstacle() == null)
                .map(layer -> "'" + layer.name() + "'")
                .toList();
        return behind.isEmpty() ? obstacle : obstacle + "; it works at " + String.join(", ", behind);
    }
}
