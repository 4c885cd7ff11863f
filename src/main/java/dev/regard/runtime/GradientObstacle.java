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
        if (node.is("If") || isVarying(node)) {
            return "the derivative of %s, between %s and the class score, is not known: the shapes there depend on the image"
                    .formatted(node, name);
        }
        if (!node.bodies().isEmpty()) {
            return "the derivative of %s, between %s and the class score, is not known: its iterations cannot be written out beforehand"
                    .formatted(node, name);
        }
        return "the derivative of %s, between %s and the class score, is not known".formatted(node, name);
    }

    private static boolean isVarying(Node node) {
        return Stream.concat(node.inputs().stream(), node.outputs().stream())
                .anyMatch(value -> value != null && value.isVarying());
    }
}
