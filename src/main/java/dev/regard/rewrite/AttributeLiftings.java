package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Constants;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Node;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Settings that were attributes once and are inputs now, and names that have changed. */
final class AttributeLiftings {

    private AttributeLiftings() {}

    /** Squeeze, Unsqueeze and the reductions. */
    static void axes(LiftedNode node) {
        List<Value> inputs = new ArrayList<>(List.of(node.required(0)));
        node.original().integers("axes").ifPresent(axes -> inputs.add(node.ops().longs(axes)));
        node.becomes(inputs, node.attributesWithout("axes"));
    }

    static void slice(LiftedNode node) {
        long[] starts = required(node, "starts");
        long[] axes = node.original()
                .integers("axes")
                .orElseGet(() -> LongStream.range(0, starts.length).toArray());
        node.becomes(
                List.of(
                        node.required(0),
                        node.ops().longs(starts),
                        node.ops().longs(required(node, "ends")),
                        node.ops().longs(axes)),
                Map.of());
    }

    private static long[] required(LiftedNode node, String attribute) {
        return node.original().integers(attribute).orElseThrow(() -> node.unsupported("it has no '" + attribute + "'"));
    }

    static void topK(LiftedNode node) {
        Value count = node.ops().longs(node.original().integer("k", 1));
        node.becomes(List.of(node.required(0), count), node.attributesWithout("k"));
    }

    static void clip(LiftedNode node) {
        node.becomes(Arrays.asList(node.required(0), limit(node, "min"), limit(node, "max")), Map.of());
    }

    private static @Nullable Value limit(LiftedNode node, String name) {
        return node.original().attributes().containsKey(name)
                ? node.ops().constant(node.original().real(name, 0))
                : null;
    }

    static void pad(LiftedNode node) {
        Value pads = node.ops().longs(required(node, "pads"));
        Value padding = node.ops().constant(node.original().real("value", 0));
        node.becomes(List.of(node.required(0), pads, padding), node.attributesWithout("pads", "value"));
    }

    static void scatter(LiftedNode node) {
        node.becomes("ScatterElements", node.inputs(), node.original().attributes());
    }

    /** True before opset 12, and where it is told to drop numbers: in training. */
    static boolean isLiftedDropout(Node node, int opset) {
        return opset < 12 || node.optionalInput(2).isPresent();
    }

    /** Where nobody trains it does nothing. */
    static void dropout(LiftedNode node) {
        if (node.original().outputs().size() == 1) {
            node.becomes("Identity", List.of(node.required(0)), Map.of());
        } else {
            node.becomes(List.of(node.required(0)), Map.of());
        }
    }

    /** Equal parts have to be counted now. */
    static void split(LiftedNode node) {
        Map<String, Attribute> attributes = node.attributesWithout("split");
        List<Value> inputs = new ArrayList<>(List.of(node.required(0)));
        node.original()
                .integers("split")
                .ifPresent(parts -> inputs.add(node.ops().longs(parts)));
        Value parts = node.input(1);
        if (parts != null) {
            inputs.add(parts);
        }
        if (inputs.size() == 1) {
            attributes.put(
                    "num_outputs", new Attribute.Int(node.original().outputs().size()));
        }
        node.becomes(inputs, attributes);
    }

    /**
     * Where padding counted and a last window reached beyond it, the mean was of a whole window up to opset 18 and is of
     * the part within the padding since: more padding keeps what was.
     */
    static void averagePool(LiftedNode node) {
        boolean counts = node.original().integer("count_include_pad", 0) == 1;
        if (!counts || node.original().integer("ceil_mode", 0) == 0) {
            node.becomes(node.inputs(), node.original().attributes());
            return;
        }
        int axes = required(node, "kernel_shape").length;
        long[] pads = node.original().integers("pads").orElseGet(() -> new long[2 * axes]);
        long[] strides = node.original()
                .integers("strides")
                .orElseGet(() -> LongStream.generate(() -> 1).limit(axes).toArray());
        for (int axis = 0; axis < axes; axis++) {
            pads[axes + axis] += strides[axis] - 1;
        }
        Map<String, Attribute> attributes = node.attributesWithout("ceil_mode", "pads");
        attributes.put("pads", Attribute.Ints.of(pads));
        node.becomes(node.inputs(), attributes);
    }

    /** The shift by half a pixel became the rule. */
    static void roiAlign(LiftedNode node) {
        Map<String, Attribute> attributes = node.attributesWithout();
        attributes.put("coordinate_transformation_mode", new Attribute.Text("output_half_pixel"));
        node.becomes(node.inputs(), attributes);
    }

    static void gridSample(LiftedNode node) {
        Map<String, Attribute> attributes = node.attributesWithout("mode");
        String mode = switch (node.original().text("mode", "bilinear")) {
            case "bilinear" -> "linear";
            case "bicubic" -> "cubic";
            default -> "nearest";
        };
        attributes.put("mode", new Attribute.Text(mode));
        node.becomes(node.inputs(), attributes);
    }

    /** Removes an attribute that says nothing in float32. */
    static Lifting without(String attribute) {
        return node -> node.becomes(node.inputs(), node.attributesWithout(attribute));
    }

    /** The bytes of a constant read as another type; those of a computed value no standard operator reads. */
    static void bitCast(LiftedNode node) {
        TensorData bytes = Constants.of(node.original().input(0))
                .orElseThrow(() -> node.unsupported("it reads computed numbers bit by bit"));
        DataType type = DataType.of((int) node.original().integer("to", 0));
        Value stored = node.ops().stored(new TensorData(type, bytes.shape(), bytes.bytes()));
        node.becomes("Identity", List.of(stored), Map.of());
    }
}
