package dev.regard.runtime;

import dev.regard.onnx.Graph;
import dev.regard.onnx.GraphCopy;
import dev.regard.onnx.Model;
import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets one picture go into a model whose batch cannot be freed: copies of it fill the other rows, and of the scores only
 * those of the first row are read.
 */
final class FilledBatch {

    /** Operators that work row by row behind the class scores: the rows are cut in front of them. */
    private static final Set<String> ROW_BY_ROW =
            Set.of("Softmax", "LogSoftmax", "Sigmoid", "Identity", "Cast", "Flatten", "Clip");

    private FilledBatch() {}

    /**
     * The model for one picture.
     *
     * @param model measured
     * @param input its only input, of a fixed batch
     */
    static Model of(Model model, Graph.GraphInput input) {
        GraphCopy copy = GraphCopy.begin(model, constant -> constant, FilledBatch::ofOne);
        Ops ops = new Ops(copy.model(), "regard/fill/");
        int count = Math.toIntExact(input.dimensions().getFirst());
        Value filled = filled(ops, copy.of(input.value()), count);
        for (Node node : model.graph().nodes()) {
            copy.add(node, Map.of(input.value(), filled));
        }
        model.graph().outputs().forEach(output -> copy.model().graph().addOutput(firstRow(output, copy, ops, count)));
        return copy.model();
    }

    /** As many copies of one row. */
    static Value filled(Ops ops, Value row, int count) {
        return ops.concat(0, Collections.nCopies(count, row));
    }

    private static Graph.GraphInput ofOne(Graph.GraphInput input) {
        List<Long> dimensions = new ArrayList<>(input.dimensions());
        dimensions.set(0, 1L);
        return new Graph.GraphInput(input.value(), input.type(), dimensions);
    }

    private static Value firstRow(Value output, GraphCopy copy, Ops ops, int count) {
        if (!output.hasShape() || output.shape().rank() == 0 || output.shape().dimension(0) != count) {
            return copy.of(output);
        }
        Value cut = output;
        List<Node> behind = new ArrayList<>();
        while (cut.producer().filter(FilledBatch::isRowByRow).isPresent()) {
            Node node = cut.producer().orElseThrow();
            behind.addFirst(node);
            cut = node.input(0);
        }
        Value row = ops.slice(copy.of(cut), 0, 0, 1);
        for (Node node : behind) {
            List<@Nullable Value> inputs = new ArrayList<>();
            node.inputs().forEach(input -> inputs.add(input == null ? null : copy.of(input)));
            inputs.set(0, row);
            row = ops.node(node.opType(), inputs, node.attributes());
        }
        return row;
    }

    private static boolean isRowByRow(Node node) {
        return node.domain().isEmpty()
                && ROW_BY_ROW.contains(node.opType())
                && node.input(0).hasShape()
                && node.input(0).shape().equals(node.output().shape());
    }
}
