package dev.regard.autodiff;

import static dev.regard.autodiff.SoftmaxPieces.isCopying;
import static dev.regard.autodiff.SoftmaxPieces.isExpOf;
import static dev.regard.autodiff.SoftmaxPieces.number;
import static dev.regard.autodiff.SoftmaxPieces.producer;
import static dev.regard.autodiff.SoftmaxPieces.summed;
import static dev.regard.autodiff.SoftmaxPieces.withoutBounds;
import static dev.regard.autodiff.SoftmaxPieces.withoutMaximum;

import dev.regard.autodiff.ClassScore.Activation;
import dev.regard.autodiff.SoftmaxPieces.ShiftedExponential;
import dev.regard.onnx.Constants;
import dev.regard.onnx.Node;
import dev.regard.onnx.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Walks back from an output over what changes no order among its numbers, to the activation at its end. On the way it keeps
 * how the output follows from the value it has come to: {@code slope * value + offset}.
 */
final class ActivationFinder {

    /** Nothing that ends in an activation is deeper behind it. */
    private static final int MAX_DEPTH = 100;

    /** Scores that stand beside each other: where each part is joined to itself, they double from node to node. */
    private static final int MAX_PARTS = 10_000;

    private static final double ROUNDING = 1e-5;

    private final Value output;

    private ActivationFinder(Value output) {
        this.output = output;
    }

    /** The activation at the end of an output; empty where none is known to be there. */
    static Optional<FinalActivation> find(Value output) {
        ActivationFinder finder = new ActivationFinder(output);
        return finder.probability(output, 1, 0, 0)
                .or(() -> finder.logProbability(output, 0))
                .filter(finder::hasAllClasses);
    }

    /** A constant that is a list may have made many scores of one. */
    private boolean hasAllClasses(FinalActivation found) {
        boolean areMeasured = output.hasShape()
                && found.parts().stream().allMatch(part -> part.value().hasShape());
        return !areMeasured || found.classes() == output.shape().size();
    }

    private Optional<FinalActivation> probability(Value value, double slope, double offset, int depth) {
        Node node = value.producer().orElse(null);
        if (node == null || !node.domain().isEmpty() || depth > MAX_DEPTH) {
            return Optional.empty();
        }
        if (isCopying(node) || node.is("Round")) {
            return probability(node.input(0), slope, offset, depth + 1);
        }
        return switch (node.opType()) {
            case "DequantizeLinear" -> quantized(node).flatMap(x -> probability(x, slope, offset, depth + 1));
            case "Softmax" ->
                slope > 0 && isOverClasses(node)
                        ? Optional.of(FinalActivation.of(node.input(0), 1, 0, Activation.SOFTMAX))
                        : Optional.empty();
            case "Sigmoid" -> sigmoid(node.input(0), 1, 0, slope, offset);
            case "Tanh" ->
                Math.abs(Math.abs(slope) - offset) < ROUNDING
                        // tanh(x) = 2 sigmoid(2 x) - 1
                        ? sigmoid(node.input(0), 2, 0, 2 * slope, offset - slope)
                        : Optional.empty();
            case "HardSigmoid" -> hardSigmoid(node, slope, offset);
            case "Clip", "Max", "Min" -> bounded(node, slope, offset, depth);
            case "Exp" -> slope > 0 ? logProbability(node.input(0), depth + 1) : Optional.empty();
            case "Gather", "Slice" -> oneOfTwo(node, slope, offset);
            case "Concat" -> concatenated(node, slope, offset, depth);
            case "Reciprocal" -> oneOver(node.input(0), slope, offset);
            case "Pow" ->
                number(node.input(1)).orElse(0) == -1 ? oneOver(node.input(0), slope, offset) : Optional.empty();
            case "Neg" -> probability(node.input(0), -slope, offset, depth + 1);
            case "Add", "Sub", "Mul", "Div" ->
                scaled(node, slope, offset, depth).or(() -> quotient(node, slope, offset, depth));
            default -> Optional.empty();
        };
    }

    /** The value that was quantized where it is dequantized. */
    private static Optional<Value> quantized(Node dequantize) {
        return producer(dequantize.input(0), "QuantizeLinear").map(node -> node.input(0));
    }

    /** A Softmax over another axis, such as that of places, makes no probabilities of classes. */
    private static boolean isOverClasses(Node node) {
        Value input = node.input(0);
        if (!input.hasShape()) {
            return true;
        }
        int rank = input.shape().rank();
        int axis = Math.floorMod((int) node.integer("axis", -1), rank);
        return input.shape().dimension(axis) == input.shape().size();
    }

