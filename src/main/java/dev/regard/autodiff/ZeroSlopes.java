package dev.regard.autodiff;

import dev.regard.onnx.Graph;
import dev.regard.onnx.Node;
import dev.regard.onnx.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values that the class scores depend on in steps alone: whichever way leads there, the slope is zero somewhere on it. */
public final class ZeroSlopes {

    private final Set<Value> reached = new HashSet<>();
    private final Map<Value, Node> flat = new HashMap<>();

    private ZeroSlopes() {}

    /**
     * Looks for them. Writes nothing.
     *
     * @return for each such value a node on the way to it that passes no gradient on, such as Round or ArgMax; values that
     *     a gradient reaches, or would with the rule of an operator that has none, are not in it
     */
    public static Map<Value, Node> of(Graph graph, Value score) {
        ZeroSlopes slopes = new ZeroSlopes();
        slopes.reached.add(score);
        graph.nodes().reversed().forEach(slopes::look);
        slopes.flat.keySet().removeAll(slopes.reached);
        return slopes.flat;
    }

    private void look(Node node) {
        boolean isReached = false;
        Node behind = null;
        for (int output = 0; output < node.outputs().size(); output++) {
            Value value = node.outputs().get(output);
            boolean isSilent = VjpRules.isSilent(node, output);
            isReached |= !isSilent && reached.contains(value);
            behind = isSilent && reached.contains(value) ? node : behind == null ? flat.get(value) : behind;
        }
        if (!isReached && behind == null) {
            return;
        }
        for (int input = 0; input < node.inputs().size(); input++) {
            Value value = node.inputs().get(input);
            if (value == null) {
                continue;
            }
            boolean passes = !VjpRules.isWithoutGradient(node, input);
            if (isReached && passes) {
                reached.add(value);
            } else {
                flat.putIfAbsent(value, passes ? Objects.requireNonNull(behind) : step(node, behind));
            }
        }
    }

    /** Indices and the like are whole numbers: what made them so lies nearer to the value, and says more. */
    private static Node step(Node node, @Nullable Node behind) {
        return behind == null || VjpRules.isWithoutGradient(node) ? node : behind;
    }
}
