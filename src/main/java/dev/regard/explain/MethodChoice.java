package dev.regard.explain;

import dev.regard.cam.CamMethod;
import dev.regard.explain.ExplainException.BadSelection;
import dev.regard.explain.ExplainException.UnsupportedMethod;
import dev.regard.runtime.LayerInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a request comes to, checked before any work is done.
 *
 * @param model   to explain
 * @param method  how
 * @param layers  where; more than one where maps are averaged, none in a network without layers
 * @param classes which classes: the best ones, all, or some by their indices
 * @param names   turns that selection into class indices
 * @param options how thoroughly
 */
record MethodChoice(
        LoadedModel model,
        CamMethod method,
        List<LayerInfo> layers,
        ClassSelection classes,
        ClassResolver names,
        MethodOptions options) {

    /** More maps than anybody looks at, and as many as fit into memory where each has the size of a picture. */
    private static final int MAX_CLASSES = 100;

    /** Maps that cost nothing more, but room in memory and on the way. */
    private static final int MAX_MAPS = 2_000;

    /** Throws {@link BadSelection} and {@link UnsupportedMethod}. */
    static MethodChoice of(LoadedModel model, ExplainRequest request) {
        List<LayerInfo> layers = request.layers().isEmpty()
                ? model.recommendedLayers()
                : request.layers().stream().distinct().map(model::layer).toList();
        CamMethod method = method(request.method(), model, layers);
        ClassResolver names = model.names();
        ClassSelection classes = names.fitted(request.classes());
        if (classes instanceof ClassSelection.All && !method.givesAllClasses()) {
            throw new BadSelection(
                    method.title()
                            + " works class by class: name the classes, or ask for the best ones with top. Only cam gives all.");
        }
        int count = count(request.classes(), model);
        if (count > MAX_CLASSES && !method.givesAllClasses()) {
            throw new BadSelection("%s works class by class: at most %d classes at once, given %d."
                    .formatted(method.title(), MAX_CLASSES, count));
        } else if (count > MAX_MAPS) {
            throw new BadSelection(
                    "An explanation holds at most %,d maps, but %,d classes were asked for: take the best ones with top, or name some in classes."
                            .formatted(MAX_MAPS, count));
        }
        MethodOptions options = OptionsOfModel.complete(request.options(), method, model, layers);
        return new MethodChoice(model, method, layers, classes, names, options);
    }

    private static int count(ClassSelection classes, LoadedModel model) {
        return switch (classes) {
            case ClassSelection.All all -> model.labels().size();
            case ClassSelection.Best best ->
                Math.min(best.count(), model.labels().size());
            case ClassSelection.Listed listed -> listed.count();
        };
    }

    /** The same for other classes. */
    MethodChoice with(ClassSelection other) {
        return new MethodChoice(model, method, layers, other, names, options);
    }

    /** The same of another state of the model. */
    MethodChoice with(LoadedModel other) {
        return new MethodChoice(other, method, layers, classes, names, options);
    }

    private static CamMethod method(@Nullable String name, LoadedModel model, List<LayerInfo> layers) {
        if (name == null) {
            List<CamMethod> working = working(model, layers);
            return model.method()
                    .filter(working::contains)
                    .or(() -> working.stream().findFirst())
                    .orElseThrow(() -> noMethod(layers));
        }
        List<String> names =
                Arrays.stream(CamMethod.values()).map(CamMethod::id).toList();
        CamMethod method = CamMethod.named(name)
                .orElseThrow(() ->
                        new BadSelection("There is no method '%s'. %s".formatted(name, Closest.hint(name, names))));
        if (layers.isEmpty()) {
            model.obstacle(method, null).ifPresent(reason -> {
                throw new UnsupportedMethod("%s does not work with this model: %s. %s"
                        .formatted(method.title(), reason, alternatives(model, layers)));
            });
        }
        for (LayerInfo layer : layers) {
            model.obstacle(method, layer).ifPresent(reason -> {
                throw new UnsupportedMethod("%s does not work at the layer '%s': %s. %s"
                        .formatted(method.title(), layer.name(), reason, alternatives(model, layers)));
            });
        }
        return method;
    }

    private static UnsupportedMethod noMethod(List<LayerInfo> layers) {
        return new UnsupportedMethod(
                layers.isEmpty()
                        ? "No method works with this model."
                        : "No method works at the layer '%s': %s."
                                .formatted(
                                        layers.getFirst().name(),
                                        layers.getFirst().gradientObstacle()));
    }

    private static List<CamMethod> working(LoadedModel model, List<LayerInfo> layers) {
        return Arrays.stream(CamMethod.values())
                .filter(method -> layers.isEmpty()
                        ? model.obstacle(method, null).isEmpty()
                        : layers.stream()
                                .map(layer -> model.obstacle(method, layer))
                                .allMatch(Optional::isEmpty))
                .toList();
    }

    private static String alternatives(LoadedModel model, List<LayerInfo> layers) {
        String working = working(model, layers).stream().map(CamMethod::id).collect(Collectors.joining(", "));
        return working.isEmpty() ? "No other method works there either." : "What works there: " + working + ".";
    }
}
