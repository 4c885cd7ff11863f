package dev.regard.runtime;

import dev.regard.autodiff.ClassScore;
import dev.regard.onnx.Constants;
import dev.regard.onnx.Node;
import dev.regard.onnx.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Traits that tell class scores from embeddings and auxiliary heads.
 *
 * @param name      of the output
 * @param behind    what it is computed from
 * @param layers    how many of the nodes that it is computed from have weights, as a rule
 * @param isFeature true where neither a linear layer nor an activation that makes probabilities comes last
 */
record OutputTraits(String name, Set<Value> behind, int layers, boolean isFeature) {

    private static final Set<String> LAYERS =
            Set.of("Conv", "ConvTranspose", "Einsum", "GRU", "Gemm", "LSTM", "MatMul", "RNN");

    private static final Set<String> LINEAR = Set.of("Conv", "Einsum", "Gemm", "MatMul");

    /** As exporters and people call features; a name may be a path, such as {@code head/embedding:0}. */
    private static final Pattern EMBEDDING =
            Pattern.compile(".*(emb(?!le)|feat|hidden|latent|pooler|pooled|project|descriptor|repr|(^|_)z$).*");

    private static final Pattern AUXILIARY = Pattern.compile(".*(aux|deep_?sup|side_?out).*");
    private static final Pattern SCORES =
            Pattern.compile(".*(logit|prob|class|score|softmax|pred|label|cls|(^|_)output$).*");

    /** Widths that layers have and lists of classes as a rule have not. */
    private static final Set<Integer> FEATURE_SIZES = Set.of(
            64, 128, 192, 256, 320, 384, 512, 640, 768, 960, 1024, 1152, 1280, 1536, 1664, 1792, 1920, 2048, 2560,
            4096);

    /** @param name of the output in the file */
    static OutputTraits of(Value output, String name) {
        Set<Node> nodes = new HashSet<>();
        Set<Value> behind = ancestors(output, nodes);
        int layers = (int)
                nodes.stream().filter(node -> LAYERS.contains(node.opType())).count();
        return new OutputTraits(
                name.toLowerCase(Locale.ROOT),
                behind,
                layers,
                ClassScore.activation(output).isEmpty() && !endsLinear(output));
    }

    private static Set<Value> ancestors(Value output, Set<Node> nodes) {
        Set<Value> ancestors = new HashSet<>();
        List<Value> open = new ArrayList<>(List.of(output));
        while (!open.isEmpty()) {
            Node producer = open.removeLast().producer().orElse(null);
            if (producer != null && nodes.add(producer)) {
                producer.inputs().stream()
                        .filter(Objects::nonNull)
                        .filter(ancestors::add)
                        .forEach(open::add);
            }
        }
        return ancestors;
    }

    /** True for a linear layer, also with a bias or a factor of its own behind it. */
    private static boolean endsLinear(Value output) {
        Value at = ClassScore.withoutReshaping(output);
        for (Optional<Value> before = Optional.of(at); before.isPresent(); before = beforeConstant(at)) {
            at = ClassScore.withoutReshaping(before.get());
        }
        return at.producer().filter(node -> LINEAR.contains(node.opType())).isPresent();
    }

    /** The value that a constant is added to or multiplied with, or that was quantized; empty for other nodes. */
    private static Optional<Value> beforeConstant(Value value) {
        Node node = value.producer().orElse(null);
        if (node == null || node.inputs().isEmpty()) {
            return Optional.empty();
        }
        boolean isQuantized =
                node.opType().equals("QuantizeLinear") || node.opType().equals("DequantizeLinear");
        boolean isScaled = Set.of("Add", "Sub", "Mul", "Div", "Clip").contains(node.opType());
        List<Value> computed = node.inputs().stream()
                .filter(Objects::nonNull)
                .filter(input -> Constants.of(input).isEmpty())
                .toList();
        return (isQuantized || isScaled) && !computed.isEmpty() && (isQuantized || computed.size() == 1)
                ? Optional.of(computed.getFirst())
                : Optional.empty();
    }

    boolean isEmbedding() {
        return isFeature || EMBEDDING.matcher(name).matches();
    }

    boolean isAuxiliary() {
        return AUXILIARY.matcher(name).matches();
    }

    boolean isCalledScores() {
        return SCORES.matcher(name).matches();
    }

    /** True where it is computed from another value. */
    boolean isMadeOf(Value other) {
        return behind.contains(other);
    }

    static boolean isFeatureSize(int extent) {
        return FEATURE_SIZES.contains(extent);
    }
}
