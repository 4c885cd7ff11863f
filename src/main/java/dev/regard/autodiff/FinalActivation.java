package dev.regard.autodiff;

import dev.regard.autodiff.ClassScore.Activation;
import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The activation that makes probabilities of class scores at the end of a graph, as one operator or written out in pieces.
 *
 * @param parts      the class scores; several stand beside each other
 * @param activation that is applied to them
 */
public record FinalActivation(List<Part> parts, Activation activation) {

    public FinalActivation {
        parts = List.copyOf(parts);
    }

    /**
     * Class scores {@code slope * value + offset}: 1 - sigmoid(z) is sigmoid(-z).
     *
     * @param value  a list in the graph
     * @param slope  not 0
     * @param offset added to each
     * @param picked which of two scores, less the other one, is meant: softmax(a, b) is sigmoid(a - b) for a; {@link #ALL} for
     *               the whole list
     */
    public record Part(Value value, float slope, float offset, int picked) {

        private static final int ALL = -1;

        boolean isPlain() {
            return slope == 1 && offset == 0 && picked == ALL;
        }

        int classes() {
            return picked == ALL ? value.shape().size() : 1;
        }

        private Value write(Ops ops, UnaryOperator<Value> copies) {
            Value list = ops.reshape(copies.apply(value), -1, value.shape().size());
            if (picked != ALL) {
                return ops.sub(ops.slice(list, 1, picked, picked + 1L), ops.slice(list, 1, 1L - picked, 2L - picked));
            }
            Value scaled = slope == 1 ? list : ops.mul(list, ops.constant(slope));
            return offset == 0 ? scaled : ops.add(scaled, ops.constant(offset));
        }

        /** These scores without a change of sign in the graph that the slope takes back. */
        Part simplified() {
            Node node = value.producer().orElse(null);
            boolean isNegative = node != null
                    && (node.is("Neg")
                            || (node.is("Mul")
                                    && SoftmaxPieces.number(node.input(1)).orElse(0) == -1));
            return node != null && isNegative && slope == -1 ? new Part(node.input(0), 1, offset, picked) : this;
        }
    }

    static FinalActivation of(Value value, double slope, double offset, Activation activation) {
        Part part = new Part(value, (float) slope, (float) offset, Part.ALL);
        return new FinalActivation(List.of(part.simplified()), activation);
    }

    /** The one of two classes that a softmax gives the probability of, as a question of yes or no. */
    static FinalActivation ofPair(Value scores, int picked) {
        return new FinalActivation(List.of(new Part(scores, 1, 0, picked)), Activation.SIGMOID);
    }

    /** True where the class scores are a value of the graph. */
    public boolean isPlain() {
        return parts.size() == 1 && parts.getFirst().isPlain();
    }

    /** Number of class scores; only of values that were measured. */
    int classes() {
        return parts.stream().mapToInt(Part::classes).sum();
    }

    /**
     * Writes the class scores and the activation as one operator, which {@link ClassScore#behind} reads.
     *
     * @param copies finds a value of this graph in the one that is written into
     * @return probabilities, [N, classes]
     */
    public Value write(Ops ops, UnaryOperator<Value> copies) {
        List<Value> written =
                parts.stream().map(part -> part.write(ops, copies)).toList();
        Value scores = written.size() == 1 ? written.getFirst() : ops.concat(1, written);
        return activation == Activation.CLIPPED
                ? ops.node("Clip", scores, ops.constant(0), ops.constant(1))
                : ops.sigmoid(scores);
    }
}
