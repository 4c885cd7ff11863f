package dev.regard.autodiff;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Rules of operators that put entries to places, and of TopK, whose values come from places that it tells. */
final class ScatterVjps {

    private ScatterVjps() {}

    /** False for a TopK whose second output is left out. */
    static boolean tellsPlaces(Node node) {
        return node.outputs().size() > 1 && node.outputs().get(1) != null;
    }

    /** The values are the entries at the places that TopK gives as its second output. */
    static Value topK(DifferentiatedNode node, int input) {
        Ops ops = node.ops();
        Value places = Objects.requireNonNull(node.node().outputs().get(1));
        Map<String, Attribute> axis =
                Map.of("axis", new Attribute.Int(node.node().integer("axis", -1)));
        Value zeros = ops.zerosLike(node.input(0));
        return ops.node("ScatterElements", List.of(zeros, places, node.cotangent()), axis);
    }

    /** False for maxima, minima and products of what is there and what is written. */
    static boolean coversReduction(Node node) {
        return Set.of("none", "add").contains(node.text("reduction", "none"));
    }

    /** Serves ScatterND and ScatterElements: what was overwritten gets 0, what was written the cotangent from there. */
    static Value scatter(DifferentiatedNode node, int input) {
        boolean isElements = node.node().is("ScatterElements");
        Ops ops = node.ops();
        Value places = node.input(1);
        Map<String, Attribute> axis =
                isElements ? Map.of("axis", new Attribute.Int(node.node().integer("axis", 0))) : Map.of();
        if (input == 2) {
            return ops.node(isElements ? "GatherElements" : "GatherND", List.of(node.cotangent(), places), axis);
        }
        if (node.node().text("reduction", "none").equals("add")) {
            return node.cotangent();
        }
        Value zeros = ops.zerosLike(node.input(2));
        return ops.node(node.node().opType(), List.of(node.cotangent(), places, zeros), axis);
    }
}