    /** The output is {@code slope * sigmoid(a x + b) + offset}; with a falling slope it is 1 - sigmoid(z) = sigmoid(-z). */
    private static Optional<FinalActivation> sigmoid(Value x, double a, double b, double slope, double offset) {
        if (slope > 0) {
            return Optional.of(FinalActivation.of(x, a, b, Activation.SIGMOID));
        }
        return Math.abs(slope + offset) < ROUNDING
                ? Optional.of(FinalActivation.of(x, -a, -b, Activation.SIGMOID))
                : Optional.empty();
    }

    /** The probability of one of two classes alone. */
    private static Optional<FinalActivation> oneOfTwo(Node node, double slope, double offset) {
        Optional<Value> scores = producer(node.input(0), "Softmax")
                .filter(ActivationFinder::isOverClasses)
                .map(softmax -> softmax.input(0))
                .filter(value -> value.hasShape() && value.shape().size() == 2);
        boolean isFalling = slope < 0 && Math.abs(slope + offset) < ROUNDING;
        OptionalInt place = node.output().hasShape() && node.output().shape().size() == 1
                ? Constants.of(node.input(1)).stream()
                        .filter(indices -> indices.shape().size() == 1)
                        .mapToInt(indices -> Math.floorMod((int) indices.toLongs()[0], 2))
                        .findFirst()
                : OptionalInt.empty();
        return scores.isPresent() && place.isPresent() && (slope > 0 || isFalling)
                ? Optional.of(FinalActivation.ofPair(scores.get(), isFalling ? 1 - place.getAsInt() : place.getAsInt()))
                : Optional.empty();
    }

    /** max(0, min(1, alpha x + beta)), or 1 minus that. */
    private static Optional<FinalActivation> hardSigmoid(Node node, double slope, double offset) {
        double alpha = node.real("alpha", 0.2f);
        double beta = node.real("beta", 0.5f);
        if (slope > 0) {
            return Optional.of(FinalActivation.of(node.input(0), alpha, beta, Activation.CLIPPED));
        }
        return Math.abs(slope + offset) < ROUNDING
                ? Optional.of(FinalActivation.of(node.input(0), -alpha, 1 - beta, Activation.CLIPPED))
                : Optional.empty();
    }

    private Optional<FinalActivation> bounded(Node node, double slope, double offset, int depth) {
        List<Value> computed = node.inputs().stream()
                .filter(Objects::nonNull)
                .filter(input -> Constants.of(input).isEmpty())
                .toList();
        if (computed.size() != 1 || (node.is("Clip") && computed.getFirst() != node.input(0))) {
            return Optional.empty();
        }
        Value x = computed.getFirst();
        return probability(x, slope, offset, depth + 1).or(() -> cutOff(node, x, slope, offset));
    }

    /** A linear step cut off at 0 and 1, as HardSigmoid is written out. */
    private static Optional<FinalActivation> cutOff(Node node, Value x, double slope, double offset) {
        double from = slope * bound(node, slope > 0 ? 1 : 2) + offset;
        double to = slope * bound(node, slope > 0 ? 2 : 1) + offset;
        boolean isUnit = Math.abs(from) < ROUNDING && Math.abs(to - 1) < ROUNDING;
        return node.is("Clip") && isUnit && !ValueRange.of(x).isWithin(0, 1)
                ? Optional.of(FinalActivation.of(x, slope, offset, Activation.CLIPPED))
                : Optional.empty();
    }

    private static double bound(Node node, int input) {
        return node.optionalInput(input)
                .map(SoftmaxPieces::number)
                .orElse(OptionalDouble.empty())
                .orElse(Double.NaN);
    }

