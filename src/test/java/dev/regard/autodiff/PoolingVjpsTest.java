package dev.regard.autodiff;

import static dev.regard.autodiff.GradientCheck.check;
import static dev.regard.autodiff.GradientCheck.shape;

import dev.regard.onnx.Attribute;
import dev.regard.tensor.Shape;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoolingVjpsTest {

    @ParameterizedTest
    @ValueSource(strings = {"1x3x7", "1x3x4x5", "1x2x3x4x5"})
    void globalPools(String shape) {
        check("GlobalAveragePool", Map.of(), 0, shape(shape));
        check("GlobalLpPool", Map.of(), 0, shape(shape));
        check("GlobalLpPool", Map.of("p", new Attribute.Int(3)), 0, shape(shape));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 2, 0, 1",
        "3, 2, 1, 1",
        "4, 4, 0, 1",
        "3, 1, 1, 1",
        "3, 3, 0, 2",
        "1, 2, 0, 1",
        "1, 1, 0, 1",
        "5, 3, 2, 1"
    })
    void averagePool(int kernel, int stride, int pad, int dilation) {
        for (int ceil = 0; ceil < 2; ceil++) {
            for (int countPadding = 0; countPadding < 2; countPadding++) {
                Map<String, Attribute> attributes = window(kernel, stride, pad, dilation);
                attributes.put("ceil_mode", new Attribute.Int(ceil));
                attributes.put("count_include_pad", new Attribute.Int(countPadding));
                check("AveragePool", attributes, 0, Shape.of(1, 3, 9, 8));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SAME_UPPER", "SAME_LOWER", "VALID"})
    void averagePoolWithAutomaticPadding(String autoPad) {
        Map<String, Attribute> attributes = Map.of(
                "kernel_shape", Attribute.Ints.of(3, 2),
                "strides", Attribute.Ints.of(2, 2),
                "auto_pad", new Attribute.Text(autoPad));
        check("AveragePool", attributes, 0, Shape.of(1, 3, 8, 9));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void averagePoolWithPaddingOnOneSide(int countPadding) {
        Map<String, Attribute> attributes = Map.of(
                "kernel_shape", Attribute.Ints.of(3, 2),
                "strides", Attribute.Ints.of(2, 1),
                "pads", Attribute.Ints.of(0, 1, 1, 0),
                "count_include_pad", new Attribute.Int(countPadding));
        check("AveragePool", attributes, 0, Shape.of(1, 3, 8, 9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1x3x7", "1x2x3x4x5"})
    void averagePoolOverOneAndThreeAxes(String shape) {
        long[] kernel = new long[shape(shape).rank() - 2];
        java.util.Arrays.fill(kernel, 2);
        check("AveragePool", Map.of("kernel_shape", Attribute.Ints.of(kernel)), 0, shape(shape));
    }

    @ParameterizedTest
    @CsvSource({"2, 2, 0, 1, 2", "3, 2, 1, 1, 2", "3, 2, 1, 1, 1", "3, 1, 1, 1, 3", "2, 2, 0, 2, 2"})
    void lpPool(int kernel, int stride, int pad, int dilation, int p) {
        Map<String, Attribute> attributes = window(kernel, stride, pad, dilation);
        attributes.put("p", new Attribute.Int(p));
        check("LpPool", attributes, 0, Shape.of(1, 3, 9, 8));
    }

    private static Map<String, Attribute> window(int kernel, int stride, int pad, int dilation) {
        return new HashMap<>(Map.of(
                "kernel_shape", Attribute.Ints.of(kernel, kernel),
                "strides", Attribute.Ints.of(stride, stride),
                "pads", Attribute.Ints.of(pad, pad, pad, pad),
                "dilations", Attribute.Ints.of(dilation, dilation)));
    }
}
