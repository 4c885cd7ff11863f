package dev.regard.autodiff;

import dev.regard.onnx.Constants;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Rules of operators that change the type of numbers. A cotangent is a floating-point number, also where its value was
 * quantized: rounding counts as the identity (straight through), so that QuantizeLinear and the DequantizeLinear behind
 * it leave a cotangent in the units of the value before both. Only what the type of 8 or 16 bits cuts off gets none.
 */
final class TypeVjps {

    private static final Set<DataType> FLOATS =
            Set.of(DataType.FLOAT, DataType.FLOAT16, DataType.DOUBLE, DataType.BFLOAT16);

    private TypeVjps() {}

    /** Back to the type that the input has; a cotangent of whole numbers stays a floating-point number. */
    static Value cast(DifferentiatedNode node, int input) {
        return FakeQuantization.isWhole(node.input(0))
                ? node.cotangent()
                : node.ops().node("CastLike", node.cotangent(), node.input(0));
    }

    /**
     * True for a Cast to a floating-point type. What is cut down to whole numbers or truths has no gradient, but where
     * quantization is written out.
     */
    static boolean passesCast(Node node) {
        return FLOATS.contains(DataType.of((int) node.integer("to", 0))) || FakeQuantization.isRounding(node);
    }

    /** 1 where the input rounds to a number of the type, else 0, as PyTorch's fake quantization has it. */
    static Value quantize(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        Range range = range(node.node()).orElseThrow(() -> new MissingVjpException(node.node()));
        Value low = ops.constant(range.least - 0.5f);
        Value high = ops.constant(range.greatest + 0.5f);
        Value zeroPoint = node.node().optionalInput(2).orElse(null);
        if (zeroPoint != null) {
            low = ops.sub(low, ops.toFloat(zeroPoint));
            high = ops.sub(high, ops.toFloat(zeroPoint));
        }
        Value scale = node.input(1);
        return node.inside(
                node.cotangent(),
                node.input(0),
                alongAxis(node, ops.mul(low, scale)),
                alongAxis(node, ops.mul(high, scale)));
    }

    /**
     * Units of numbers that were quantized in the graph are a setting: rounding counts as the identity, whatever they are.
     * Those of stored numbers are factors like others.
     */
    static boolean isNumberOrScale(Node node, int input) {
        return input == 0
                || input == 1
                        && Constants.of(node.input(0))
                                .filter(numbers -> numbers.shape().rank() > 0)
                                .isPresent();
    }

    static boolean coversDequantize(Node node) {
        return node.integer("block_size", 0) == 0 || Constants.of(node.input(1)).isPresent();
    }

    /** The scale gets the sum of the cotangent times what is scaled. */
    static Value dequantize(DifferentiatedNode node, int input) {
        if (input == 0) {
            return node.cotangent();
        }
        Ops ops = node.ops();
        List<@Nullable Value> inputs = new ArrayList<>(node.node().inputs());
        Shape scale = node.shape(1);
        inputs.set(1, ops.filled(scale, 1));
        Value unscaled = ops.node("DequantizeLinear", inputs, node.node().attributes());
        Value terms = ops.mul(node.cotangent(), unscaled);
        int rank = node.output().shape().rank();
        int axis = scale.rank() == 0 ? -1 : node.axis(1, rank);
        long[] others = LongStream.range(0, rank).filter(other -> other != axis).toArray();
        return ops.reduceSum(terms, false, others);
    }

    /** True for one scale, or one for each entry of an axis, and a type whose limits are known. */
    static boolean coversQuantize(Node node) {
        return node.integer("block_size", 0) == 0 && range(node).isPresent();
    }

    /** What is per axis, in a shape that broadcasts to the input. */
    private static Value alongAxis(DifferentiatedNode node, Value limits) {
        if (node.input(1).shape().rank() == 0) {
            return limits;
        }
        int rank = node.shape(0).rank();
        long[] extents = new long[rank];
        Arrays.fill(extents, 1);
        extents[node.axis(1, rank)] = -1;
        return node.ops().reshape(limits, extents);
    }

    /** The least and the greatest number of an integer type. */
    private record Range(int least, int greatest) {}

    /** Zero points are stored, or computed while the model runs and then cast to their type. */
    private static DataType type(Value zeroPoint) {
        return Constants.of(zeroPoint)
                .map(TensorData::type)
                .or(() -> zeroPoint
                        .producer()
                        .filter(node -> node.is("Cast"))
                        .map(node -> DataType.of((int) node.integer("to", 0))))
                .orElse(DataType.OTHER);
    }

    private static Optional<Range> range(Node node) {
        DataType type = node.optionalInput(2)
                .map(TypeVjps::type)
                .orElseGet(() -> DataType.of((int) node.integer("output_dtype", DataType.UINT8.code())));
        return switch (type) {
            case UINT8 -> Optional.of(new Range(0, 255));
            case INT8 -> Optional.of(new Range(-128, 127));
            case UINT16 -> Optional.of(new Range(0, 65_535));
            case INT16 -> Optional.of(new Range(-32_768, 32_767));
            default -> Optional.empty();
        };
    }
}
