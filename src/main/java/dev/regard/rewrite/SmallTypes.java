package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Constants;
import dev.regard.onnx.DataType;
import dev.regard.onnx.GraphCopy;
import dev.regard.onnx.InvalidGraphException;
import dev.regard.onnx.Model;
import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.TensorData;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns stored numbers of few bits into the next type that everything reads: whole numbers of 2 and 4 bits into those of 8,
 * floats of 4 and 8 bits into float32, times their scale where they are weights. Numbers that the model computes in such
 * types are refused by name. A QuantizeLinear is told its type once: where there is a zero point, ONNX Runtime refuses to be
 * told it by an attribute too.
 */
final class SmallTypes {

    private static final Map<DataType, DataType> WIDER = Map.of(
            DataType.INT2, DataType.INT8,
            DataType.INT4, DataType.INT8,
            DataType.UINT2, DataType.UINT8,
            DataType.UINT4, DataType.UINT8,
            DataType.FLOAT4E2M1, DataType.FLOAT,
            DataType.FLOAT8E4M3FN, DataType.FLOAT,
            DataType.FLOAT8E4M3FNUZ, DataType.FLOAT,
            DataType.FLOAT8E5M2, DataType.FLOAT,
            DataType.FLOAT8E5M2FNUZ, DataType.FLOAT,
            DataType.FLOAT8E8M0, DataType.FLOAT);

    private static final Set<String> TYPES = Set.of("to", "output_dtype");

    private SmallTypes() {}

    /** The model without them; itself where there are none. */
    static Model widened(Model model) {
        model.graph().nodes().forEach(SmallTypes::check);
        boolean isNeeded = model.graph().values().stream()
                        .flatMap(value -> value.constant().stream())
                        .anyMatch(data -> WIDER.containsKey(data.type()))
                || model.graph().nodes().stream()
                        .anyMatch(node -> !attributes(node).equals(node.attributes()));
        return isNeeded ? converted(model) : model;
    }

    private static Model converted(Model model) {
        GraphCopy copy = GraphCopy.begin(model, SmallTypes::widened, input -> input);
        Ops ops = new Ops(copy.model(), "regard/lift/");
        for (Node node : model.graph().nodes()) {
            TensorData weights = weights(node);
            if (weights != null) {
                copy.add(node, "", "Identity", List.of(ops.stored(weights)), Map.of());
                continue;
            }
            copy.add(
                    node,
                    node.domain(),
                    node.opType(),
                    node.inputs().stream()
                            .map(input -> input == null ? null : copy.of(input))
                            .toList(),
                    attributes(node));
        }
        model.graph().outputs().forEach(output -> copy.model().graph().addOutput(copy.of(output)));
        return copy.model();
    }

    private static void check(Node node) {
        DataType type = node.is("QuantizeLinear")
                ? node.optionalInput(2)
                        .flatMap(Constants::of)
                        .map(TensorData::type)
                        .orElse(DataType.OTHER)
                : DataType.OTHER;
        for (String attribute : TYPES) {
            DataType named = DataType.of((int) node.integer(attribute, 0));
            type = WIDER.containsKey(named) ? named : type;
        }
        if (WIDER.containsKey(type)) {
            throw new InvalidGraphException(
                    "%s computes numbers of the type %s, which is not supported; weights may be stored in it"
                            .formatted(node, type));
        }
    }

    /** The output of a DequantizeLinear of stored floats; null for every other node. */
    private static @Nullable TensorData weights(Node node) {
        if (!node.opType().equals("DequantizeLinear")) {
            return null;
        }
        TensorData numbers =
                Constants.of(node.input(0)).map(SmallTypes::widened).orElse(null);
        TensorData scale = Constants.of(node.input(1)).map(SmallTypes::widened).orElse(null);
        if (numbers == null || scale == null || numbers.type() != DataType.FLOAT || scale.type() != DataType.FLOAT) {
            return null;
        }
        long block = node.integer("block_size", 0);
        return ScaledNumbers.of(numbers, scale, Math.toIntExact(node.integer("axis", 1)), Math.toIntExact(block));
    }

    private static Map<String, Attribute> attributes(Node node) {
        Map<String, Attribute> changed = new HashMap<>(node.attributes());
        if (node.is("QuantizeLinear") && node.optionalInput(2).isPresent()) {
            changed.remove("output_dtype");
        }
        changed.replaceAll((name, attribute) -> attribute instanceof Attribute.Tensor tensor
                        && WIDER.containsKey(tensor.value().type())
                ? new Attribute.Tensor(widened(tensor.value()))
                : attribute);
        return changed;
    }

    private static TensorData widened(TensorData data) {
        DataType wider = WIDER.get(data.type());
        if (wider == null) {
            return data;
        }
        int count = data.shape().size();
        int bits = data.type().bits();
        if (wider == DataType.FLOAT) {
            float[] numbers = new float[count];
            for (int i = 0; i < count; i++) {
                numbers[i] = SmallFloats.value(data.type(), pattern(data.bytes(), bits, i));
            }
            return TensorData.floats(data.shape(), numbers);
        }
        ByteBuffer bytes = ByteBuffer.allocateDirect(count);
        int unused = wider == DataType.INT8 ? Integer.SIZE - bits : 0;
        for (int i = 0; i < count; i++) {
            bytes.put((byte) (pattern(data.bytes(), bits, i) << unused >> unused));
        }
        return new TensorData(wider, data.shape(), bytes.flip());
    }

    /** The bits of one element; the first of several in a byte takes the lowest. */
    static int pattern(ByteBuffer bytes, int bits, long element) {
        int perByte = 8 / bits;
        return bytes.get((int) (element / perByte)) >> (int) (element % perByte) * bits & (1 << bits) - 1;
    }
}
