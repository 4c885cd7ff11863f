package dev.regard.runtime;

import dev.regard.autodiff.MissingVjpException;
import dev.regard.autodiff.ReverseMode;
import dev.regard.autodiff.RuleSet;
import dev.regard.onnx.DataType;
import dev.regard.onnx.OnnxWriter;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.tensor.Shape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The names under which an augmented graph is asked.
 *
 * @param input      the picture
 * @param seed       the cotangent of the class scores, [rows, classes]; null where the layer has no gradient
 * @param score      class scores
 * @param classes    how many
 * @param layerShape of the target layer for one picture
 * @param placement  where the cells of the target layer look
 * @param outputs    names of the other outputs that this graph has
 */
record AugmentedGraph(
        String input,
        @Nullable String seed,
        String score,
        int classes,
        Shape layerShape,
        CellPlacement placement,
        Map<Wanted, String> outputs) {

    AugmentedGraph {
        outputs = Map.copyOf(outputs);
    }

    /** The name of an output. */
    String outputName(Wanted wanted) {
        String name = outputs.get(wanted);
        if (name == null) {
            throw new IllegalArgumentException("this graph has no " + wanted);
        }
        return name;
    }

    /**
     * How many rows a seed has that asks for nothing. Behind global average pooling none: the backward pass then costs
     * nothing. Elsewhere one, of zeros, because ONNX Runtime does not broadcast an empty batch in a matrix product.
     */
    int rowsOfNoClass() {
        return outputs.containsKey(Wanted.CLASS_MAPS) ? 0 : 1;
    }

    /** Loads a classifier's graph with everything written into it that one target layer needs. */
    static ExplainableModel load(Classifier classifier, Value layer, Device device) {
        Map<Wanted, Value> outputs = new EnumMap<>(Wanted.class);
        outputs.put(Wanted.ACTIVATIONS, layer);
        classifier
                .head()
                .filter(head -> head.activations().equals(layer))
                .ifPresent(head ->
                        outputs.put(Wanted.CLASS_MAPS, head.classMaps(new Ops(classifier.model(), "regard/map/"))));
        Optional<Value> seed = writeGradient(classifier, layer, outputs);
        Value score = classifier.score().value();
        List<Value> graphOutputs = new ArrayList<>(List.of(score));
        outputs.values().stream().filter(value -> !graphOutputs.contains(value)).forEach(graphOutputs::add);
        Map<Wanted, String> names = new EnumMap<>(Wanted.class);
        outputs.forEach((wanted, value) -> names.put(wanted, value.name()));
        AugmentedGraph graph = new AugmentedGraph(
                classifier.input().name(),
                seed.map(Value::name).orElse(null),
                score.name(),
                classifier.score().classes(),
                layer.shape(),
                classifier.placement(layer),
                names);
        return ExplainableModel.load(graph, OnnxWriter.write(classifier.model(), graphOutputs), device);
    }

    private static Optional<Value> writeGradient(Classifier classifier, Value layer, Map<Wanted, Value> outputs) {
        if (classifier.gradientObstacle(layer).isPresent()) {
            return Optional.empty();
        }
        Value score = classifier.score().value();
        long classes = classifier.score().classes();
        Value seed = classifier.model().graph().addInput("regard/seed", DataType.FLOAT, List.of(-1L, classes));
        try {
            long[] extents = score.shape().toLongs();
            extents[0] = -1;
            Value shaped = new Ops(classifier.model(), "regard/seed/").reshape(seed, extents);
            outputs.putAll(Map.of(
                    Wanted.GRADIENTS,
                    ReverseMode.differentiate(classifier.model(), score, shaped, List.of(layer), RuleSet.EXACT)
                            .values()
                            .iterator()
                            .next()));
            return Optional.of(seed);
        } catch (MissingVjpException e) {
            throw new InvalidModelException(String.valueOf(e.getMessage()), e);
        }
    }
}
