package dev.regard.runtime;

import dev.regard.onnx.Node;
import dev.regard.onnx.Value;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Finds the branches that a graph splits into behind a value: towers, members of an ensemble, scales. */
final class Branches {

    private final List<Node> nodes;
    /** For each value which of the readers of the split value it comes from. */
    private final Map<Value, BitSet> origins = new HashMap<>();

    private final Map<Node, BitSet> originsOfNodes = new HashMap<>();
    private int readers;

    private Branches(Value split, List<Node> nodes) {
        this.nodes = nodes;
        for (Node node : nodes) {
            BitSet from = new BitSet();
            node.inputs().stream()
                    .filter(Objects::nonNull)
                    .map(origins::get)
                    .filter(Objects::nonNull)
                    .forEach(from::or);
            if (node.inputs().contains(split) && from.isEmpty()) {
                from.set(readers++);
            }
            if (!from.isEmpty()) {
                originsOfNodes.put(node, from);
                node.outputs().stream().filter(Objects::nonNull).forEach(output -> origins.put(output, from));
            }
        }
    }

    /**
     * The nodes of each branch, those behind the place where all meet left out.
     *
     * @param split what all branches read
     * @param nodes in order
     * @return in the order of the graph; empty where there is no split
     */
    static List<List<Node>> behind(Value split, List<Node> nodes) {
        Branches branches = new Branches(split, nodes);
        return branches.readers < 2 ? List.of() : branches.apart();
    }

    /** Readers whose ways meet before all others do are one branch. */
    private List<List<Node>> apart() {
        Set<BitSet> apart = new LinkedHashSet<>();
        for (Node node : nodes) {
            BitSet from = originsOfNodes.get(node);
            if (from != null && from.cardinality() < readers) {
                apart.add(from);
            }
        }
        return apart.stream()
                .filter(branch -> apart.stream().noneMatch(other -> other != branch && isPart(branch, other)))
                .sorted(Comparator.comparingInt(branch -> branch.nextSetBit(0)))
                .map(this::nodesOf)
                .toList();
    }

    private List<Node> nodesOf(BitSet branch) {
        return nodes.stream()
                .filter(node -> {
                    BitSet from = originsOfNodes.get(node);
                    return from != null && isPart(from, branch);
                })
                .toList();
    }

    private static boolean isPart(BitSet part, BitSet whole) {
        BitSet rest = (BitSet) part.clone();
        rest.andNot(whole);
        return rest.isEmpty();
    }
}
