package dev.regard.runtime;

import dev.regard.onnx.DataType;
import dev.regard.onnx.Graph;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds the input that the picture goes into. */
final class PictureInput {

    private PictureInput() {}

    /** More numbers than any classifier takes: 4,096 x 4,096 pixels in colour. */
    private static final long MAX_NUMBERS = 3L << 24;

    /** Types of whole numbers that hold the samples of a picture. */
    private static final Set<DataType> WHOLE = Set.of(
            DataType.UINT8,
            DataType.INT8,
            DataType.UINT16,
            DataType.INT16,
            DataType.INT32,
            DataType.INT64,
            DataType.UINT32,
            DataType.UINT64);

    /**
     * Refuses a picture that no memory would hold.
     *
     * @throws InvalidModelException where it has too many numbers
     */
    private static void checkSize(Graph.GraphInput input) {
        long numbers = 1;
        for (long extent : input.dimensions()) {
            numbers = extent > 0 ? numbers * Math.min(extent, MAX_NUMBERS + 1) : numbers;
            if (numbers > MAX_NUMBERS) {
                throw new InvalidModelException(
                        "its input '%s' of %s is larger than any picture: %,d numbers are accepted"
                                .formatted(input.value(), input.dimensions(), MAX_NUMBERS));
            }
        }
    }

    /**
     * The only input with the axes of a picture: of floats before whole numbers, with four axes before fewer.
     *
     * @throws InvalidModelException where there is none, or more than one
     */
    static Graph.GraphInput find(Graph graph) {
        List<Graph.GraphInput> pictures = Stream.<Predicate<Graph.GraphInput>>of(
                        input -> isFloat(input) && hasFourAxes(input),
                        input -> isWhole(input) && hasFourAxes(input),
                        input -> isFloat(input) && MissingAxes.isPicture(input),
                        input -> isWhole(input) && MissingAxes.isPicture(input))
                .map(kind -> graph.inputs().stream().filter(kind).toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
        if (pictures.size() != 1) {
            throw new InvalidModelException(
                    "%s; one input of numbers with the axes of a picture, such as (N, C, H, W), (N, H, W, C) or (C, H, W), is accepted"
                            .formatted(
                                    pictures.isEmpty()
                                            ? "no input takes a picture: " + describe(graph)
                                            : "it takes " + pictures.size() + " pictures: " + describe(graph)));
        }
        checkSize(pictures.getFirst());
        return pictures.getFirst();
    }

    private static boolean hasFourAxes(Graph.GraphInput input) {
        return input.dimensions().size() == 4;
    }

    private static boolean isFloat(Graph.GraphInput input) {
        return input.type() == DataType.FLOAT;
    }

    /** True for an input of whole numbers. */
    static boolean isWhole(Graph.GraphInput input) {
        return WHOLE.contains(input.type());
    }

    /** The kind of numbers that an input of this type takes. */
    static InputNumbers numbers(DataType type) {
        return type == DataType.INT8
                ? InputNumbers.SIGNED_BYTES
                : WHOLE.contains(type) ? InputNumbers.WHOLE : InputNumbers.FLOATS;
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