    /** Scores that are questions of their own may stand beside each other, such as 1 - p beside p. */
    private Optional<FinalActivation> concatenated(Node node, double slope, double offset, int depth) {
        List<FinalActivation.Part> parts = new ArrayList<>();
        Activation activation = null;
        for (Value input : node.inputs()) {
            FinalActivation found = probability(Objects.requireNonNull(input), slope, offset, depth + 1)
                    .orElse(null);
            if (found == null
                    || found.activation() == Activation.SOFTMAX
                    || (activation != null && activation != found.activation())) {
                return Optional.empty();
            }
            activation = found.activation();
            parts.addAll(found.parts());
            if (parts.size() > MAX_PARTS) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(activation).map(same -> new FinalActivation(parts, same));
    }

    /** A value with a number added, or multiplied by one. */
    private Optional<FinalActivation> scaled(Node node, double slope, double offset, int depth) {
        OptionalDouble first = number(node.input(0));
        OptionalDouble second = number(node.input(1));
        if (first.isPresent() == second.isPresent()) {
            return Optional.empty();
        }
        double number = second.orElseGet(first::getAsDouble);
        Value x = node.input(second.isPresent() ? 0 : 1);
        return switch (node.opType()) {
            case "Add" -> probability(x, slope, offset + slope * number, depth + 1);
            case "Mul" -> number == 0 ? Optional.empty() : probability(x, slope * number, offset, depth + 1);
            case "Sub" ->
                second.isPresent()
                        ? probability(x, slope, offset - slope * number, depth + 1)
                        : probability(x, -slope, offset + slope * number, depth + 1);
            default ->
                second.isPresent()
                        ? probability(x, slope / number, offset, depth + 1)
                        : oneOver(x, slope * number, offset);
        };
    }

    /** 1 / (c + exp(u)) = sigmoid(log(c) - u) / c. */
    private static Optional<FinalActivation> oneOver(Value denominator, double slope, double offset) {
        return ShiftedExponential.of(denominator)
                .flatMap(below -> sigmoid(below.u(), -1, Math.log(below.c()), slope / below.c(), offset));
    }

    private Optional<FinalActivation> quotient(Node node, double slope, double offset, int depth) {
        if (node.is("Div")) {
            return quotient(node.input(0), node.input(1), slope, offset, depth);
        }
        for (int place = 0; node.is("Mul") && place < 2; place++) {
            Node reciprocal = producer(node.input(place), "Reciprocal").orElse(null);
            if (reciprocal != null) {
                return quotient(node.input(1 - place), reciprocal.input(0), slope, offset, depth);
            }
        }
        return Optional.empty();
    }

    /** exp(u) over its sum is a softmax, exp(u) / (exp(u) + c) a sigmoid; what adds up to 1 stays the same over its sum. */
    private Optional<FinalActivation> quotient(Value above, Value below, double slope, double offset, int depth) {
        Node exp = producer(withoutBounds(above), "Exp").orElse(null);
        Value summed = summed(withoutBounds(below)).orElse(null);
        if (exp != null && slope > 0 && summed != null && isExpOf(summed, exp.input(0))) {
            return Optional.of(FinalActivation.of(withoutMaximum(exp.input(0)), 1, 0, Activation.SOFTMAX));
        } else if (exp != null && summed == null) {
            return ShiftedExponential.of(below)
                    .filter(sum -> sum.u() == exp.input(0))
                    .flatMap(sum -> sigmoid(sum.u(), 1, -Math.log(sum.c()), slope, offset));
        }
        return summed == above
                ? probability(above, slope, offset, depth + 1).filter(ActivationFinder::addsUpToOne)
                : Optional.empty();
    }

    private static boolean addsUpToOne(FinalActivation found) {
        List<FinalActivation.Part> parts = found.parts();
        boolean areOpposite = parts.size() == 2
                && parts.getFirst().value() == parts.getLast().value()
                && parts.getFirst().slope() == -parts.getLast().slope()
                && parts.getFirst().offset() == -parts.getLast().offset()
                && parts.getFirst().picked() == parts.getLast().picked();
        return found.activation() == Activation.SOFTMAX || (found.activation() == Activation.SIGMOID && areOpposite);
    }

    private Optional<FinalActivation> logProbability(Value value, int depth) {
        Node node = value.producer().orElse(null);
        if (node == null || !node.domain().isEmpty() || depth > MAX_DEPTH) {
            return Optional.empty();
        }
        if (isCopying(node) || node.is("Clip")) {
            return logProbability(node.input(0), depth + 1);
        }
        return switch (node.opType()) {
            case "LogSoftmax" ->
                isOverClasses(node)
                        ? Optional.of(FinalActivation.of(node.input(0), 1, 0, Activation.SOFTMAX))
                        : Optional.empty();
            case "Log" -> probability(node.input(0), 1, 0, depth + 1);
            case "Neg" ->
                producer(node.input(0), "Softplus")
                        .map(softplus -> FinalActivation.of(softplus.input(0), -1, 0, Activation.SIGMOID));
            case "Sub" ->
                SoftmaxPieces.logSoftmax(node.input(0), node.input(1))
                        .map(x -> FinalActivation.of(x, 1, 0, Activation.SOFTMAX));
            default -> Optional.empty();
        };
    }
}
