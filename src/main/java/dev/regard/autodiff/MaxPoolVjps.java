package dev.regard.autodiff;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rules of maximum pools. Among equals the first one, in row-major order within the window, gets the cotangent. */
final class MaxPoolVjps {

    private MaxPoolVjps() {}

    /**
     * A second pool finds the places of the maxima, counted over the whole tensor; windows that overlap add up there. It
     * reads floats: in a window of nothing but the least number of an integer type, ONNX Runtime names a place outside.
     */
    static Value maxPool(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        Map<String, Attribute> attributes = new HashMap<>(node.node().attributes());
        attributes.remove("storage_order");
        Value x = node.input(0);
        Value places =
                ops.node("MaxPool", List.of(ops.toFloat(x)), attributes, 2).getLast();
        Value sums = ops.node(
                "ScatterElements",
                List.of(ops.zerosLike(ops.reshape(x, -1)), ops.reshape(places, -1), ops.reshape(node.cotangent(), -1)),
                Map.of("reduction", new Attribute.Text("add")));
        return node.reshapedLike(x, sums);
    }

    static Value globalMaxPool(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        Value planes = ops.node("Flatten", List.of(node.input(0)), Map.of("axis", new Attribute.Int(2)));
        Value places = ops.node("ArgMax", List.of(planes), Map.of("axis", new Attribute.Int(1)));
        Value cotangent = ops.reshape(node.cotangent(), -1, 1);
        Value scattered = ops.node(
                "ScatterElements",
                List.of(ops.zerosLike(planes), places, cotangent),
                Map.of("axis", new Attribute.Int(1)));
        return node.reshapedLike(node.input(0), scattered);
    }
}
