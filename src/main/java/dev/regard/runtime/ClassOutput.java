package dev.regard.runtime;

import dev.regard.onnx.Graph;
import dev.regard.onnx.Node;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Finds the output that holds the class scores among several, such as embeddings, hidden states and auxiliary heads. */
final class ClassOutput {

    private ClassOutput() {}

    /**
     * The first output that is a list of numbers and that no other such output is computed from.
     *
     * @throws InvalidModelException where no output is a list of class scores
     */
    static Value find(Graph graph) {
        List<Value> lists = graph.outputs().stream().filter(ClassOutput::isList).toList();
        return lists.stream()
                .filter(candidate -> lists.stream()
                        .noneMatch(
                                other -> other != candidate && ancestors(other).contains(candidate)))
                .findFirst()
                .orElseThrow(() -> new InvalidModelException("none of its outputs is a list of class scores: it gives "
                        + graph.outputs().stream()
                                .map(output ->
                                        "'%s' of shape %s".formatted(output, output.hasShape() ? output.shape() : "?"))
                                .toList()));
    }

    /** True for [1, classes], also with further axes of extent 1. */
    private static boolean isList(Value output) {
        if (!output.hasShape() || output.shape().rank() < 2 || output.shape().dimension(0) != 1) {
            return false;
        }
        Shape shape = output.shape();
        return shape.size() > 0
                && IntStream.range(1, shape.rank())
                                .filter(axis -> shape.dimension(axis) > 1)
                                .count()
                        <= 1;
    }

    private static Set<Value> ancestors(Value output) {
        Set<Value> ancestors = new HashSet<>();
        List<Value> open = new ArrayList<>(List.of(output));
        while (!open.isEmpty()) {
            Node producer = open.removeLast().producer().orElse(null);
            if (producer != null) {
                producer.inputs().stream()
                        .filter(input -> input != null && ancestors.add(input))
                        .forEach(open::add);
            }
        }
        return ancestors;
    }
}
