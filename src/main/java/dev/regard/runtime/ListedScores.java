package dev.regard.runtime;

import dev.regard.onnx.GraphCopy;
import dev.regard.onnx.Model;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gives class scores without a batch, [K], the axis that they lack; a score a picture, [N], becomes [N, 1]. */
final class ListedScores {

    /** Operators that give the number of a class, and no score. */
    private static final Set<String> GIVES_NUMBERS = Set.of("ArgMax", "ArgMin");

    private ListedScores() {}

    /**
     * The model with lists of scores in place of its outputs of one axis.
     *
     * @param model   measured
     * @param picture its input, batch first
     * @return empty where it has a list already, or nothing that could be one
     */
    static Optional<Model> of(Model model, Value picture) {
        List<Value> outputs = model.graph().outputs();
        boolean hasList = outputs.stream()
                .anyMatch(output -> output.hasShape() && output.shape().rank() > 1);
        if (hasList || outputs.stream().noneMatch(ListedScores::isFlat)) {
            return Optional.empty();
        }
        GraphCopy copy = GraphCopy.begin(model);
        model.graph().nodes().forEach(copy::add);
        Ops ops = new Ops(copy.model(), "regard/scores/");
        for (Value output : outputs) {
            Value flat = copy.of(output);
            boolean isOne =
                    isFlat(output) && output.shape().size() == picture.shape().dimension(0);
            copy.model().graph().addOutput(isFlat(output) ? ops.reshape(flat, isOne ? -1 : 1, isOne ? 1 : -1) : flat);
        }
        return Optional.of(copy.model());
    }

    private static boolean isFlat(Value output) {
        return output.hasShape()
                && output.shape().rank() == 1
                && output.producer()
                        .filter(node -> !GIVES_NUMBERS.contains(node.opType()))
                        .isPresent();
    }
}
