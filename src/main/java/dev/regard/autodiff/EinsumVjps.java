package dev.regard.autodiff;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.EinsumEquation;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The rule of Einsum, for any number of inputs. */
final class EinsumVjps {

    private EinsumVjps() {}

    /** A factor with the labels of its axes. */
    private record Factor(Value value, String labels, Shape shape) {
        /** 1 where it has no such axis. */
        int extent(int label) {
            int axis = labels.indexOf(label);
            return axis < 0 ? 1 : shape.dimension(axis);
        }
    }

    /**
     * An Einsum of the cotangent and the other inputs, to the labels of this input. A label that this input alone had was
     * summed: its cotangent is repeated. Along an axis where this input was repeated, the cotangent is summed.
     */
    static Value einsum(DifferentiatedNode node, int input) {
        EinsumEquation equation = EinsumEquation.of(node.node());
        Factor active = new Factor(node.input(input), equation.operands().get(input), node.shape(input));
        List<Factor> factors = new ArrayList<>();
        factors.add(
                new Factor(node.cotangent(), equation.output(), node.output().shape()));
        for (int other = 0; other < equation.operands().size(); other++) {
            if (other != input) {
                factors.add(new Factor(node.input(other), equation.operands().get(other), node.shape(other)));
            }
        }
        String kept = kept(active, factors);
        String labels = factors.stream().map(Factor::labels).collect(Collectors.joining(","));
        Value product = node.ops()
                .node(
                        "Einsum",
                        factors.stream().map(Factor::value).toList(),
                        Map.of("equation", new Attribute.Text(labels + "->" + kept)));
        return withAllAxes(node, active, product, kept, factors);
    }

    /** The labels that other factors have too, and along which the active input was not repeated. */
    private static String kept(Factor active, List<Factor> factors) {
        return active.labels()
                .chars()
                .filter(label ->
                        factors.stream().anyMatch(factor -> factor.labels().indexOf(label) >= 0))
                .filter(label -> extent(factors, label) <= active.extent(label))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static int extent(List<Factor> factors, int label) {
        return factors.stream().mapToInt(factor -> factor.extent(label)).max().orElse(1);
    }

    private static Value withAllAxes(
            DifferentiatedNode node, Factor active, Value product, String kept, List<Factor> factors) {
        long[] extents = DifferentiatedNode.freeExtents(active.value());
        boolean isWhole = true;
        for (int axis = 0; axis < extents.length; axis++) {
            char label = active.labels().charAt(axis);
            long computed = kept.indexOf(label) < 0 ? 1 : extent(factors, label);
            if (extents[axis] >= 0 && computed != extents[axis]) {
                extents[axis] = computed;
                isWhole = false;
            }
        }
        Value shaped = kept.length() == extents.length ? product : node.ops().reshape(product, extents);
        return isWhole ? shaped : node.expandedLike(active.value(), shaped);
    }
}
