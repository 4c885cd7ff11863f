package dev.regard.runtime;

import dev.regard.onnx.Node;
import java.util.stream.Stream;

/** Says why no gradient passes a node. */
final class GradientObstacle {

    private GradientObstacle() {}

    /**
     * A sentence for people.
     *
     * @param node that no gradient passes
     * @param name of what the gradient does not reach, such as {@code this layer}
     */
    static String describe(Node node, String name) {
        return "the derivative of %s, between %s and the class score, is not known%s"
                .formatted(node, name, reason(node));
    }

    private static String reason(Node node) {
        boolean isVarying = Stream.concat(node.inputs().stream(), node.outputs().stream())
                .anyMatch(value -> value != null && value.isVarying());
        if (isVarying || node.is("If")) {
            return ": the shapes there depend on the image";
        }
        return node.bodies().isEmpty() ? "" : ": its iterations cannot be written out beforehand";
    }
}
