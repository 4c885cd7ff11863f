package dev.regard.runtime;

import dev.regard.onnx.Graph;
import dev.regard.onnx.GraphCopy;
import dev.regard.onnx.Model;
import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives a batch and channels to an input that has none, so that every picture is [N, C, H, W] or [N, H, W, C]: an input of
 * [C, H, W], [H, W, C], [N, H, W] or [H, W] takes what is left when the axes of extent 1 are gone.
 */
final class MissingAxes {

    private MissingAxes() {}

    /** True for an input of fewer axes that something reads as a picture, or of which the extents are those of one. */
    static boolean isPicture(Graph.GraphInput input) {
        return input.dimensions().size() < 4 && !axes(input).isEmpty();
    }

    /**
     * The model with an input of four axes, under the same name; itself where it has them.
     *
     * @param picture its input for the picture
     */
    static Model added(Model model, Graph.GraphInput picture) {
        long[] axes = axes(picture).stream().mapToLong(axis -> axis).toArray();
        if (picture.dimensions().size() == 4 || axes.length == 0) {
            return model;
        }
        GraphCopy copy = GraphCopy.begin(
                model, constant -> constant, input -> input.value() == picture.value() ? whole(input) : input);
        Ops ops = new Ops(copy.model(), "regard/input/");
        Value squeezed = ops.node("Squeeze", copy.of(picture.value()), ops.longs(axes));
        for (Node node : model.graph().nodes()) {
            copy.add(node, Map.of(picture.value(), squeezed));
        }
        model.graph().outputs().forEach(output -> copy.model().graph().addOutput(copy.of(output)));
        return copy.model();
    }

    private static Graph.GraphInput whole(Graph.GraphInput input) {
        List<Long> dimensions = new ArrayList<>(input.dimensions());
        axes(input).forEach(axis -> dimensions.add(axis, 1L));
        return new Graph.GraphInput(input.value(), input.type(), dimensions);
    }

    /** The axes of [N, C, H, W] or [N, H, W, C] that the input lacks; none where it is no picture. */
    private static List<Integer> axes(Graph.GraphInput input) {
        int rank = input.dimensions().size();
        Optional<InputAxes> told = rank == 2 || rank == 3 ? InputAxes.of(input) : Optional.empty();
        if (rank == 2) {
            boolean isOnlyPixels =
                    told.filter(axes -> axes.batch() < 0 && axes.channels() < 0).isPresent();
            return isOnlyPixels ? List.of(0, 1) : List.of();
        }
        if (told.isPresent()) {
            InputAxes axes = told.get();
            return axes.batch() >= 0 && axes.channels() >= 0 ? List.of() : axes.batch() < 0 ? List.of(0) : List.of(1);
        }
        return rank == 3 && hasColours(input.dimensions()) ? List.of(0) : List.of();
    }

    /** A first extent of 1 may be a batch of anything. */
    private static boolean hasColours(List<Long> dimensions) {
        long first = dimensions.getFirst();
        long last = dimensions.getLast();
        return first == 3 || first == 4 || last == 1 || last == 3 || last == 4;
    }
}
