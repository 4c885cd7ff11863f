package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.List;
import java.util.Map;

/** Operators that were on trial up to opset 9, as the converters of Core ML models wrote them. */
final class ExperimentalLiftings {

    private ExperimentalLiftings() {}

    /** y = scale x + bias, with a bias for each channel of [N, C, H, W]. */
    static void imageScaler(LiftedNode node) {
        Ops ops = node.ops();
        Value scale = ops.constant(node.original().real("scale", 1));
        if (node.original().attributes().get("bias") instanceof Attribute.Reals bias) {
            Value column = ops.constant(Shape.of(bias.values().size(), 1, 1), bias.toFloats());
            node.becomes("Add", List.of(ops.mul(node.required(0), scale), column), Map.of());
        } else {
            node.becomes("Mul", List.of(node.required(0), scale), Map.of());
        }
    }

    /** y = alpha x + beta. */
    static void affine(LiftedNode node) {
        node.becomes("Add", List.of(node.ops().mul(alpha(node), node.required(0)), beta(node)), Map.of());
    }

    /** y = alpha tanh(beta x). */
    static void scaledTanh(LiftedNode node) {
        Ops ops = node.ops();
        node.becomes("Mul", List.of(alpha(node), ops.tanh(ops.mul(beta(node), node.required(0)))), Map.of());
    }

    /** y = alpha log(1 + exp(beta x)). */
    static void parametricSoftplus(LiftedNode node) {
        Ops ops = node.ops();
        Value softplus = ops.node("Softplus", ops.mul(beta(node), node.required(0)));
        node.becomes("Mul", List.of(alpha(node), softplus), Map.of());
    }

    /** Cuts the border, given as left, top, right, bottom, from [N, C, H, W]; or all but {@code scale} behind left and top. */
    static void crop(LiftedNode node) {
        Ops ops = node.ops();
        long[] border = node.original().integers("border").orElseThrow(() -> node.unsupported("it has no 'border'"));
        long[] ends = node.original()
                .integers("scale")
                .map(scale -> new long[] {border[1] + scale[0], border[0] + scale[1]})
                .orElseGet(() -> new long[] {endBefore(border[3]), endBefore(border[2])});
        node.becomes(
                "Slice",
                List.of(node.required(0), ops.longs(border[1], border[0]), ops.longs(ends), ops.longs(2, 3)),
                Map.of());
    }

    private static long endBefore(long border) {
        return border == 0 ? Long.MAX_VALUE : -border;
    }

    private static Value alpha(LiftedNode node) {
        return node.ops().constant(node.original().real("alpha", 1));
    }

    private static Value beta(LiftedNode node) {
        return node.ops().constant(node.original().real("beta", 0));
    }
}
