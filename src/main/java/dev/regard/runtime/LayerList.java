package dev.regard.runtime;

import dev.regard.onnx.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The target layers of a network as people see them: with titles, and with what keeps gradients from them. */
final class LayerList {

    private final Classifier classifier;
    private final List<LayerInfo> stages;
    private final Optional<LayerInfo> recommended;

    LayerList(Classifier classifier) {
        this.classifier = classifier;
        this.stages = titled();
        this.recommended = classifier
                .recommendedLayer()
                .map(best -> stage(best.value().name()).orElseGet(() -> describe(best)));
    }

    private List<LayerInfo> titled() {
        List<LayerInfo> found = new ArrayList<>();
        List<FeatureMap> maps = classifier.stages();
        for (int index = 0; index < maps.size(); index++) {
            found.add(describe(maps.get(index), "block %d of %d".formatted(index + 1, maps.size())));
        }
        List<List<FeatureMap>> branches = classifier.branches();
        for (int branch = 0; branch < branches.size(); branch++) {
            for (int index = 0; index < branches.get(branch).size(); index++) {
                String title = "branch %d, block %d of %d"
                        .formatted(branch + 1, index + 1, branches.get(branch).size());
                found.add(describe(branches.get(branch).get(index), title));
            }
        }
        return List.copyOf(found);
    }

    /** The layers that everything passes through, from input to output, then those of each branch. */
    List<LayerInfo> stages() {
        return stages;
    }

    /** One of these by its name. */
    Optional<LayerInfo> stage(String name) {
        return stages.stream().filter(layer -> layer.name().equals(name)).findFirst();
    }

    /** The layer that is taken when none is asked for; empty where there is none. */
    Optional<LayerInfo> recommended() {
        return recommended;
    }

    /** A feature map under its own name. */
    LayerInfo describe(FeatureMap layer) {
        return describe(layer, layer.value().name());
    }

    private LayerInfo describe(FeatureMap layer, String title) {
        boolean hasClassMaps = classifier
                .head()
                .filter(head -> head.activations().equals(layer.value()))
                .isPresent();
        return new LayerInfo(
                layer.value().name(),
                title,
                layer.layout(),
                hasClassMaps,
                obstacle(layer.value(), "this layer").orElse(null));
    }

    /**
     * The reason that no gradient reaches a value, or none but zero; empty where one does.
     *
     * @param name of the value in that sentence, such as {@code this layer}
     */
    Optional<String> obstacle(Value value, String name) {
        return classifier
                .gradientObstacle(value)
                .map(node -> GradientObstacle.describe(node, name))
                .or(() -> classifier
                        .zeroSlope(value)
                        .map(node -> "every path from %s to the class score leads through %s, whose slope is zero"
                                .formatted(name, node)));
    }
}
