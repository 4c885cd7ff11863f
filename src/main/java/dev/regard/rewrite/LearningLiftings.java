package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Operators of the domain ai.onnx.ml, as exporters of scikit-learn put them behind the features of a network. */
final class LearningLiftings {

    /** The activations that make probabilities of the scores, as the attribute and as an operator. */
    private static final Map<String, String> TRANSFORMS =
            Map.of("NONE", "Identity", "SOFTMAX", "Softmax", "LOGISTIC", "Sigmoid");

    private LearningLiftings() {}

    /**
     * A linear layer and what makes probabilities of it. Stays as it is where the best class, its other output, is read, and
     * where one row of coefficients stands for two classes.
     */
    static void linearClassifier(LiftedNode node) {
        Node original = node.original();
        float[] coefficients = reals(original, "coefficients");
        float[] intercepts = reals(original, "intercepts");
        int classes = classes(original);
        String transform = TRANSFORMS.get(original.text("post_transform", "NONE"));
        boolean isLabelRead =
                original.outputs().size() != 2 || !original.output().uses().isEmpty();
        boolean isWhole = classes > 0
                && coefficients.length % classes == 0
                && (intercepts.length == 0 || intercepts.length == classes);
        if (transform == null || isLabelRead || !isWhole || hasOneRow(original, coefficients, classes)) {
            node.stays();
            return;
        }
        Ops ops = node.ops();
        List<Value> inputs = List.of(
                node.required(0),
                ops.constant(Shape.of(classes, coefficients.length / classes), coefficients),
                ops.constant(Shape.of(classes), Arrays.copyOf(intercepts, classes)));
        Value scores = ops.node("Gemm", inputs, Map.of("transB", new Attribute.Int(1)));
        node.becomesOutput(1, transform, List.of(scores), Map.of());
    }

    /** The number of intercepts tells how many rows there are. */
    private static boolean hasOneRow(Node node, float[] coefficients, int classes) {
        int intercepts = reals(node, "intercepts").length;
        return classes == 2 && (intercepts == 0 || coefficients.length % 2 == 1);
    }

    private static int classes(Node node) {
        return node.attributes().get("classlabels_strings") instanceof Attribute.Texts names
                ? names.values().size()
                : node.integers("classlabels_ints").orElse(new long[0]).length;
    }

    private static float[] reals(Node node, String attribute) {
        return node.attributes().get(attribute) instanceof Attribute.Reals numbers ? numbers.toFloats() : new float[0];
    }
}
