package dev.regard.onnx;

/** The graphs within nodes. */
public final class Bodies {

    private Bodies() {}

    /** Notes of all values within bodies that stand for values from outside what is known of those. */
    public static void handDown(Graph graph) {
        for (Node node : graph.nodes()) {
            for (Attribute.Body body : node.bodies()) {
                handDown(node, body);
                handDown(body.graph());
            }
        }
    }

    private static void handDown(Node node, Attribute.Body body) {
        body.outside(node).forEach((inside, outside) -> {
            inside.measuredLike(outside);
            Constants.of(outside).ifPresent(inside::measuredFixed);
        });
    }

    /** True where the numbers decide what is computed: in an If, or in a Loop, at any depth. */
    public static boolean hasChoice(Graph graph) {
        return graph.nodes().stream()
                .anyMatch(node -> node.is("If")
                        || node.is("Loop")
                        || node.bodies().stream().anyMatch(body -> hasChoice(body.graph())));
    }
}
