package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Graph;
import dev.regard.onnx.GraphCopy;
import dev.regard.onnx.Model;
import dev.regard.onnx.Node;
import dev.regard.onnx.TensorData;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns float16 and bfloat16 into float32, everywhere in a model. Its weights keep their values; what is computed gets more
 * exact, and gradients, which float16 often cannot hold, are possible. Doubles become float32 too in a model that takes its
 * picture in them; inside of others, where they count sizes, they stay.
 */
final class Precision {

    /** Attributes that name an element type. */
    private static final Set<String> TYPES = Set.of("to", "dtype", "output_dtype");

    private final Model whole;
    /** What becomes float32. */
    private final Set<DataType> types;

    private Precision(Model whole, Set<DataType> types) {
        this.whole = whole;
        this.types = types;
    }

    /** The model in float32; itself where it is already. */
    static Model float32(Model model) {
        boolean isDouble = model.graph().inputs().stream().anyMatch(input -> input.type() == DataType.DOUBLE);
        Set<DataType> types = EnumSet.of(DataType.FLOAT16, DataType.BFLOAT16);
        if (isDouble) {
            types.add(DataType.DOUBLE);
        }
        Precision precision = new Precision(model, types);
        return precision.isNeeded(model) ? precision.converted(model) : model;
    }

    private Model converted(Model model) {
        GraphCopy copy = GraphCopy.begin(model, this::converted, this::converted);
        for (Node node : model.graph().nodes()) {
            copy.add(
                    node,
                    node.domain(),
                    node.opType(),
                    node.inputs().stream()
                            .map(input -> input == null ? null : copy.of(input))
                            .toList(),
                    converted(node.attributes()));
        }
        model.graph().outputs().forEach(output -> copy.model().graph().addOutput(copy.of(output)));
        return copy.model();
    }

    private boolean isNeeded(Model model) {
        Graph graph = model.graph();
        return graph.inputs().stream().anyMatch(input -> types.contains(input.type()))
                || graph.values().stream()
                        .flatMap(value -> value.constant().stream())
                        .anyMatch(data -> types.contains(data.type()))
                || graph.nodes().stream()
                        .anyMatch(node -> !converted(node.attributes()).equals(node.attributes()));
    }

    private Map<String, Attribute> converted(Map<String, Attribute> attributes) {
        Map<String, Attribute> changed = new HashMap<>(attributes);
        changed.replaceAll((name, attribute) -> {
            if (attribute instanceof Attribute.Tensor tensor
                    && types.contains(tensor.value().type())) {
                return new Attribute.Tensor(converted(tensor.value()));
            }
            if (attribute instanceof Attribute.Int type && TYPES.contains(name)) {
                return new Attribute.Int(converted(DataType.of((int) type.value()), type.value()));
            }
            return attribute instanceof Attribute.Body body ? converted(body) : attribute;
        });
        return changed;
    }

    private Attribute converted(Attribute.Body body) {
        Model inner = whole.with(body.graph());
        boolean isUnchanged = !isNeeded(inner) && body.types().stream().noneMatch(types::contains);
        List<DataType> outputs = body.types().stream()
                .map(type -> types.contains(type) ? DataType.FLOAT : type)
                .toList();
        return isUnchanged ? body : new Attribute.Body(converted(inner).graph(), body.captured(), outputs);
    }

    private long converted(DataType type, long code) {
        return types.contains(type) ? DataType.FLOAT.code() : code;
    }

    private Graph.GraphInput converted(Graph.GraphInput input) {
        return types.contains(input.type())
                ? new Graph.GraphInput(input.value(), DataType.FLOAT, input.dimensions())
                : input;
    }

    private TensorData converted(TensorData data) {
        if (!types.contains(data.type())) {
            return data;
        }
        ByteBuffer bytes = data.bytes();
        float[] numbers = new float[data.shape().size()];
        for (int index = 0; index < numbers.length; index++) {
            numbers[index] = switch (data.type()) {
                case FLOAT16 -> Float.float16ToFloat(bytes.getShort());
                case BFLOAT16 -> Float.intBitsToFloat(bytes.getShort() << 16);
                default -> (float) bytes.getDouble();
            };
        }
        return TensorData.floats(data.shape(), numbers);
    }
}
