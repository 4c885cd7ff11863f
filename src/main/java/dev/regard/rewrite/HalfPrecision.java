package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Graph;
import dev.regard.onnx.GraphCopy;
import dev.regard.onnx.Model;
import dev.regard.onnx.Node;
import dev.regard.onnx.TensorData;
import java.nio.ShortBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Turns float16 and bfloat16 into float32, everywhere in a model. Its weights keep their values; what is computed gets more
 * exact, and gradients, which float16 often cannot hold, are possible.
 */
final class HalfPrecision {

    private static final Set<DataType> HALVES = Set.of(DataType.FLOAT16, DataType.BFLOAT16);

    /** Attributes that name an element type. */
    private static final Set<String> TYPES = Set.of("to", "dtype", "output_dtype");

    private HalfPrecision() {}

    /** The model in float32; itself where nothing in it is shorter. */
    static Model widened(Model model) {
        if (!isNeeded(model)) {
            return model;
        }
        GraphCopy copy = GraphCopy.begin(model, HalfPrecision::widened, HalfPrecision::widened);
        for (Node node : model.graph().nodes()) {
            copy.add(
                    node,
                    node.domain(),
                    node.opType(),
                    node.inputs().stream()
                            .map(input -> input == null ? null : copy.of(input))
                            .toList(),
                    widened(node.attributes()));
        }
        model.graph().outputs().forEach(output -> copy.model().graph().addOutput(copy.of(output)));
        return copy.model();
    }

    private static boolean isNeeded(Model model) {
        Graph graph = model.graph();
        return graph.inputs().stream().anyMatch(input -> HALVES.contains(input.type()))
                || graph.values().stream()
                        .flatMap(value -> value.constant().stream())
                        .anyMatch(data -> HALVES.contains(data.type()))
                || graph.nodes().stream()
                        .anyMatch(node -> !widened(node.attributes()).equals(node.attributes()));
    }

    private static Map<String, Attribute> widened(Map<String, Attribute> attributes) {
        Map<String, Attribute> widened = new HashMap<>(attributes);
        widened.replaceAll((name, attribute) -> {
            if (attribute instanceof Attribute.Tensor tensor
                    && HALVES.contains(tensor.value().type())) {
                return new Attribute.Tensor(widened(tensor.value()));
            }
            if (attribute instanceof Attribute.Int type && TYPES.contains(name)) {
                return new Attribute.Int(widened(DataType.of((int) type.value()), type.value()));
            }
            return attribute;
        });
        return widened;
    }

    private static long widened(DataType type, long code) {
        return HALVES.contains(type) ? DataType.FLOAT.code() : code;
    }

    private static DataType widened(DataType type) {
        return HALVES.contains(type) ? DataType.FLOAT : type;
    }

    private static TensorData widened(TensorData data) {
        if (!HALVES.contains(data.type())) {
            return data;
        }
        ShortBuffer halves = data.bytes().asShortBuffer();
        float[] numbers = new float[halves.remaining()];
        for (int index = 0; index < numbers.length; index++) {
            numbers[index] = data.type() == DataType.FLOAT16
                    ? Float.float16ToFloat(halves.get(index))
                    : Float.intBitsToFloat(halves.get(index) << 16);
        }
        return TensorData.floats(data.shape(), numbers);
    }
}
