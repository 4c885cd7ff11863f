package dev.regard.autodiff;

import dev.regard.onnx.Node;
import dev.regard.onnx.Value;
import java.util.Set;

/**
 * Where the class scores (logits) stand in a graph: the output itself, or the input of a final Softmax or Sigmoid, also
 * where the output only reshapes what that gave.
 *
 * @param value      [N, classes], possibly with further axes of extent 1
 * @param activation what makes probabilities of them
 */
public record ClassScore(Value value, Activation activation) {

    /** How class scores become probabilities. */
    public enum Activation {
        /** The model ends in none, or in a Softmax: classes exclude each other. */
        SOFTMAX,
        /** Each class is a question of its own. */
        SIGMOID
    }

    private static final Set<String> RESHAPING =
            Set.of("Identity", "Dropout", "Flatten", "Reshape", "Squeeze", "Unsqueeze", "Cast");

    /** Finds the class scores behind an output of the graph. */
    public static ClassScore behind(Value output) {
        Value value = withoutReshaping(output);
        Node node = value.producer().orElse(null);
        if (node != null && (node.is("Softmax") || node.is("LogSoftmax"))) {
            return new ClassScore(node.input(0), Activation.SOFTMAX);
        }
        if (node != null && node.is("Sigmoid")) {
            return new ClassScore(node.input(0), Activation.SIGMOID);
        }
        return new ClassScore(output, Activation.SOFTMAX);
    }

    /** Walks back over nodes that change the shape of a value and none of its numbers. */
    public static Value withoutReshaping(Value value) {
        Value at = value;
        while (at.producer().filter(ClassScore::isReshaping).isPresent()) {
            at = at.producer().orElseThrow().input(0);
        }
        return at;
    }

    private static boolean isReshaping(Node node) {
        return node.domain().isEmpty() && RESHAPING.contains(node.opType());
    }

    /** How many classes there are. */
    public int classes() {
        return value.shape().size();
    }
}
