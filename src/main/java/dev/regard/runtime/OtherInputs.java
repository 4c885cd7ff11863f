package dev.regard.runtime;

import dev.regard.onnx.Graph;
import dev.regard.onnx.GraphCopy;
import dev.regard.onnx.Model;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fixes the inputs besides the picture, such as a switch for training: zeros where nobody says otherwise. */
final class OtherInputs {

    private OtherInputs() {}

    /**
     * A model whose only input is the picture.
     *
     * @param model   as read
     * @param picture the input that stays
     * @param given   what other inputs hold, by name
     */
    static Model fixed(Model model, Value picture, Map<String, TensorData> given) {
        Map<Value, TensorData> fixed = new HashMap<>();
        for (Graph.GraphInput input : model.graph().inputs()) {
            if (input.value() != picture) {
                TensorData zeros = zeros(input);
                fixed.put(input.value(), given.getOrDefault(input.value().name(), zeros));
            }
        }
        return fixed.isEmpty() ? model : GraphCopy.whole(model, fixed).model();
    }

    /** The names of the inputs that {@link #fixed} fills with zeros. */
    static List<String> assumedZero(Graph graph, Value picture, Map<String, TensorData> given) {
        return graph.inputs().stream()
                .map(input -> input.value())
                .filter(value -> value != picture && !given.containsKey(value.name()))
                .map(Value::name)
                .toList();
    }

    /** Axes left free are one long. */
    private static TensorData zeros(Graph.GraphInput input) {
        if (input.type().bytes() == 0) {
            throw new InvalidModelException("its input '%s' is of a type that is not supported (%s); numbers are"
                    .formatted(input.value(), input.type()));
        }
        Shape shape = Shape.of(input.dimensions().stream()
                .mapToLong(extent -> Math.max(1, extent))
                .toArray());
        return new TensorData(
                input.type(),
                shape,
                ByteBuffer.allocate(shape.size() * input.type().bytes()));
    }
}
