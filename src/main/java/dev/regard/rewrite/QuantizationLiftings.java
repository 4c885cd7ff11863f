package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Constants;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Operators on quantized numbers, as the plain operator between DequantizeLinear and QuantizeLinear. What they compute in
 * whole numbers is then computed in float32, which may round to a neighbour.
 */
final class QuantizationLiftings {

    private QuantizationLiftings() {}

    /** x, its scale and zero point, w, its scale and zero point, those of y, bias. */
    static void conv(LiftedNode node) {
        Value scale = node.required(1);
        Value weightScale = node.required(4);
        boolean isChannelsLast = isChannelsLast(node);
        Value x = dequantized(node, 0, -1);
        List<Value> inputs = new ArrayList<>(
                List.of(isChannelsLast ? ChannelsLast.first(node.ops(), x) : x, dequantized(node, 3, 0)));
        if (node.input(8) != null) {
            inputs.add(bias(node, node.required(8), node.ops().mul(scale, weightScale)));
        }
        Value y = node.ops().node("Conv", inputs, node.attributesWithout("channels_last"));
        quantize(node, isChannelsLast ? ChannelsLast.last(node.ops(), y) : y, 6);
    }

    /** The bias is quantized by the product of both scales, without a zero point. */
    private static Value bias(LiftedNode node, Value bias, Value scale) {
        return node.ops().mul(node.ops().toFloat(bias), scale);
    }

    static void matMul(LiftedNode node) {
        quantize(node, node.ops().matMul(dequantized(node, 0, -2), dequantized(node, 3, -1)), 6);
    }

    /** A Gemm; without a scale for y it gives floats. */
    static void gemm(LiftedNode node) {
        Ops ops = node.ops();
        boolean isTransposed = node.original().integer("transB", 0) == 1;
        List<Value> inputs =
                new ArrayList<>(List.of(dequantized(node, 0, -1), dequantized(node, 3, isTransposed ? 0 : 1)));
        if (node.input(6) != null) {
            Value scale = ops.mul(node.required(1), node.required(4));
            Value alpha = ops.constant(node.original().real("alpha", 1));
            inputs.add(bias(node, node.required(6), ops.mul(scale, alpha)));
        }
        if (node.input(7) == null) {
            node.becomes("Gemm", inputs, node.original().attributes());
        } else {
            quantize(node, ops.node("Gemm", inputs, node.original().attributes()), 7);
        }
    }

    /** Two numbers in, one out: QLinearAdd, QLinearMul. */
    static Lifting ofTwo(String opType) {
        return node -> quantize(node, node.ops().node(opType, dequantized(node, 0, -1), dequantized(node, 3, -1)), 6);
    }

    /** One number in, one out, or one tensor. */
    static Lifting ofOne(String opType) {
        return node -> {
            Ops ops = node.ops();
            boolean isChannelsLast = isChannelsLast(node);
            Map<String, Attribute> attributes = node.attributesWithout("channels_last", "opset");
            Value x = dequantized(node, 0, -1);
            Value y = ops.node(opType, List.of(isChannelsLast ? ChannelsLast.first(ops, x) : x), attributes);
            quantize(node, isChannelsLast ? ChannelsLast.last(ops, y) : y, 3);
        };
    }

    /** Over the axis, or over all from it on, as the version it names does. */
    static void softmax(LiftedNode node) {
        Value x = dequantized(node, 0, -1);
        long axis = node.original().integer("axis", -1);
        boolean isCoerced = node.original().integer("opset", 13) < 13;
        Value y = isCoerced
                ? SoftmaxLiftings.coerced(node.ops(), "Softmax", x, axis)
                : node.ops().node("Softmax", List.of(x), Map.of("axis", new Attribute.Int(axis)));
        quantize(node, y, 3);
    }

    /** Scale and zero point of y, then x, scale and zero point of each part. */
    static void concat(LiftedNode node) {
        List<Value> parts = new ArrayList<>();
        for (int part = 2; part < node.original().inputs().size(); part += 3) {
            parts.add(dequantized(node, part, -1));
        }
        quantize(node, node.ops().concat(node.original().integer("axis", 0), parts), 0);
    }

    /** Quantize and dequantize themselves, of the other domain. */
    static void standard(LiftedNode node) {
        node.becomes(node.inputs(), node.original().attributes());
    }

    private static boolean isChannelsLast(LiftedNode node) {
        return node.original().integer("channels_last", 0) == 1;
    }

    /**
     * A quantized input as floats.
     *
     * @param index of the input; its scale and zero point follow
     * @param axis  that a list of scales is along
     */
    static Value dequantized(LiftedNode node, int index, long axis) {
        return dequantized(node.ops(), node.required(index), node.required(index + 1), node.input(index + 2), axis);
    }

    /** @param axis that a list of scales is along */
    static Value dequantized(Ops ops, Value numbers, Value scale, @Nullable Value zeroPoint, long axis) {
        return ops.node(
                "DequantizeLinear",
                present(numbers, scale, asManyAs(ops, scale, zeroPoint)),
                Map.of("axis", new Attribute.Int(axis)));
    }

    /** Several scales may share one zero point in QLinearConv, and may not in DequantizeLinear. */
    private static @Nullable Value asManyAs(Ops ops, Value scale, @Nullable Value zeroPoint) {
        int scales = count(scale);
        return zeroPoint == null || count(zeroPoint) == scales ? zeroPoint : ops.expand(zeroPoint, scales);
    }

    private static int count(Value value) {
        return Constants.of(value).map(data -> data.shape().size()).orElse(1);
    }

    /** Gives the node's output from floats; {@code index} is of its scale, the zero point follows. */
    private static void quantize(LiftedNode node, Value y, int index) {
        node.becomes("QuantizeLinear", present(y, node.required(index), node.input(index + 1)), Map.of());
    }

    private static List<Value> present(Value x, Value scale, @Nullable Value zeroPoint) {
        return zeroPoint == null ? List.of(x, scale) : Arrays.asList(x, scale, zeroPoint);
    }
}
