package dev.regard.explain;

import dev.regard.cam.Advice;
import dev.regard.cam.CamMethod;
import dev.regard.runtime.LayerInfo;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What this model has to offer in place of a map that says nothing: at least one of the two is another than was chosen.
 *
 * @param method name of a method; null: the one that was chosen
 * @param layer  name of a layer; null: the one that was chosen
 */
public record Alternative(@Nullable String method, @Nullable String layer) {

    /** The first of what is advised that works: a method here, the same method one layer earlier, a method elsewhere. */
    static Optional<Alternative> of(Advice advice, MethodChoice choice) {
        if (choice.layers().isEmpty()) {
            return methodAt(null, advice, choice).map(method -> new Alternative(method.id(), null));
        }
        LayerInfo here = choice.layers().getFirst();
        return methodAt(here, advice, choice)
                .map(method -> new Alternative(method.id(), null))
                .or(() -> earlierLayer(here, advice, choice).map(layer -> new Alternative(null, layer.name())))
                .or(() -> elsewhere(advice, choice));
    }

    private static Optional<CamMethod> methodAt(@Nullable LayerInfo layer, Advice advice, MethodChoice choice) {
        return advice.methods().stream()
                .filter(method -> method != choice.method())
                .filter(method -> choice.model().obstacle(method, layer).isEmpty())
                .findFirst();
    }

    private static Optional<LayerInfo> earlierLayer(LayerInfo here, Advice advice, MethodChoice choice) {
        if (!advice.earlierLayer()) {
            return Optional.empty();
        }
        List<LayerInfo> layers = choice.model().graph().layers();
        // A layer inside of a block is not among them; which of them it lies behind is not known here.
        return layers.stream()
                .takeWhile(layer -> !layer.name().equals(here.name()))
                .filter(layer -> layers.contains(here))
                .filter(layer -> choice.model().obstacle(choice.method(), layer).isEmpty())
                .reduce((earlier, later) -> later);
    }

    private static Optional<Alternative> elsewhere(Advice advice, MethodChoice choice) {
        LayerInfo recommended = choice.model().graph().recommendedLayer();
        return methodAt(recommended, advice, choice).map(method -> new Alternative(method.id(), recommended.name()));
    }
}
