package dev.regard.runtime;

import dev.regard.onnx.Constants;
import dev.regard.onnx.Node;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a graph does to the picture's numbers before anything learned comes: {@code factor * x + offset}, the mean over the
 * channels. Exporters of Keras and TensorFlow leave the scaling of pictures in the graph.
 *
 * @param factor that numbers are multiplied by
 * @param offset added after that
 */
public record InputArithmetic(double factor, double offset) {

    /** Numbers for channels, not weights. */
    private static final int MOST_NUMBERS = 16;

    private static final Set<String> WITHOUT_EFFECT =
            Set.of("Identity", "Cast", "Transpose", "Squeeze", "Unsqueeze", "Reshape", "Gather");

    static InputArithmetic of(Value input) {
        InputArithmetic soFar = new InputArithmetic(1, 0);
        Value value = input;
        while (true) {
            List<Node> readers =
                    value.uses().stream().filter(node -> !node.is("Shape")).toList();
            if (readers.size() != 1) {
                return soFar;
            }
            Node node = readers.getFirst();
            Optional<InputArithmetic> behind = soFar.behind(node, value);
            if (behind.isEmpty()) {
                return soFar;
            }
            soFar = behind.get();
            value = node.output();
        }
    }

    private Optional<InputArithmetic> behind(Node node, Value value) {
        if (node.domain().isEmpty() && WITHOUT_EFFECT.contains(node.opType()) && node.input(0) == value) {
            return Optional.of(this);
        }
        boolean isFirst = node.optionalInput(0).filter(input -> input == value).isPresent();
        Optional<Value> other = node.optionalInput(isFirst ? 1 : 0);
        return other.flatMap(Constants::of)
                .filter(constant -> constant.shape().size() <= MOST_NUMBERS)
                .flatMap(InputArithmetic::mean)
                .flatMap(number -> behind(node, isFirst, number));
    }

    private Optional<InputArithmetic> behind(Node node, boolean isFirst, double number) {
        if (node.is("Add")) {
            return Optional.of(new InputArithmetic(factor, offset + number));
        } else if (node.is("Sub")) {
            return Optional.of(
                    isFirst
                            ? new InputArithmetic(factor, offset - number)
                            : new InputArithmetic(-factor, number - offset));
        } else if (node.is("Mul")) {
            return Optional.of(new InputArithmetic(factor * number, offset * number));
        } else if (node.is("Div") && isFirst) {
            return Optional.of(new InputArithmetic(factor / number, offset / number));
        }
        return Optional.empty();
    }

    private static Optional<Double> mean(TensorData constant) {
        float[] numbers = switch (constant.type()) {
            case FLOAT -> constant.toFloats();
            default -> new float[0];
        };
        double sum = 0;
        for (float number : numbers) {
            sum += number;
        }
        return numbers.length == 0 ? Optional.empty() : Optional.of(sum / numbers.length);
    }
}
