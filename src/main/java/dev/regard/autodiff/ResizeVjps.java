package dev.regard.autodiff;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Constants;
import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The rule of Resize. Along each axis every mode of it is linear: y = M x. M^T is not computed from formulas, of which
 * there is one for each mode of interpolation and of coordinates, but written as what the same Resize makes of the unit
 * matrix; ONNX Runtime computes that when it loads the graph.
 */
final class ResizeVjps {

    private static final int ROI = 1;
    private static final int SCALES = 2;

    private ResizeVjps() {}

    static Value resize(DifferentiatedNode node, int input) {
        Shape from = node.shape(0);
        AxisWise cotangent = AxisWise.cotangent(node);
        for (int axis = 0; axis < from.rank(); axis++) {
            if (changes(node, axis)) {
                cotangent.multiply(axis, resizedUnits(node, axis), from.dimension(axis));
            }
        }
        return cotangent.value();
    }

    /** False for policies that change the wanted size, so that it no longer says how far apart the samples are. */
    static boolean covers(Node node) {
        return node.text("keep_aspect_ratio_policy", "stretch").equals("stretch");
    }

    private static boolean changes(DifferentiatedNode node, int axis) {
        int place = place(node, axis);
        if (place < 0) {
            return false;
        }
        boolean crops =
                node.node().text("coordinate_transformation_mode", "half_pixel").equals("tf_crop_and_resize");
        boolean isScaled = setting(node.node(), SCALES)
                .flatMap(Constants::of)
                .map(scales -> scales.toFloats()[place] != 1)
                .orElse(false);
        boolean isBatch = node.input(0).batchAxis().orElse(-1) == axis;
        return !isBatch
                && (isScaled
                        || crops
                        || node.shape(0).dimension(axis)
                                != node.output().shape().dimension(axis));
    }

    /** Where the settings of an axis stand in the lists of all settings; -1 for none. */
    private static int place(DifferentiatedNode node, int axis) {
        int rank = node.shape(0).rank();
        long[] axes = node.node()
                .integers("axes")
                .orElseGet(() -> LongStream.range(0, rank).toArray());
        return Arrays.stream(axes)
                .map(named -> Math.floorMod(named, rank))
                .boxed()
                .toList()
                .indexOf((long) axis);
    }

    /** The unit matrix, every row resized: M^T, [extent before, extent after]. */
    private static Value resizedUnits(DifferentiatedNode node, int axis) {
        Ops ops = node.ops();
        Node forward = node.node();
        int extent = node.shape(0).dimension(axis);
        int place = place(node, axis);
        Value scales = setting(forward, SCALES)
                .map(all -> ops.concat(0, List.of(ops.constant(Shape.of(1), 1), ops.gather(all, ops.longs(place), 0))))
                .orElse(null);
        Value sizes = scales == null ? ops.longs(extent, node.output().shape().dimension(axis)) : null;
        Value roi =
                setting(forward, ROI).map(all -> regionOfRows(ops, all, place)).orElse(null);
        List<@Nullable Value> inputs =
                Arrays.asList(ops.constant(Shape.of(extent, extent), units(extent)), roi, scales, sizes);
        Map<String, Attribute> attributes = new HashMap<>(forward.attributes());
        attributes.remove("axes");
        // The value that a crop takes outside of the picture is added, it is not of the linear part.
        attributes.remove("extrapolation_value");
        return ops.node("Resize", inputs, attributes);
    }

    /** From begins and ends of all axes to those of a matrix of which all rows are kept. */
    private static Value regionOfRows(Ops ops, Value region, int place) {
        int axes = region.shape().size() / 2;
        Value bounds = ops.constant(Shape.of(2), 0, 1);
        Value all = ops.concat(0, List.of(bounds, ops.gather(region, ops.longs(place, place + axes), 0)));
        return ops.gather(all, ops.longs(0, 2, 1, 3), 0);
    }

    private static float[] units(int extent) {
        float[] units = new float[extent * extent];
        for (int i = 0; i < extent; i++) {
            units[i * extent + i] = 1;
        }
        return units;
    }

    /** An input that may be left out, or be there with nothing in it. */
    private static Optional<Value> setting(Node node, int input) {
        return node.optionalInput(input).filter(value -> value.shape().size() > 0);
    }
}
