package dev.regard.runtime;

import dev.regard.onnx.Node;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds the values of a graph that a map can be read from. */
final class LayerFinder {

    /** What these give are the same numbers once more, or some of them. */
    private static final Set<String> MOVES_ONLY =
            Set.of("Identity", "Dropout", "Transpose", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Slice", "Split");

    private final List<Node> nodes;
    private final Value input;
    private final int heightAxis;
    private final ReceptiveFields fields;
    private final int rows;
    private final CellFlow flow;
    private final Set<Value> wholeNumbers;
    private final Set<Value> pictures;

    /**
     * @param nodes      that the class scores are computed from, in order
     * @param input      the picture
     * @param heightAxis of the picture
     * @param fields     where cells lie
     * @param rows       how many rows the values of one picture have
     */
    LayerFinder(List<Node> nodes, Value input, int heightAxis, ReceptiveFields fields, int rows) {
        this.nodes = nodes;
        this.input = input;
        this.heightAxis = heightAxis;
        this.fields = fields;
        this.rows = rows;
        Set<Value> onTheWay = new HashSet<>();
        nodes.forEach(node -> onTheWay.addAll(outputs(node)));
        this.wholeNumbers = WholeNumbers.among(nodes);
        this.pictures = PreparedPicture.among(nodes, input);
        this.flow = new CellFlow(fields, nodes, onTheWay);
    }

    private static List<Value> outputs(Node node) {
        return node.outputs().stream().filter(Objects::nonNull).toList();
    }

    /** How a value's feature maps lie; empty where it holds none that the score depends on. */
    Optional<FeatureMap> featureMap(Value value) {
        if (value.constant().isPresent()
                || value == input
                || value.fixed().isPresent()
                || wholeNumbers.contains(value)) {
            return Optional.empty();
        }
        return FeatureLayout.of(value, fields.at(value).orElse(null), input.shape(), heightAxis, rows)
                .map(layout -> new FeatureMap(value, layout));
    }

    /** Every value that a map can be read from, in the order of the graph. */
    List<FeatureMap> all() {
        return nodes.stream()
                .flatMap(node -> outputs(node).stream())
                .filter(value -> fields.at(value).isPresent() && flow.matters(value) && !pictures.contains(value))
                .map(this::featureMap)
                .flatMap(Optional::stream)
                .filter(map -> map.layout().exact())
                .toList();
    }

    /**
     * The feature maps that everything passes through: without one of them, no path leads from picture to score. Of
     * several in a row of the same size only the last is listed, the one behind the activation function. Cells that
     * no longer matter make no path.
     */
    List<FeatureMap> stages() {
        return stages(counted(), input);
    }

    /**
     * The feature maps of each branch that the network splits into behind its last stage, or behind the picture where it has
     * none; empty where no branch has a convolution of its own.
     */
    List<List<FeatureMap>> branches() {
        List<FeatureMap> common = stages();
        Value split = common.isEmpty() ? prepared() : common.getLast().value();
        return branches(counted(), split).toList();
    }

    /** The value that all branches read of the picture. */
    private Value prepared() {
        Value value = input;
        List<Node> counted = counted();
        while (true) {
            Value at = value;
            List<Node> readers =
                    counted.stream().filter(node -> node.inputs().contains(at)).toList();
            if (readers.size() != 1 || !pictures.contains(readers.getFirst().output())) {
                return value;
            }
            value = readers.getFirst().output();
        }
    }

    /** A branch that splits at once, as a pair of an ensemble does, is several. */
    private Stream<List<FeatureMap>> branches(List<Node> counted, Value split) {
        return Branches.behind(split, counted).stream()
                .filter(branch -> branch.stream().anyMatch(node -> node.is("Conv")))
                .flatMap(branch -> {
                    List<FeatureMap> found = stages(branch, split);
                    return found.isEmpty() ? branches(branch, split) : Stream.of(found);
                });
    }

    private List<Node> counted() {
        return nodes.stream().filter(this::matters).toList();
    }

    private List<FeatureMap> stages(List<Node> counted, Value from) {
        List<FeatureMap> found = new ArrayList<>();
        Map<Value, Integer> lastUse = lastUses(counted);
        Set<Value> live = new HashSet<>(Set.of(from));
        for (int index = 0; index < counted.size(); index++) {
            Node node = counted.get(index);
            if (node.inputs().stream().noneMatch(live::contains)) {
                continue;
            }
            live.addAll(outputs(node));
            int now = index;
            live.removeIf(value -> lastUse.getOrDefault(value, -1) <= now);
            if (live.size() == 1 && !pictures.containsAll(live)) {
                featureMap(live.iterator().next()).ifPresent(map -> addOrReplace(found, map));
            }
        }
        // What only looks like a grid counts where nothing is known to be one.
        List<FeatureMap> exact =
                found.stream().filter(map -> map.layout().exact()).toList();
        return exact.isEmpty() ? List.copyOf(found) : exact;
    }

    private boolean matters(Node node) {
        return outputs(node).stream().anyMatch(flow::matters);
    }

    private static Map<Value, Integer> lastUses(List<Node> nodes) {
        Map<Value, Integer> lastUse = new HashMap<>();
        for (int index = 0; index < nodes.size(); index++) {
            int now = index;
            nodes.get(index).inputs().stream().filter(Objects::nonNull).forEach(value -> lastUse.put(value, now));
        }
        return lastUse;
    }

    private static void addOrReplace(List<FeatureMap> candidates, FeatureMap map) {
        Node producer = map.value().producer().orElse(null);
        boolean isCopy = producer != null && MOVES_ONLY.contains(producer.opType());
        if (!candidates.isEmpty() && (isCopy || isProjection(candidates.getLast(), map))) {
            return;
        }
        if (producer != null
                && !candidates.isEmpty()
                && continues(candidates.getLast().value(), producer, map)) {
            candidates.removeLast();
        }
        candidates.add(map);
    }

    /** Queries, keys and values in one: tokens that are no stage of their own, only wider than those before attention. */
    private static boolean isProjection(FeatureMap before, FeatureMap after) {
        return after.layout().isTokens()
                && before.layout().isTokens()
                && after.layout().channels() > before.layout().channels();
    }

    /** True where a node changes the numbers of a value and puts nothing of the same size beside it, as a shortcut does. */
    private static boolean continues(Value before, Node node, FeatureMap after) {
        Shape size = after.value().shape();
        boolean isAlone = node.inputs().stream()
                .filter(input -> input != null && input != before)
                .noneMatch(input -> input.hasShape() && input.shape().equals(size));
        return node.inputs().contains(before)
                && isAlone
                && !node.is("Conv")
                && !node.is("MatMul")
                && node.bodies().isEmpty()
                && before.shape().equals(size);
    }
}
