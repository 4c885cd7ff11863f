package dev.regard.runtime;

import dev.regard.onnx.Graph;
import dev.regard.onnx.Node;
import java.util.Set;

/** The sets of operators that ONNX Runtime brings along. */
final class Domains {

    private static final Set<String> KNOWN = Set.of(
            "",
            "ai.onnx.ml",
            "ai.onnx.training",
            "ai.onnx.preview.training",
            "com.microsoft",
            "com.microsoft.nchwc",
            "com.microsoft.experimental",
            "com.ms.internal.nhwc");

    private Domains() {}

    /**
     * Refuses operators that come from a library of somebody's own.
     *
     * @throws InvalidModelException where there is one
     */
    static void check(Graph graph) {
        for (Node node : graph.nodes()) {
            if (!KNOWN.contains(node.domain())) {
                throw new InvalidModelException(
                        "its operator '%s' is of the set '%s', which ONNX Runtime does not have; export it with standard operators"
                                .formatted(node.opType(), node.domain()));
            }
        }
    }
}
