package dev.regard.runtime;

import dev.regard.autodiff.ClassScore;
import dev.regard.autodiff.ReverseMode;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Graph;
import dev.regard.onnx.InvalidGraphException;
import dev.regard.onnx.Model;
import dev.regard.onnx.Node;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a look at a model's graph finds: where the picture goes in, where the class scores stand, which layers can be
 * target layers.
 */
final class Classifier {

    private final Model model;
    private final Value input;
    private final ClassScore score;
    private final Optional<GlobalPoolHead> head;
    private final ReceptiveFields fields;
    private final List<Value> layers;

    private Classifier(Model model, Value input) {
        this.model = model;
        this.input = input;
        this.score = ClassScore.behind(model.graph().outputs().getFirst());
        if (score.classes() < 1 || score.value().shape().rank() < 2) {
            throw new InvalidModelException("its output '%s' of shape %s is no list of class scores"
                    .formatted(score.value(), score.value().shape()));
        }
        this.head = GlobalPoolHead.find(score);
        this.fields = ReceptiveFields.of(model.graph(), input, InputSize.heightAxis(input.shape()));
        this.layers = findLayers();
    }

    /**
     * Looks at a model.
     *
     * @param model    as read
     * @param size     height and width to use where the model leaves them free
     * @throws InvalidModelException where it is no image classifier that can be run
     */
    static Classifier of(Model model, InputSize size) {
        Graph.GraphInput input = pictureInput(model.graph());
        try {
            ShapeProbe.measure(model, input.value(), size.resolve(input.dimensions()));
            return new Classifier(model, input.value());
        } catch (InvalidGraphException e) {
            throw new InvalidModelException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Looks at a model whose shapes are known already. */
    static Classifier measured(Model model, Value input) {
        return new Classifier(model, input);
    }

    private static Graph.GraphInput pictureInput(Graph graph) {
        List<Graph.GraphInput> inputs = graph.inputs();
        if (inputs.size() != 1) {
            throw new InvalidModelException("it has " + inputs.size() + " inputs; a picture goes into one");
        }
        Graph.GraphInput input = inputs.getFirst();
        if (input.type() != DataType.FLOAT || input.dimensions().size() != 4) {
            throw new InvalidModelException(
                    "its input '%s' is %s with %d axes; float with 4 axes (N, C, H, W) is accepted"
                            .formatted(
                                    input.value(),
                                    input.type(),
                                    input.dimensions().size()));
        }
        return input;
    }

    Model model() {
        return model;
    }

    /** Where the picture goes in. */
    Value input() {
        return input;
    }

    ClassScore score() {
        return score;
    }

    Optional<GlobalPoolHead> head() {
        return head;
    }

    /** Possible target layers, from input to output; the last one is recommended. */
    List<Value> layers() {
        return layers;
    }

    /** The layer that is taken when none is asked for: the last one that has a height and a width. */
    Value recommendedLayer() {
        return head.map(GlobalPoolHead::activations).orElseGet(layers::getLast);
    }

    /** A feature map that the score depends on by its name in the graph, listed among the layers or not. */
    Optional<Value> layer(String name) {
        return model.graph()
                .value(name)
                .filter(this::isFeatureMap)
                .filter(value ->
                        ancestors().stream().anyMatch(node -> node.inputs().contains(value)));
    }

    /** The node that keeps a gradient from reaching a layer; empty where none does. */
    Optional<Node> gradientObstacle(Value layer) {
        return ReverseMode.missingRule(model.graph(), score.value(), layer);
    }

    /** Where the cells of a layer look, in pixels of the model's input. */
    CellPlacement placement(Value layer) {
        Shape picture = input.shape();
        int height = InputSize.heightAxis(picture);
        return fields.at(layer)
                .map(CellPlacement::of)
                .orElseGet(() -> CellPlacement.even(
                        picture.dimension(height),
                        picture.dimension(height + 1),
                        layer.shape().dimension(2),
                        layer.shape().dimension(3)));
    }

    /**
     * The feature maps that everything passes through: without one of them, no path leads from picture to score. Of
     * several in a row of the same size only the last is listed, the one behind the activation function.
     */
    private List<Value> findLayers() {
        List<Value> found = new ArrayList<>();
        List<Node> nodes = ancestors();
        Map<Value, Integer> lastUse = lastUses(nodes);
        Set<Value> live = new HashSet<>(Set.of(input));
        for (int index = 0; index < nodes.size(); index++) {
            Node node = nodes.get(index);
            if (node.inputs().stream().noneMatch(live::contains)) {
                continue;
            }
            node.outputs().stream().filter(output -> output != null).forEach(live::add);
            int now = index;
            live.removeIf(value -> lastUse.getOrDefault(value, -1) <= now);
            if (live.size() == 1 && isFeatureMap(live.iterator().next())) {
                addOrReplace(found, live.iterator().next());
            }
        }
        if (found.isEmpty()) {
            throw new InvalidModelException("none of its layers has a height and a width that all paths lead through");
        }
        return List.copyOf(found);
    }

    private static Map<Value, Integer> lastUses(List<Node> nodes) {
        Map<Value, Integer> lastUse = new HashMap<>();
        for (int index = 0; index < nodes.size(); index++) {
            int now = index;
            nodes.get(index).inputs().stream().filter(value -> value != null).forEach(value -> lastUse.put(value, now));
        }
        return lastUse;
    }

    private void addOrReplace(List<Value> candidates, Value value) {
        Node producer = value.producer().orElse(null);
        boolean continues = producer != null
                && !candidates.isEmpty()
                && producer.inputs().contains(candidates.getLast())
                && !producer.is("Conv")
                && candidates.getLast().shape().equals(value.shape());
        if (continues) {
            candidates.removeLast();
        }
        candidates.add(value);
    }

    /** The nodes that the score is computed from, in order. A shape says nothing about the picture: no path leads through it. */
    private List<Node> ancestors() {
        Set<Value> needed = new HashSet<>(Set.of(score.value()));
        List<Node> ancestors = new ArrayList<>();
        for (Node node : model.graph().nodes().reversed()) {
            if (!node.is("Shape") && node.outputs().stream().anyMatch(needed::contains)) {
                ancestors.add(node);
                node.inputs().stream().filter(value -> value != null).forEach(needed::add);
            }
        }
        return ancestors.reversed();
    }

    private boolean isFeatureMap(Value value) {
        if (!value.hasShape() || value.constant().isPresent() || value.equals(input)) {
            return false;
        }
        Shape shape = value.shape();
        return shape.rank() == 4 && shape.dimension(2) * shape.dimension(3) > 1 && !fields.isChannelsLast(value);
    }
}
