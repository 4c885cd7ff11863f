package dev.regard.runtime;

import dev.regard.onnx.Constants;
import dev.regard.onnx.Node;
import dev.regard.onnx.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Finds what is still the picture, moved, scaled or normalized, before anything learned looks at it: no layer of the network. */
final class PreparedPicture {

    private static final Set<String> PREPARES = Set.of(
            "Identity",
            "Cast",
            "Transpose",
            "Squeeze",
            "Unsqueeze",
            "Reshape",
            "Add",
            "Sub",
            "Mul",
            "Div",
            "Clip",
            "Pad",
            "Resize",
            "Slice",
            "Split",
            "Gather",
            "Concat");

    private PreparedPicture() {}

    /**
     * The picture and what is made of it and constants alone.
     *
     * @param nodes in order
     */
    static Set<Value> among(List<Node> nodes, Value picture) {
        Set<Value> pictures = new HashSet<>(Set.of(picture));
        for (Node node : nodes) {
            boolean isPrepared = node.domain().isEmpty()
                    && PREPARES.contains(node.opType())
                    && node.inputs().stream().anyMatch(pictures::contains)
                    && node.inputs().stream()
                            .allMatch(input -> input == null
                                    || pictures.contains(input)
                                    || Constants.of(input).isPresent());
            if (isPrepared) {
                node.outputs().stream().filter(Objects::nonNull).forEach(pictures::add);
            }
        }
        return pictures;
    }
}
