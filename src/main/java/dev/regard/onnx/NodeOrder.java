package dev.regard.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings the nodes of a file into an order in which they can run. The format asks for such an order; converters to float16
 * and graph surgeons leave others, and ONNX Runtime reads those too.
 */
final class NodeOrder {

    /** Names of a circle that a message tells. */
    private static final int MAX_NAMED = 5;

    private final List<NodeProto> nodes;
    /** For each node the nodes that wait for it. */
    private final List<List<Integer>> waiting = new ArrayList<>();
    /** For each node how many it waits for. */
    private final int[] open;

    private NodeOrder(List<NodeProto> nodes) {
        this.nodes = nodes;
        this.open = new int[nodes.size()];
        Map<String, Integer> producers = new HashMap<>();
        for (int node = 0; node < nodes.size(); node++) {
            int producer = node;
            nodes.get(node).getOutputList().forEach(output -> producers.putIfAbsent(output, producer));
            waiting.add(new ArrayList<>());
        }
        for (int node = 0; node < nodes.size(); node++) {
            for (String name : read(nodes.get(node))) {
                Integer producer = name.isEmpty() ? null : producers.get(name);
                if (producer != null) {
                    waiting.get(producer).add(node);
                    open[node]++;
                }
            }
        }
    }

    /**
     * Sorts the nodes of a graph and of the bodies within it; what is in order already stays as it is.
     *
     * @throws InvalidGraphException where the nodes form a cycle
     */
    static GraphProto sorted(GraphProto graph) {
        List<NodeProto> nodes =
                graph.getNodeList().stream().map(NodeOrder::withSortedBodies).toList();
        boolean isSorted = isSorted(nodes);
        return isSorted && nodes.equals(graph.getNodeList())
                ? graph
                : graph.toBuilder()
                        .clearNode()
                        .addAllNode(isSorted ? nodes : new NodeOrder(nodes).sorted())
                        .build();
    }

    private static NodeProto withSortedBodies(NodeProto node) {
        if (node.getAttributeList().stream().noneMatch(NodeOrder::hasBodies)) {
            return node;
        }
        NodeProto.Builder sorted = node.toBuilder().clearAttribute();
        for (AttributeProto attribute : node.getAttributeList()) {
            AttributeProto.Builder changed = attribute.toBuilder();
            if (attribute.hasG()) {
                changed.setG(sorted(attribute.getG()));
            }
            changed.clearGraphs();
            attribute.getGraphsList().forEach(body -> changed.addGraphs(sorted(body)));
            sorted.addAttribute(changed);
        }
        return sorted.build();
    }

    private static boolean hasBodies(AttributeProto attribute) {
        return attribute.hasG() || attribute.getGraphsCount() > 0;
    }

    private static boolean isSorted(List<NodeProto> nodes) {
        Set<String> later =
                nodes.stream().flatMap(node -> node.getOutputList().stream()).collect(Collectors.toSet());
        for (NodeProto node : nodes) {
            if (read(node).stream().anyMatch(name -> !name.isEmpty() && later.contains(name))) {
                return false;
            }
            node.getOutputList().forEach(later::remove);
        }
        return true;
    }

    /** Sorts the nodes; among those that can run next, the first of the file comes first. */
    private List<NodeProto> sorted() {
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int node = 0; node < open.length; node++) {
            if (open[node] == 0) {
                ready.add(node);
            }
        }
        List<NodeProto> sorted = new ArrayList<>();
        while (!ready.isEmpty()) {
            int next = ready.remove();
            sorted.add(nodes.get(next));
            for (int node : waiting.get(next)) {
                if (--open[node] == 0) {
                    ready.add(node);
                }
            }
        }
        if (sorted.size() < nodes.size()) {
            throw new InvalidGraphException("its nodes form a cycle: " + circle());
        }
        return sorted;
    }

    /** From any node that still waits, forward to what it keeps waiting: among those that wait there is a circle. */
    private String circle() {
        Map<Integer, Integer> waitsFor = new HashMap<>();
        for (int node = 0; node < open.length; node++) {
            for (int after : waiting.get(node)) {
                if (open[node] > 0 && open[after] > 0) {
                    waitsFor.put(after, node);
                }
            }
        }
        Set<Integer> path = new LinkedHashSet<>();
        int at = waitsFor.keySet().iterator().next();
        while (path.add(at)) {
            at = Objects.requireNonNull(waitsFor.get(at));
        }
        int first = at;
        List<String> names = path.stream()
                .dropWhile(node -> node != first)
                .map(node -> describe(nodes.get(node)))
                .toList();
        String told = String.join(" <- ", names.subList(0, Math.min(MAX_NAMED, names.size())));
        return told + " <- " + (names.size() > MAX_NAMED ? "..." : names.getFirst());
    }

    private static String describe(NodeProto node) {
        String name = node.getName().isEmpty() && node.getOutputCount() > 0 ? node.getOutput(0) : node.getName();
        return node.getOpType() + " '" + name + "'";
    }

    /** The names that a node reads, those that its bodies take from outside too. */
    private static List<String> read(NodeProto node) {
        List<String> names = new ArrayList<>(node.getInputList());
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attribute.hasG()) {
                names.addAll(readFromOutside(attribute.getG()));
            }
            attribute.getGraphsList().forEach(body -> names.addAll(readFromOutside(body)));
        }
        return names;
    }

    private static Set<String> readFromOutside(GraphProto body) {
        Set<String> outside = new HashSet<>();
        body.getNodeList().forEach(node -> outside.addAll(read(node)));
        body.getOutputList().forEach(output -> outside.add(output.getName()));
        body.getInputList().stream().map(ValueInfoProto::getName).forEach(outside::remove);
        body.getInitializerList().stream().map(TensorProto::getName).forEach(outside::remove);
        body.getNodeList().forEach(node -> node.getOutputList().forEach(outside::remove));
        return outside;
    }
}
