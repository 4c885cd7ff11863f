package dev.regard.autodiff;

import static dev.regard.autodiff.GradientCheck.check;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.TensorData;
import dev.regard.tensor.Shape;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResizeVjpsTest {

    private static final Shape SHAPE = Shape.of(1, 2, 5, 6);
    private static final TensorData SCALES = TensorData.floats(Shape.of(4), 1, 1, 2, 1.7f);
    /** Sizes name the batch too, and so fix it. */
    private static final Shape TWO = Shape.of(2, 2, 5, 6);

    private static final TensorData SIZES = TensorData.longs(2, 2, 9, 4);

    @ParameterizedTest
    @ValueSource(strings = {"half_pixel", "half_pixel_symmetric", "pytorch_half_pixel", "align_corners", "asymmetric"})
    void everyModeOfCoordinates(String coordinates) {
        for (String rounding : new String[] {"round_prefer_floor", "round_prefer_ceil", "floor", "ceil"}) {
            bothWays(attributes("nearest", coordinates, "nearest_mode", new Attribute.Text(rounding)));
        }
        bothWays(attributes("linear", coordinates));
        bothWays(attributes("cubic", coordinates));
        bothWays(attributes("cubic", coordinates, "exclude_outside", new Attribute.Int(1)));
    }

    private static void bothWays(Map<String, Attribute> attributes) {
        check("Resize", attributes, 0, SHAPE, null, SCALES);
        check("Resize", attributes, 0, SHAPE, null, TensorData.floats(Shape.of(4), 1, 1, 0.5f, 0.6f));
        check("Resize", attributes, 0, TWO, null, null, SIZES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "cubic"})
    void withAntialiasing(String mode) {
        bothWays(attributes(mode, "half_pixel", "antialias", new Attribute.Int(1)));
    }

    @ParameterizedTest
    @CsvSource({"nearest, 5", "linear, 5", "linear, 12"})
    void ofOneAndThreeAxes(String mode, int size) {
        check("Resize", attributes(mode, "half_pixel"), 0, Shape.of(2, 2, 7), null, null, TensorData.longs(2, 2, size));
        Shape volume = Shape.of(2, 2, 3, 4, 5);
        check("Resize", attributes(mode, "half_pixel"), 0, volume, null, null, TensorData.longs(2, 2, 6, 4, size));
    }

    @Test
    void ofNamedAxes() {
        Map<String, Attribute> attributes = attributes("linear", "half_pixel", "axes", Attribute.Ints.of(3, -2));
        check("Resize", attributes, 0, SHAPE, null, null, TensorData.longs(9, 4));
        check("Resize", attributes, 0, SHAPE, null, TensorData.floats(Shape.of(2), 2, 1.3f));
    }

    @Test
    void ofChannelsLast() {
        check(
                "Resize",
                attributes("linear", "half_pixel"),
                0,
                Shape.of(2, 5, 6, 2),
                null,
                null,
                TensorData.longs(2, 9, 4, 2));
    }

    @Test
    void withASettingThatIsThereAndEmpty() {
        TensorData empty = TensorData.floats(Shape.of(0));
        check("Resize", attributes("linear", "half_pixel"), 0, TWO, empty, empty, SIZES);
    }

    @Test
    void ofAPartOfThePicture() {
        TensorData part = TensorData.floats(Shape.of(8), 0, 0, 0.2f, -0.3f, 1, 1, 0.9f, 1);
        Map<String, Attribute> attributes =
                attributes("linear", "tf_crop_and_resize", "extrapolation_value", new Attribute.Real(3));
        check("Resize", attributes, 0, TWO, part, null, SIZES);
        check("Resize", attributes, 0, TWO, part, null, TensorData.longs(2, 2, 5, 6));
    }

    private static Map<String, Attribute> attributes(String mode, String coordinates) {
        return new HashMap<>(Map.of(
                "mode", new Attribute.Text(mode),
                "coordinate_transformation_mode", new Attribute.Text(coordinates)));
    }

    private static Map<String, Attribute> attributes(
            String mode, String coordinates, String name, Attribute attribute) {
        Map<String, Attribute> attributes = attributes(mode, coordinates);
        attributes.put(name, attribute);
        return attributes;
    }
}
