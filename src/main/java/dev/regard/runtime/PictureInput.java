package dev.regard.runtime;

import dev.regard.onnx.DataType;
import dev.regard.onnx.Graph;
import java.util.List;

/** Finds the input that the picture goes into. */
final class PictureInput {

    private PictureInput() {}

    /** More numbers than any classifier takes: 4,096 x 4,096 pixels in colour. */
    private static final long MOST_NUMBERS = 3L << 24;

    /**
     * Refuses a picture that no memory would hold.
     *
     * @throws InvalidModelException where it has too many numbers
     */
    private static void checkSize(Graph.GraphInput input) {
        long numbers = Math.max(1, input.dimensions().getFirst()) > MOST_NUMBERS ? MOST_NUMBERS + 1 : 1;
        for (long extent : input.dimensions().subList(1, input.dimensions().size())) {
            numbers = extent > 0 ? numbers * Math.min(extent, MOST_NUMBERS + 1) : numbers;
            if (numbers > MOST_NUMBERS) {
                throw new InvalidModelException(
                        "its input '%s' of %s is larger than any picture: %,d numbers are accepted"
                                .formatted(input.value(), input.dimensions(), MOST_NUMBERS));
            }
        }
    }

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
        checkSize(pictures.getFirst());
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
