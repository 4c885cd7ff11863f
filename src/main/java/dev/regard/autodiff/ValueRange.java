package dev.regard.autodiff;

import dev.regard.onnx.Constants;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Node;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BinaryOperator;

/**
 * Bounds between which the numbers of a value lie whatever the image, by interval arithmetic over the operators behind it: a
 * mean of probabilities lies within 0 and 1.
 *
 * @param least    smallest possible number
 * @param greatest largest possible number
 */
record ValueRange(double least, double greatest) {

    private static final ValueRange UNKNOWN = new ValueRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    private static final ValueRange UNIT = new ValueRange(0, 1);

    /** Nothing that ends in probabilities is deeper behind them. */
    private static final int MAX_DEPTH = 100;

    /** Rounding of float32. */
    private static final double ROUNDING = 1e-6;

    /** Give numbers of their input, or means of them. */
    private static final Set<String> KEEPING = Set.of(
            "AveragePool",
            "Expand",
            "Gather",
            "GlobalAveragePool",
            "GlobalMaxPool",
            "ReduceMax",
            "ReduceMean",
            "ReduceMin",
            "Slice",
            "Split",
            "Tile",
            "TopK",
            "Transpose");

    private static final Set<String> CHOOSING = Set.of("Concat", "Max", "Mean", "Min");

    /** The bounds of a value; infinite where nothing is known. */
    static ValueRange of(Value value) {
        return of(value, 0, new HashMap<>());
    }

    /** True where all numbers lie within these two. */
    boolean isWithin(double from, double to) {
        return least >= from - ROUNDING && greatest <= to + ROUNDING;
    }

    private static ValueRange of(Value value, int depth, Map<Value, ValueRange> known) {
        ValueRange before = known.get(value);
        if (before != null || depth > MAX_DEPTH) {
            return Objects.requireNonNullElse(before, UNKNOWN);
        }
        ValueRange found = Constants.of(value)
                .filter(data -> data.type() == DataType.FLOAT)
                .map(ValueRange::ofNumbers)
                .or(() -> value.producer().map(node -> behind(node, depth + 1, known)))
                .orElse(UNKNOWN);
        known.put(value, found);
        return found;
    }

    private static ValueRange ofNumbers(TensorData data) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (float number : data.toFloats()) {
            least = Math.min(least, number);
            greatest = Math.max(greatest, number);
        }
        return new ValueRange(least, greatest);
    }

    private static ValueRange behind(Node node, int depth, Map<Value, ValueRange> known) {
        if (!node.domain().isEmpty()) {
            return UNKNOWN;
        }
        if (ClassScore.isReshaping(node) || KEEPING.contains(node.opType())) {
            return of(node.input(0), depth, known);
        }
        if (CHOOSING.contains(node.opType())) {
            return all(node, depth, known, ValueRange::hull);
        }
        return switch (node.opType()) {
            case "Softmax", "Sigmoid", "HardSigmoid" -> UNIT;
            case "Tanh" -> new ValueRange(-1, 1);
            case "Add", "Sum" -> all(node, depth, known, ValueRange::plus);
            case "Mul" -> all(node, depth, known, ValueRange::times);
            case "Neg" -> of(node.input(0), depth, known).negative();
            case "Sub" ->
                of(node.input(0), depth, known)
                        .plus(of(node.input(1), depth, known).negative());
            case "Div" -> of(node.input(0), depth, known).over(of(node.input(1), depth, known));
            case "Clip" -> of(node.input(0), depth, known).clipped(node, depth, known);
            default -> UNKNOWN;
        };
    }

    private static ValueRange all(
            Node node, int depth, Map<Value, ValueRange> known, BinaryOperator<ValueRange> together) {
        return node.inputs().stream()
                .filter(Objects::nonNull)
                .map(input -> of(input, depth, known))
                .reduce(together)
                .orElse(UNKNOWN);
    }

    private ValueRange clipped(Node node, int depth, Map<Value, ValueRange> known) {
        double from = node.optionalInput(1)
                .map(bound -> of(bound, depth, known).least)
                .orElse(Double.NEGATIVE_INFINITY);
        double to = node.optionalInput(2)
                .map(bound -> of(bound, depth, known).greatest)
                .orElse(Double.POSITIVE_INFINITY);
        return new ValueRange(Math.min(to, Math.max(from, least)), Math.max(from, Math.min(to, greatest)));
    }

    private ValueRange hull(ValueRange other) {
        return new ValueRange(Math.min(least, other.least), Math.max(greatest, other.greatest));
    }

    private ValueRange plus(ValueRange other) {
        return new ValueRange(least + other.least, greatest + other.greatest);
    }

    private ValueRange negative() {
        return new ValueRange(-greatest, -least);
    }

    private ValueRange times(ValueRange other) {
        if (!isFinite() || !other.isFinite()) {
            return UNKNOWN;
        }
        double a = least * other.least;
        double b = least * other.greatest;
        double c = greatest * other.least;
        double d = greatest * other.greatest;
        return new ValueRange(Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
    }

    private ValueRange over(ValueRange other) {
        boolean mayBeZero = other.least <= 0 && other.greatest >= 0;
        return mayBeZero || !other.isFinite() ? UNKNOWN : times(new ValueRange(1 / other.greatest, 1 / other.least));
    }

    private boolean isFinite() {
        return Double.isFinite(least) && Double.isFinite(greatest);
    }
}
