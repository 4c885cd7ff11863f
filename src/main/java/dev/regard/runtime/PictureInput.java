package dev.regard.runtime;

import dev.regard.onnx.DataType;
import dev.regard.onnx.Graph;
import java.util.List;

/** Finds the input that the picture goes into. */
final class PictureInput {

    private PictureInput() {}

    /**
     * The only float input with four axes.
     *
     * @throws InvalidModelException where there is none, or more than one
     */
    static Graph.GraphInput find(Graph graph) {
        List<Graph.GraphInput> pictures = graph.inputs().stream()
                .filter(input ->
                        input.type() == DataType.FLOAT && input.dimensions().size() == 4)
                .toList();
        if (pictures.size() != 1) {
            throw new InvalidModelException("%s; one float input with 4 axes, (N, C, H, W) or (N, H, W, C), is accepted"
                    .formatted(
                            pictures.isEmpty()
                                    ? "no input takes a picture: " + describe(graph)
                                    : "it takes " + pictures.size() + " pictures: " + describe(graph)));
        }
        return pictures.getFirst();
    }

    private static String describe(Graph graph) {
        return graph.inputs().stream()
                .map(input -> "'%s' is %s with %d axes"
                        .formatted(
                                input.value(), input.type(), input.dimensions().size()))
                .toList()
                .toString();
    }
}
