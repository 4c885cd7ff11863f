package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Constants;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Products of whole numbers, as dynamic quantization writes them: computed in float, which holds every whole number up to
 * 2^24.
 */
final class IntegerLiftings {

    private static final float GREATEST = 255;

    private IntegerLiftings() {}

    static void convolution(LiftedNode node) {
        Value weights = shifted(node, 1, 0);
        product(
                node,
                0,
                x -> node.ops()
                        .node("Conv", List.of(x, weights), node.original().attributes()));
    }

    static void matMul(LiftedNode node) {
        Value right = shifted(node, 1, -1);
        product(node, -2, left -> node.ops().matMul(left, right));
    }

    /** One scale and zero point for the whole input, from its least and its greatest number. */
    static void dynamicQuantize(LiftedNode node) {
        Quantized quantized = dynamic(node.ops(), node.required(0));
        node.becomesOutput(0, "Identity", List.of(quantized.numbers()), Map.of());
        node.becomesOutput(1, "Identity", List.of(quantized.scale()), Map.of());
        node.becomesOutput(2, "Identity", List.of(quantized.zeroPoint()), Map.of());
    }

    /** Inputs a, b, scale of b, zero point of b, bias; a is quantized here. */
    static void dynamicMatMul(LiftedNode node) {
        Ops ops = node.ops();
        Quantized a = dynamic(ops, node.required(0));
        Value left = QuantizationLiftings.dequantized(ops, a.numbers(), a.scale(), a.zeroPoint(), 0);
        Value right = QuantizationLiftings.dequantized(node, 1, -1);
        biased(node, ops.matMul(left, right), 4);
    }

    /** Inputs a, b, their scales, their zero points, bias. */
    static void matMulToFloat(LiftedNode node) {
        Ops ops = node.ops();
        Value left = QuantizationLiftings.dequantized(ops, node.required(0), node.required(2), node.input(4), -2);
        Value right = QuantizationLiftings.dequantized(ops, node.required(1), node.required(3), node.input(5), -1);
        biased(node, ops.matMul(left, right), 6);
    }

    private static void biased(LiftedNode node, Value product, int input) {
        Value bias = node.input(input);
        if (bias == null) {
            node.becomes("Identity", List.of(product), Map.of());
        } else {
            node.becomes("Add", List.of(product, bias), Map.of());
        }
    }

    /** What DynamicQuantizeLinear gives. */
    private record Quantized(Value numbers, Value scale, Value zeroPoint) {}

    private static Quantized dynamic(Ops ops, Value x) {
        Value zero = ops.constant(0);
        Value least = ops.node("Min", ops.reduce("ReduceMin", x, false), zero);
        Value greatest = ops.node("Max", ops.reduce("ReduceMax", x, false), zero);
        Value step = ops.div(ops.sub(greatest, least), ops.constant(GREATEST));
        Value scale = ops.node("Max", step, ops.constant(Float.MIN_NORMAL));
        Value offset = ops.node("Round", ops.neg(ops.div(least, scale)));
        Value limited = ops.node("Clip", offset, zero, ops.constant(GREATEST));
        Value zeroPoint = ops.cast(limited, DataType.UINT8);
        Value numbers = ops.node("QuantizeLinear", x, scale, zeroPoint);
        // A scale is a setting: behind DequantizeLinear, whose scale gets no gradient, it is one to ReverseMode too.
        Value setting = ops.node("DequantizeLinear", ops.stored(one()), scale);
        return new Quantized(numbers, setting, zeroPoint);
    }

    private static TensorData one() {
        return new TensorData(DataType.UINT8, Shape.of(), ByteBuffer.wrap(new byte[] {1}));
    }

    /**
     * The product with what the left side means. Where that was quantized in this graph, it is taken back to its own units
     * and the product divided by them: a gradient passes QuantizeLinear and DequantizeLinear unscaled, so both have to mean
     * the same scale.
     */
    private static void product(LiftedNode node, int axis, UnaryOperator<Value> product) {
        Ops ops = node.ops();
        Optional<Value> scale = scale(node.original().input(0)).map(node::lifted);
        Value y = scale.map(units -> ops.div(
                        product.apply(
                                QuantizationLiftings.dequantized(ops, node.required(0), units, node.input(2), axis)),
                        units))
                .orElseGet(() -> product.apply(shifted(node, 0, axis)));
        if (isReadAsFloat(node.original())) {
            node.becomes("Identity", List.of(y), Map.of());
        } else {
            Map<String, Attribute> toWhole = Map.of("to", new Attribute.Int(DataType.INT32.code()));
            node.becomes("Cast", List.of(ops.node("Round", y)), toWhole);
        }
    }

    private static Optional<Value> scale(Value quantized) {
        Node producer = quantized.producer().orElse(null);
        if (producer != null && producer.is("DynamicQuantizeLinear")) {
            return Optional.of(Objects.requireNonNull(producer.outputs().get(1)));
        }
        return producer != null && producer.is("QuantizeLinear") ? Optional.of(producer.input(1)) : Optional.empty();
    }

    /** The numbers at an input less their zero point, which stands two inputs behind. */
    private static Value shifted(LiftedNode node, int input, int axis) {
        @Nullable Value zeroPoint = node.input(input + 2);
        Shape shape = zeroPoint == null
                ? Shape.of()
                : Constants.of(zeroPoint).map(TensorData::shape).orElse(Shape.of());
        return QuantizationLiftings.dequantized(
                node.ops(), node.required(input), node.ops().filled(shape, 1), zeroPoint, axis);
    }

    /** True where only casts to float read it: then it never has to be whole. */
    private static boolean isReadAsFloat(Node node) {
        List<Node> uses = node.output().uses();
        return !uses.isEmpty()
                && uses.stream().allMatch(use -> use.is("Cast") && use.integer("to", 0) == DataType.FLOAT.code());
    }
}
