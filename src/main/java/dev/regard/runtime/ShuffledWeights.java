package dev.regard.runtime;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Node;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Takes from a model what it has learned, layer by layer from the class scores backwards: each layer keeps its weights,
 * in another order. This is the cascading randomization of Adebayo et al., "Sanity Checks for Saliency Maps", 2018
 * (arXiv 1810.03292). They draw new weights; the same ones in another order keep the size of the activations, which
 * normalization layers count on. Biases and normalizations stay as they are.
 */
final class ShuffledWeights implements UnaryOperator<TensorData> {

    private static final Set<String> LINEAR = Set.of("Conv", "ConvTranspose", "Gemm", "MatMul", "Einsum");

    private final Map<TensorData, TensorData> shuffled = new IdentityHashMap<>();

    private ShuffledWeights(List<TensorData> weights, long seed) {
        // Each layer is mixed by a sequence of its own: what a deeper cascade has in common with this one stays the
        // same.
        for (int layer = 0; layer < weights.size(); layer++) {
            TensorData ofLayer = weights.get(layer);
            shuffled.put(ofLayer, ofLayer.shuffled(new SplittableRandom(seed + layer)));
        }
    }

    /** How many layers have weights that can be shuffled. */
    static int layers(Classifier classifier) {
        return weights(classifier).size();
    }

    /**
     * Shuffles the weights of the last layers.
     *
     * @param layers how many, counted from the class scores backwards
     * @param seed   the same one gives the same order
     */
    static ShuffledWeights of(Classifier classifier, int layers, long seed) {
        return new ShuffledWeights(weights(classifier).subList(0, layers), seed);
    }

    @Override
    public TensorData apply(TensorData constant) {
        return shuffled.getOrDefault(constant, constant);
    }

    /** The weights that stand between picture and class scores, from the scores backwards. */
    private static List<TensorData> weights(Classifier classifier) {
        List<Node> nodes = classifier.model().graph().nodes();
        Set<Value> seesPicture = new HashSet<>(Set.of(classifier.input()));
        nodes.forEach(node -> see(node, seesPicture));
        Set<TensorData> weights = Collections.newSetFromMap(new IdentityHashMap<>());
        List<TensorData> inOrder = new ArrayList<>();
        Set<Value> needed = new HashSet<>(Set.of(classifier.score().value()));
        linear(nodes, needed).stream()
                .filter(node -> node.inputs().stream().anyMatch(seesPicture::contains))
                .flatMap(node -> node.inputs().stream())
                .flatMap(Stream::ofNullable)
                .filter(input -> !seesPicture.contains(input))
                .map(ShuffledWeights::largestConstant)
                .flatMap(Optional::stream)
                .filter(constant -> constant.shape().rank() > 1 && weights.add(constant))
                .forEach(inOrder::add);
        return inOrder;
    }

    private static void see(Node node, Set<Value> seesPicture) {
        if (node.inputs().stream().noneMatch(seesPicture::contains)) {
            return;
        }
        seesPicture.addAll(node.outputs());
        for (Attribute.Body body : node.bodies()) {
            // What a loop carries comes from the picture, or soon will.
            body.graph().inputs().stream()
                    .limit(body.declaredInputs())
                    .forEach(input -> seesPicture.add(input.value()));
            body.outside(node).forEach((inside, outside) -> {
                if (seesPicture.contains(outside)) {
                    seesPicture.add(inside);
                }
            });
            body.graph().nodes().forEach(inner -> see(inner, seesPicture));
        }
    }

    /** The nodes with weights that some values need, those within bodies too, from behind. */
    private static List<Node> linear(List<Node> nodes, Set<Value> needed) {
        List<Node> linear = new ArrayList<>();
        for (Node node : nodes.reversed()) {
            if (node.outputs().stream().anyMatch(needed::contains)) {
                needed.addAll(node.inputs());
                if (LINEAR.contains(node.opType())) {
                    linear.add(node);
                }
                for (Attribute.Body body : node.bodies()) {
                    linear.addAll(linear(
                            body.graph().nodes(), new HashSet<>(body.graph().outputs())));
                }
            }
        }
        return linear;
    }

    /** Weights may be transposed or taken out of whole numbers before they are used. */
    private static Optional<TensorData> largestConstant(Value value) {
        List<TensorData> found = new ArrayList<>();
        Deque<Value> left = new ArrayDeque<>(List.of(value));
        while (!left.isEmpty()) {
            Value next = left.pop();
            // Within a body a weight is what an input stands for.
            next.constant()
                    .or(() -> next.producer().isEmpty() ? next.fixed() : Optional.empty())
                    .ifPresent(found::add);
            next.producer()
                    .ifPresent(node -> node.inputs().stream()
                            .filter(input -> input != null)
                            .forEach(left::push));
        }
        return found.stream()
                .max(Comparator.comparingInt(constant -> constant.shape().size()));
    }
}
