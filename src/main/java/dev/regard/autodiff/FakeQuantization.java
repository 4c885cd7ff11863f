package dev.regard.autodiff;

import dev.regard.onnx.Constants;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Node;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Quantization that is written out: x / scale, rounded, limited, times scale, with a zero point or without. It stands for
 * QuantizeLinear and DequantizeLinear, so that rounding is the identity to a gradient in it (straight through, as in
 * PyTorch's fake quantization). Also the form in which a difference from the exact value was kept from the gradient in
 * training, x + (round(x) - x).
 */
final class FakeQuantization {

    /** Relative difference between the scale in front and the one behind: both are rounded numbers, one perhaps a reciprocal. */
    private static final double TOLERANCE = 1e-3;

    /** Most operators between a rounding and the scales around it. */
    private static final int MAX_STEPS = 16;

    private static final Set<String> ROUNDINGS = Set.of("Round", "Floor", "Ceil");
    private static final Set<String> ON_THE_WAY = Set.of(
            "Clip", "Min", "Max", "Add", "Sub", "Cast", "Identity", "Reshape", "Transpose", "Round", "Floor", "Ceil");
    private static final Set<DataType> WHOLE = EnumSet.of(
            DataType.UINT8,
            DataType.INT8,
            DataType.UINT16,
            DataType.INT16,
            DataType.INT32,
            DataType.INT64,
            DataType.UINT32,
            DataType.UINT64);

    private FakeQuantization() {}

    /** True for a rounding, or a Cast to whole numbers, between a division by a scale and the product with it. */
    static boolean isRounding(Node node) {
        return rounds(node)
                && scalingInFront(node.input(0))
                        .filter(front -> isUndone(node.output(), front))
                        .isPresent();
    }

    /** True for a Clip of numbers that a rounding has made whole: its limits are among the numbers that it keeps. */
    static boolean isLimit(Node clip) {
        Value at = clip.input(0);
        for (int step = 0; step < MAX_STEPS; step++) {
            Node producer = at.producer().filter(FakeQuantization::isOnTheWay).orElse(null);
            if (producer == null || rounds(producer)) {
                return producer != null;
            }
            at = computed(producer);
        }
        return false;
    }

    /** True where whole numbers come out of a Cast, also where they were limited or shifted since. */
    static boolean isWhole(Value value) {
        Value at = value;
        for (int step = 0; step < MAX_STEPS; step++) {
            Node producer = at.producer().filter(FakeQuantization::isOnTheWay).orElse(null);
            if (producer == null || producer.is("Cast")) {
                return producer != null && isCastToWhole(producer);
            }
            at = computed(producer);
        }
        return false;
    }

    /** False for the second input of a difference that training kept from the gradient. */
    static boolean passesDifference(Node difference, int input) {
        return input == 0 || !isDetached(difference);
    }

    /** True for h - x in (h - x) + x, where no gradient gets from h to x. */
    private static boolean isDetached(Node difference) {
        List<Node> uses = difference.output().uses();
        Value exact = difference.input(1);
        boolean isAddedBack = uses.size() == 1
                && uses.getFirst().is("Add")
                && uses.getFirst().inputs().contains(exact);
        return isAddedBack && !isReachedFrom(difference.input(0), exact);
    }

    /** A Sub within passes to both of its inputs here: to ask of each of them the same would take for ever. */
    private static boolean isReachedFrom(Value from, Value value) {
        Set<Value> seen = new HashSet<>(Set.of(from));
        Deque<Value> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            Node producer = open.pop().producer().orElse(null);
            for (int input = 0; producer != null && input < producer.inputs().size(); input++) {
                Value next = producer.inputs().get(input);
                boolean passes = producer.is("Sub") || !VjpRules.isWithoutGradient(producer, input);
                if (next != null && passes && seen.add(next)) {
                    open.push(next);
                }
            }
        }
        return seen.contains(value);
    }

    /**
     * A product with a factor, or a division.
     *
     * @param scaled  what is multiplied or divided
     * @param factor  the factor or the divisor
     * @param divides true for a division
     */
    private record Scaling(Value scaled, Value factor, boolean divides) {

        static Optional<Scaling> of(Node node, Value scaled) {
            if (node.is("Div") && node.input(0) == scaled) {
                return Optional.of(new Scaling(scaled, node.input(1), true));
            }
            return node.is("Mul")
                    ? Optional.of(new Scaling(scaled, node.input(node.input(0) == scaled ? 1 : 0), false))
                    : Optional.empty();
        }

        /** True where both together leave a number as it is. */
        boolean undoes(Scaling other) {
            if (factor == other.factor) {
                return divides != other.divides;
            }
            float[] ours = factors();
            float[] theirs = other.factors();
            int count = Math.max(ours.length, theirs.length);
            boolean isOneForEach = ours.length == theirs.length || Math.min(ours.length, theirs.length) == 1;
            return count > 0
                    && isOneForEach
                    && IntStream.range(0, count)
                            .allMatch(i -> Math.abs(ours[i % ours.length] * theirs[i % theirs.length] - 1) < TOLERANCE);
        }

        private float[] factors() {
            float[] numbers = Constants.of(factor)
                    .filter(data -> data.type() == DataType.FLOAT)
                    .map(TensorData::toFloats)
                    .orElse(new float[0]);
            for (int i = 0; divides && i < numbers.length; i++) {
                numbers[i] = 1 / numbers[i];
            }
            return numbers;
        }
    }

    private static Optional<Scaling> scalingInFront(Value value) {
        Value at = value;
        for (int step = 0; step < MAX_STEPS; step++) {
            Node producer = at.producer().orElse(null);
            if (producer == null || !isOnTheWay(producer)) {
                return producer == null || producer.inputs().size() != 2
                        ? Optional.empty()
                        : Scaling.of(producer, computed(producer));
            }
            at = computed(producer);
        }
        return Optional.empty();
    }

    /** True where all that reads a value undoes a scaling, sooner or later. */
    private static boolean isUndone(Value value, Scaling front) {
        Deque<Value> open = new ArrayDeque<>(List.of(value));
        int undone = 0;
        for (int step = 0; step < MAX_STEPS && !open.isEmpty(); step++) {
            Value at = open.pop();
            for (Node use : at.uses()) {
                if (isOnTheWay(use)) {
                    open.push(use.output());
                } else if (Scaling.of(use, at).filter(front::undoes).isPresent() && !isRemainder(use, front)) {
                    undone++;
                } else if (!use.is("Shape")) {
                    return false;
                }
            }
        }
        return undone > 0 && open.isEmpty();
    }

    /** True in x - scale floor(x / scale), which has the slope 1. */
    private static boolean isRemainder(Node product, Scaling front) {
        return product.output().uses().stream().anyMatch(use -> use.is("Sub") && use.input(0) == front.scaled);
    }

    /** The input of a node on the way that is no constant. */
    private static Value computed(Node node) {
        return node.inputs().size() > 1 && isFixed(node.input(0)) ? node.input(1) : node.input(0);
    }

    /** True for what leaves the units of a number as they are: further inputs are constants. */
    private static boolean isOnTheWay(Node node) {
        return node.domain().isEmpty()
                && ON_THE_WAY.contains(node.opType())
                && node.inputs().stream()
                                .filter(input -> input != null && !isFixed(input))
                                .count()
                        <= 1;
    }

    private static boolean isFixed(Value value) {
        return Constants.of(value).isPresent();
    }

    private static boolean rounds(Node node) {
        return node.domain().isEmpty() && ROUNDINGS.contains(node.opType()) || isCastToWhole(node);
    }

    private static boolean isCastToWhole(Node node) {
        return node.is("Cast") && WHOLE.contains(DataType.of((int) node.integer("to", 0)));
    }
}
