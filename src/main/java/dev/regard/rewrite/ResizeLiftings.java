package dev.regard.rewrite;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.Constants;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Upsample, and Resize of older versions. */
final class ResizeLiftings {

    private ResizeLiftings() {}

    /** Upsample takes its scales as an attribute up to opset 8 and as an input in 9. */
    static void upsample(LiftedNode node) {
        Value scales = node.original().attributes().get("scales") instanceof Attribute.Reals attribute
                ? node.ops().constant(Shape.of(attribute.values().size()), attribute.toFloats())
                : node.required(1);
        node.becomes("Resize", Arrays.asList(node.required(0), null, scales), asymmetric(node));
    }

    /** Resize of opset 10 is an Upsample that may shrink; later ones may hold empty tensors for what they lack. */
    static void resize(LiftedNode node) {
        if (node.opset() == 10) {
            growThenShrink(node);
            return;
        }
        List<@Nullable Value> inputs = new ArrayList<>();
        for (int index = 0; index < node.original().inputs().size(); index++) {
            inputs.add(isEmpty(node, index) ? null : node.input(index));
        }
        node.becomes(inputs, currentNames(node));
    }

    /** The nearest of several is the one before where a picture grows, and the one behind where it shrinks. */
    private static void growThenShrink(LiftedNode node) {
        float[] scales =
                Constants.of(node.original().input(1)).map(TensorData::toFloats).orElseGet(() -> new float[] {1});
        float[] shrinking = scales.clone();
        boolean isShrinking = false;
        for (int axis = 0; axis < scales.length; axis++) {
            isShrinking |= scales[axis] < 1;
            shrinking[axis] = Math.min(1, scales[axis]);
            scales[axis] = Math.max(1, scales[axis]);
        }
        if (!isShrinking || !node.original().text("mode", "nearest").equals("nearest")) {
            upsample(node);
            return;
        }
        Shape shape = Shape.of(scales.length);
        Value grown = node.ops()
                .node(
                        "Resize",
                        Arrays.asList(node.required(0), null, node.ops().constant(shape, scales)),
                        asymmetric(node));
        Map<String, Attribute> behind = new HashMap<>(asymmetric(node));
        behind.put("nearest_mode", new Attribute.Text("ceil"));
        node.becomes("Resize", Arrays.asList(grown, null, node.ops().constant(shape, shrinking)), behind);
    }

    /**
     * Up to opset 12 tf_half_pixel_for_nn left out the shift by half an element that half_pixel makes after scaling;
     * where it takes the floor, rounding a half up behind that shift is the same.
     */
    private static Map<String, Attribute> currentNames(LiftedNode node) {
        Map<String, Attribute> attributes = new HashMap<>(node.original().attributes());
        if (node.original().text("coordinate_transformation_mode", "").equals("tf_half_pixel_for_nn")) {
            if (!node.original().text("nearest_mode", "").equals("floor")) {
                throw node.unsupported("its coordinates are tf_half_pixel_for_nn without the nearest_mode floor");
            }
            attributes.put("coordinate_transformation_mode", new Attribute.Text("half_pixel"));
            attributes.put("nearest_mode", new Attribute.Text("round_prefer_ceil"));
        }
        return attributes;
    }

    private static boolean isEmpty(LiftedNode node, int index) {
        return node.original()
                .optionalInput(index)
                .flatMap(Constants::of)
                .map(TensorData::shape)
                .filter(shape -> shape.equals(Shape.of(0)))
                .isPresent();
    }

    private static Map<String, Attribute> asymmetric(LiftedNode node) {
        return Map.of(
                "mode", new Attribute.Text(node.original().text("mode", "nearest")),
                "coordinate_transformation_mode", new Attribute.Text("asymmetric"),
                "nearest_mode", new Attribute.Text("floor"));
    }
}
