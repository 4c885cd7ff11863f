package dev.regard.runtime;

import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the biases on the way add to a class score, as FullGrad needs it. Srinivas &amp; Fleuret 2019, Full-Gradient
 * Representation for Neural Network Visualization. A layer with a bias is a convolution, with the bias as its input or
 * added behind it, or a batch normalization, whose bias is beta - mean gamma / sqrt(variance + epsilon).
 */
final class BiasMaps {

    private BiasMaps() {}

    /**
     * A layer with a bias.
     *
     * @param output what it gives, [N, C, h, w]
     * @param bias   an input of its node that holds the bias; null for a batch normalization
     */
    record Layer(Value output, @Nullable Value bias) {}

    /** The layers with a bias among these nodes. */
    static List<Layer> layers(List<Node> nodes, Predicate<Value> counts) {
        List<Layer> layers = new ArrayList<>();
        for (Node node : nodes) {
            layer(node).filter(layer -> counts.test(layer.output)).ifPresent(layers::add);
        }
        return layers;
    }

    /** The reason that maps of biases would be missing or too few; empty where all that biases add is in them. */
    static Optional<String> obstacle(List<Node> nodes, Predicate<Value> counts) {
        Optional<Node> hidden = nodes.stream()
                .filter(node -> node.outputs().stream().filter(Objects::nonNull).anyMatch(counts))
                .filter(BiasMaps::hasBiasesWithin)
                .findFirst();
        if (hidden.isPresent()) {
            return hidden.map("%s adds biases in its branches, which are not taken apart"::formatted);
        }
        return layers(nodes, counts).isEmpty()
                ? Optional.of("no convolution or normalization of this model has a bias")
                : Optional.empty();
    }

    private static boolean hasBiasesWithin(Node node) {
        return node.bodies().stream()
                .flatMap(body -> body.graph().nodes().stream())
                .anyMatch(inner -> layer(inner).isPresent() || hasBiasesWithin(inner));
    }

    private static Optional<Layer> layer(Node node) {
        if (node.outputs().isEmpty()
                || !node.output().hasShape()
                || node.output().shape().rank() != 4) {
            return Optional.empty();
        }
        return switch (node.opType()) {
            case "Conv" -> node.optionalInput(2).map(bias -> new Layer(node.output(), bias));
            case "BatchNormalization" -> Optional.of(new Layer(node.output(), null));
            case "Add" ->
                addedBias(node, 0, 1).or(() -> addedBias(node, 1, 0)).map(bias -> new Layer(node.output(), bias));
            default -> Optional.empty();
        };
    }

    /** A number for each channel that is added to a convolution without a bias of its own. */
    private static Optional<Value> addedBias(Node add, int first, int second) {
        Value bias = add.input(second);
        boolean isBehindConv = add.input(first).producer().stream()
                .anyMatch(producer ->
                        producer.is("Conv") && producer.optionalInput(2).isEmpty());
        boolean isPerChannel = bias.constant().isPresent()
                && bias.shape().rank() >= 3
                && bias.shape().dimension(-3) == bias.shape().size();
        return isBehindConv && isPerChannel ? Optional.of(bias) : Optional.empty();
    }

    /**
     * Writes the map of one layer: per channel the magnitude of bias x gradient, scaled to 0 to 1, summed over channels.
     *
     * @param gradients of the class score with respect to the layer's output, [rows, C, h, w]
     * @return [rows, h, w]
     */
    static Value write(Ops ops, Layer layer, Value gradients) {
        Value bias = layer.bias != null ? layer.bias : batchNormalizationBias(ops, layer.output);
        int channels = layer.output.shape().dimension(1);
        Value size = ops.abs(ops.mul(gradients, ops.reshape(bias, channels, 1, 1)));
        Value shifted = ops.sub(size, ops.reduce("ReduceMin", size, true, 2, 3));
        Value largest = ops.reduce("ReduceMax", shifted, true, 2, 3);
        Value scaled = ops.div(shifted, ops.add(largest, ops.constant(1e-7f)));
        return ops.reduceSum(scaled, false, 1);
    }

    private static Value batchNormalizationBias(Ops ops, Value output) {
        Node node = output.producer().orElseThrow();
        Value deviation = ops.sqrt(ops.add(node.input(4), ops.constant(node.real("epsilon", 1e-5f))));
        return ops.sub(node.input(2), ops.div(ops.mul(node.input(3), node.input(1)), deviation));
    }
}
