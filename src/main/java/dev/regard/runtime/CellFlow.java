package dev.regard.runtime;

import dev.regard.onnx.Constants;
import dev.regard.onnx.EinsumEquation;
import dev.regard.onnx.InvalidGraphException;
import dev.regard.onnx.Node;
import dev.regard.onnx.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Tells whether the cells of a value still matter to the class scores. Behind the last attention a transformer goes on
 * with every token, but reads only the class token in the end: there the gradients of all cells are 0.
 */
final class CellFlow {

    private final ReceptiveFields fields;
    private final Set<Value> onTheWay;
    private final Map<Value, Map<Integer, Boolean>> known = new HashMap<>();

    /**
     * @param fields   where cells lie
     * @param nodes    that the class scores are computed from, in order
     * @param onTheWay the values that these give
     */
    CellFlow(ReceptiveFields fields, List<Node> nodes, Set<Value> onTheWay) {
        this.fields = fields;
        this.onTheWay = onTheWay;
        // From behind, so that what a value flows into is known before the value itself.
        for (Node node : nodes.reversed()) {
            node.outputs().stream().filter(Objects::nonNull).forEach(this::learn);
        }
    }

    private void learn(Value value) {
        Places places = fields.at(value).orElse(null);
        for (int axis = 0; places != null && axis < places.rank(); axis++) {
            if (places.at(axis) instanceof Place.Tokens) {
                matters(value, axis);
            }
        }
    }

    /** False where a value's cells are tokens that are left out on every way to the class scores. */
    boolean matters(Value value) {
        Places places = fields.at(value).orElse(null);
        if (places == null) {
            return true;
        }
        boolean hasTokens = false;
        for (int axis = 0; axis < places.rank(); axis++) {
            if (places.at(axis) instanceof Place.Tokens) {
                hasTokens = true;
                if (matters(value, axis)) {
                    return true;
                }
            } else if (places.at(axis) != null) {
                return true;
            }
        }
        return !hasTokens;
    }

    private boolean matters(Value value, int axis) {
        Map<Integer, Boolean> ofValue = known.computeIfAbsent(value, any -> new HashMap<>());
        Boolean before = ofValue.get(axis);
        if (before == null) {
            before = value.uses().stream().anyMatch(use -> passesOn(use, value, axis));
            ofValue.put(axis, before);
        }
        return before;
    }

    private boolean passesOn(Node use, Value value, int axis) {
        if (use.is("Shape") || use.outputs().stream().noneMatch(onTheWay::contains)) {
            return false;
        }
        return switch (use.opType()) {
            case "Gather" -> gathers(use, value, axis);
            case "Slice" -> isCut(use, value, axis) ? keepsCells(use.output(), value, axis) : follows(use, value, axis);
            case "MatMul" -> multiplies(use, value, axis);
            case "Einsum" -> sums(use, value, axis);
            case "Transpose" -> matters(use.output(), transposed(use, value, axis));
            default -> follows(use, value, axis);
        };
    }

    /** Entries of the token axis: they matter where one of them is a cell. */
    private boolean gathers(Node gather, Value value, int axis) {
        if (gather.input(0) != value
                || Math.floorMod((int) gather.integer("axis", 0), value.shape().rank()) != axis) {
            return follows(gather, value, axis);
        }
        int prefix = prefix(value, axis);
        int extent = value.shape().dimension(axis);
        try {
            for (long index : Constants.of(gather.input(1))
                    .orElseThrow(() -> new InvalidGraphException(""))
                    .toLongs()) {
                if (Math.floorMod(index, extent) >= prefix) {
                    return true;
                }
            }
            return false;
        } catch (InvalidGraphException e) {
            return true;
        }
    }

    private static boolean isCut(Node slice, Value value, int axis) {
        return slice.input(0) == value
                && slice.output().hasShape()
                && slice.output().shape().dimension(axis) != value.shape().dimension(axis);
    }

    /** Behind a slice of the token axis: nothing is left of the cells where it reaches no further than the prefix. */
    private boolean keepsCells(Value sliced, Value value, int axis) {
        Place place = fields.at(sliced).map(places -> places.at(axis)).orElse(null);
        if (!(place instanceof Place.Tokens tokens)) {
            return true;
        }
        int extent = sliced.shape().dimension(axis);
        if (tokens.isWholeIn(extent)) {
            return matters(sliced, axis);
        }
        boolean onlyPrefix = tokens.prefix() == prefix(value, axis) && extent <= tokens.prefix();
        return !onlyPrefix;
    }

    private int prefix(Value value, int axis) {
        return fields.at(value).map(places -> places.at(axis)).orElse(null) instanceof Place.Tokens tokens
                ? tokens.prefix()
                : 0;
    }

    /** A matrix product sums over the columns of its first factor and the rows of its second: all tokens flow in. */
    private boolean multiplies(Node product, Value value, int axis) {
        int rank = value.shape().rank();
        int summed = product.input(0) == value ? rank - 1 : rank - 2;
        return axis == summed || rank < 2 || follows(product, value, axis);
    }

    /** A label that the output of an Einsum lacks is summed over. */
    private boolean sums(Node einsum, Value value, int axis) {
        EinsumEquation equation = EinsumEquation.of(einsum);
        for (int operand = 0; operand < equation.operands().size(); operand++) {
            if (einsum.input(operand) == value) {
                int to = equation.output()
                        .indexOf(equation.operands().get(operand).charAt(axis));
                if (to < 0 || matters(einsum.output(), to)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int transposed(Node node, Value value, int axis) {
        int rank = value.shape().rank();
        Optional<long[]> permutation = node.integers("perm");
        for (int to = 0; to < rank; to++) {
            int from = permutation.isPresent() ? (int) permutation.get()[to] : rank - 1 - to;
            if (from == axis) {
                return to;
            }
        }
        return axis;
    }

    /** The token axis behind any other operator: counted from the end, or the only one there is; lost, it is mixed in. */
    private boolean follows(Node use, Value value, int axis) {
        return use.outputs().stream()
                .filter(onTheWay::contains)
                .anyMatch(output -> matters(Objects.requireNonNull(output), value, axis));
    }

    private boolean matters(Value output, Value value, int axis) {
        Places places = fields.at(output).orElse(null);
        if (places == null) {
            return true;
        }
        int same = axis + places.rank() - value.shape().rank();
        if (same >= 0 && places.at(same) instanceof Place.Tokens) {
            return matters(output, same);
        }
        for (int other = 0; other < places.rank(); other++) {
            if (places.at(other) instanceof Place.Tokens) {
                return matters(output, other);
            }
        }
        return true;
    }
}
