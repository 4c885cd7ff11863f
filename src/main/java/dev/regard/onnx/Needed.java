package dev.regard.onnx;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What some values are computed from.
 *
 * @param nodes     in the order of the graph
 * @param constants that they read
 */
record Needed(List<Node> nodes, List<Value> constants) {

    /** The whole graph. */
    static Needed all(Graph graph) {
        return new Needed(
                graph.nodes(),
                graph.values().stream()
                        .filter(value -> value.constant().isPresent())
                        .toList());
    }

    /** Finds what these outputs need. */
    static Needed by(Graph graph, Collection<Value> outputs) {
        Set<Value> needed = new HashSet<>(outputs);
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes().reversed()) {
            if (node.outputs().stream().anyMatch(needed::contains)) {
                nodes.add(node);
                node.inputs().stream().filter(Objects::nonNull).forEach(needed::add);
            }
        }
        return new Needed(
                nodes.reversed(),
                all(graph).constants().stream().filter(needed::contains).toList());
    }
}
