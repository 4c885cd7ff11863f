package dev.regard.autodiff;

import dev.regard.onnx.Constants;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Node;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pieces that a softmax or a sigmoid is written out in. */
final class SoftmaxPieces {

    /** Largest number that is added to a sum so that it is never 0. */
    private static final double MAX_EPSILON = 1e-3;

    private static final Set<String> BOUNDING = Set.of("Clip", "Max", "Min");

    private SoftmaxPieces() {}

    /** c + exp(u). */
    record ShiftedExponential(Value u, double c) {

        static Optional<ShiftedExponential> of(Value value) {
            Node add = producer(value, "Add").orElse(null);
            if (add == null) {
                return Optional.empty();
            }
            return of(add.input(0), add.input(1)).or(() -> of(add.input(1), add.input(0)));
        }

        private static Optional<ShiftedExponential> of(Value exponential, Value number) {
            double c = number(number).orElse(0);
            return producer(exponential, "Exp")
                    .filter(exp -> c > 0)
                    .map(exp -> new ShiftedExponential(exp.input(0), c));
        }
    }

    /** The x of x - log(sum(exp(x))), where the maximum may be taken off before and put back. */
    static Optional<Value> logSoftmax(Value above, Value below) {
        Value x = withoutMaximum(above);
        Value sum = withoutBounds(below);
        Node add = producer(sum, "Add").orElse(null);
        if (add != null) {
            boolean isSecond = producer(add.input(0), "ReduceMax").isPresent();
            sum = withoutBounds(add.input(isSecond ? 1 : 0));
        }
        Node node = sum.producer().orElse(null);
        boolean isOfIt = false;
        if (node != null && node.is("ReduceLogSumExp")) {
            isOfIt = withoutMaximum(node.input(0)) == x;
        } else if (node != null && node.is("Log")) {
            isOfIt = summed(withoutBounds(node.input(0)))
                    .flatMap(exponential -> producer(exponential, "Exp"))
                    .filter(exp -> withoutMaximum(exp.input(0)) == x)
                    .isPresent();
        }
        return isOfIt ? Optional.of(x) : Optional.empty();
    }

    /** True for a node that gives the numbers of its input in another shape. */
    static boolean isCopying(Node node) {
        return ClassScore.isReshaping(node) || node.is("Transpose");
    }

    /** The value that is summed up over all classes; empty where none is. */
    static Optional<Value> summed(Value sum) {
        return sum.producer()
                .filter(node -> node.is("ReduceSum") || node.is("ReduceL1"))
                .filter(node ->
                        !node.output().hasShape() || node.output().shape().size() == 1)
                .map(node -> node.input(0));
    }

    /** True for exp(u). */
    static boolean isExpOf(Value value, Value exponent) {
        return producer(value, "Exp").filter(exp -> exp.input(0) == exponent).isPresent();
    }

    /** A value before its maximum, or another number, is taken off: what is the same for all classes falls out of a softmax. */
    static Value withoutMaximum(Value value) {
        Node node = producer(value, "Sub").orElse(null);
        boolean isShifted = node != null
                && (producer(withoutBounds(node.input(1)), "ReduceMax").isPresent()
                        || number(node.input(1)).isPresent());
        return node != null && isShifted ? node.input(0) : value;
    }

    /** A value before it is copied along other axes, or kept from 0 by a small number. */
    static Value withoutBounds(Value value) {
        Value at = value;
        for (Value next = before(at); next != null; next = before(at)) {
            at = next;
        }
        return at;
    }

    private static @Nullable Value before(Value value) {
        Node node = value.producer().orElse(null);
        if (node == null) {
            return null;
        } else if (isCopying(node) || node.is("Expand") || node.is("Clip")) {
            return node.input(0);
        }
        boolean isSmall = node.is("Add") && Math.abs(number(node.input(1)).orElse(1)) <= MAX_EPSILON;
        return isSmall
                        || (BOUNDING.contains(node.opType())
                                && number(node.input(1)).isPresent())
                ? node.input(0)
                : null;
    }

    /** The node of this operator that gives a value, also where that is reshaped. */
    static Optional<Node> producer(Value value, String opType) {
        Value at = ClassScore.withoutReshaping(value);
        return at.producer().filter(node -> node.is(opType));
    }

    /** A constant of one number. */
    static OptionalDouble number(Value value) {
        TensorData data = Constants.of(value).orElse(null);
        boolean isOne =
                data != null && data.type() == DataType.FLOAT && data.shape().size() == 1;
        return isOne ? OptionalDouble.of(Objects.requireNonNull(data).toFloats()[0]) : OptionalDouble.empty();
    }
}
