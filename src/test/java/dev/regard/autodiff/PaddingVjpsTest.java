package dev.regard.autodiff;

import static dev.regard.autodiff.GradientCheck.check;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.TensorData;
import dev.regard.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaddingVjpsTest {

    private static final Shape SHAPE = Shape.of(1, 3, 5, 6);

    @Test
    void withAConstant() {
        TensorData value = TensorData.floats(Shape.of(), 2);
        check("Pad", Map.of(), 0, SHAPE, TensorData.longs(0, 0, 1, 2, 0, 0, 3, 4), value);
        check("Pad", Map.of(), 0, SHAPE, TensorData.longs(0, 1, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void thatTakesAway() {
        check("Pad", Map.of(), 0, SHAPE, TensorData.longs(0, 0, -1, 2, 0, 0, 3, -2));
        check("Pad", Map.of(), 0, SHAPE, TensorData.longs(0, -1, -1, -2, 0, 0, 0, -2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"constant", "reflect", "edge", "wrap"})
    void ofNamedAxes(String mode) {
        Map<String, Attribute> attributes = Map.of("mode", new Attribute.Text(mode));
        check("Pad", attributes, 0, SHAPE, TensorData.longs(1, 2, 3, 0), null, TensorData.longs(-1, 2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reflect", "edge", "wrap"})
    void withWhatIsThere(String mode) {
        Map<String, Attribute> attributes = Map.of("mode", new Attribute.Text(mode));
        check("Pad", attributes, 0, SHAPE, TensorData.longs(0, 2, 4, 3, 0, 1, 2, 5));
        check("Pad", attributes, 0, SHAPE, TensorData.longs(0, 0, 0, 3, 0, 0, 0, 0));
    }
}
