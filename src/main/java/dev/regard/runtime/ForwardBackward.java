package dev.regard.runtime;

import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What one run of an augmented graph gives.
 *
 * @param scores  class scores, [rows, classes] in a pass with gradients, [pictures, classes] in a forward pass
 * @param classes the class that each row asked about; empty in a forward pass
 * @param tensors what was asked for besides
 * @param biases  in a pass for them, for each bias what it adds, [rows, h, w], in the order of the graph
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never written to
public record ForwardBackward(
        FloatTensor scores, int[] classes, Map<Wanted, FloatTensor> tensors, List<FloatTensor> biases) {

    public ForwardBackward {
        tensors = Map.copyOf(tensors);
        biases = List.copyOf(biases);
    }

    /** A tensor that was asked for; shapes stand at {@link Wanted}. */
    public FloatTensor get(Wanted wanted) {
        FloatTensor tensor = tensors.get(wanted);
        if (tensor == null) {
            throw new IllegalArgumentException(wanted + " was not asked for");
        }
        return tensor;
    }

    /** The results of single rows as those of one run. */
    static ForwardBackward joined(List<ForwardBackward> parts, Question question) {
        Map<Wanted, FloatTensor> tensors = new EnumMap<>(Wanted.class);
        for (Wanted wanted : parts.getFirst().tensors.keySet()) {
            tensors.put(
                    wanted,
                    wanted == Wanted.GRADIENTS
                            ? joined(parts, part -> part.get(wanted))
                            : joined(firstOfEachPicture(parts, question), part -> part.get(wanted)));
        }
        return new ForwardBackward(joined(parts, ForwardBackward::scores), classes(parts), tensors, biases(parts));
    }

    private static int[] classes(List<ForwardBackward> parts) {
        return parts.stream().flatMapToInt(part -> Arrays.stream(part.classes)).toArray();
    }

    private static List<FloatTensor> biases(List<ForwardBackward> parts) {
        return IntStream.range(0, parts.getFirst().biases.size())
                .mapToObj(bias -> joined(parts, part -> part.biases.get(bias)))
                .toList();
    }

    private static List<ForwardBackward> firstOfEachPicture(List<ForwardBackward> parts, Question question) {
        List<ForwardBackward> first = new ArrayList<>();
        for (int picture = 0; picture < question.pictures().shape().dimension(0); picture++) {
            for (int row = 0; row < parts.size(); row++) {
                if (question.rows()[row] == picture) {
                    first.add(parts.get(row));
                    break;
                }
            }
        }
        return first;
    }

    /** The results of rows of one picture that were run apart, as those of one run. */
    public static ForwardBackward ofOnePicture(List<ForwardBackward> parts) {
        ForwardBackward first = parts.getFirst();
        Map<Wanted, FloatTensor> tensors = new EnumMap<>(Wanted.class);
        first.tensors.forEach((wanted, tensor) ->
                tensors.put(wanted, wanted == Wanted.GRADIENTS ? joined(parts, part -> part.get(wanted)) : tensor));
        return new ForwardBackward(joined(parts, ForwardBackward::scores), classes(parts), tensors, biases(parts));
    }

    private static FloatTensor joined(List<ForwardBackward> parts, Function<ForwardBackward, FloatTensor> tensor) {
        int[] extents = tensor.apply(parts.getFirst()).shape().dimensions();
        extents[0] = parts.stream()
                .mapToInt(part -> tensor.apply(part).shape().dimension(0))
                .sum();
        FloatTensor joined = FloatTensor.zeros(Shape.of(extents));
        int at = 0;
        for (ForwardBackward part : parts) {
            float[] values = tensor.apply(part).values();
            System.arraycopy(values, 0, joined.values(), at, values.length);
            at += values.length;
        }
        return joined;
    }
}
