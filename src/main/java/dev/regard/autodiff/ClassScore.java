package dev.regard.autodiff;

import dev.regard.onnx.Node;
import dev.regard.onnx.Value;
import java.util.Optional;
import java.util.Set;

/**
 * The class scores (logits) in a graph: the output itself, or what the activation at its end is applied to, also
 * where that is written out in pieces, or the output only reshapes or scales what it gave.
 *
 * @param value      [N, classes], possibly with further axes of extent 1
 * @param activation what makes probabilities of them
 */
public record ClassScore(Value value, Activation activation) {

    /** How class scores become probabilities. */
    public enum Activation {
        /** The model ends in none, or in a Softmax: classes exclude each other. */
        SOFTMAX,
        /** Each class is a question of its own; also one score without an activation. */
        SIGMOID,
        /** Scores are cut off below 0 and above 1, as HardSigmoid does after a linear step. */
        CLIPPED,
        /** The scores are probabilities themselves, in front of which no class score was found. */
        NONE
    }

    private static final Set<String> RESHAPING =
            Set.of("Identity", "Dropout", "Flatten", "Reshape", "Squeeze", "Unsqueeze", "Cast");

    /** Finds the class scores behind an output of the graph. */
    public static ClassScore behind(Value output) {
        return activation(output)
                .filter(FinalActivation::isPlain)
                .map(found -> new ClassScore(found.parts().getFirst().value(), found.activation()))
                .orElseGet(() -> new ClassScore(output, withoutActivation(output)));
    }

    /** The activation at the end of an output; empty where none is known to be there. */
    public static Optional<FinalActivation> activation(Value output) {
        return ActivationFinder.find(output);
    }

    private static Activation withoutActivation(Value output) {
        if (ValueRange.of(output).isWithin(0, 1)) {
            return Activation.NONE;
        }
        return output.hasShape() && output.shape().size() == 1 ? Activation.SIGMOID : Activation.SOFTMAX;
    }

    /** These scores, known to be probabilities. */
    public ClassScore asProbabilities() {
        return new ClassScore(value, Activation.NONE);
    }

    /** Walks back over nodes that change the shape of a value and none of its numbers. */
    public static Value withoutReshaping(Value value) {
        Value at = value;
        while (at.producer().filter(ClassScore::isReshaping).isPresent()) {
            at = at.producer().orElseThrow().input(0);
        }
        return at;
    }

    static boolean isReshaping(Node node) {
        return node.domain().isEmpty() && RESHAPING.contains(node.opType());
    }

    /** How many classes there are. */
    public int classes() {
        return value.shape().size();
    }
}
