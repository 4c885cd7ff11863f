package dev.regard.autodiff;

import static dev.regard.autodiff.GradientCheck.check;
import static dev.regard.autodiff.GradientCheck.constant;
import static dev.regard.autodiff.GradientCheck.shape;

import dev.regard.onnx.Attribute;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolutionVjpsTest {

    /** Strides, pads and dilations as texts such as 2x2; pads are first all begins, then all ends. */
    private static Map<String, Attribute> attributes(String strides, String pads, String dilations, int group) {
        return Map.of(
                "strides", ints(strides),
                "pads", ints(pads),
                "dilations", ints(dilations),
                "group", new Attribute.Int(group));
    }

    private static Attribute ints(String text) {
        return Attribute.Ints.of(
                Arrays.stream(text.split("x")).mapToLong(Long::parseLong).toArray());
    }

    @ParameterizedTest
    @CsvSource({
        // In steps of one: kernels of one and of several, each axis its own
        "1x3x7x8, 4x3x1x1, 1x1, 0x0x0x0, 1x1, 1",
        "1x3x7x8, 4x3x3x3, 1x1, 1x1x1x1, 1x1, 1",
        "1x3x7x8, 4x3x3x2, 1x1, 0x0x0x0, 1x1, 1",
        "1x3x7x8, 4x3x1x5, 1x1, 0x2x0x2, 1x1, 1",
        "1x3x7x8, 4x3x4x4, 1x1, 1x0x2x3, 1x1, 1",
        "1x3x7x8, 4x3x3x3, 1x1, 2x2x2x2, 2x2, 1",
        "1x3x7x8, 4x3x3x2, 1x1, 1x0x2x1, 2x3, 1",
        // More padding than the kernel reaches
        "1x3x7x8, 4x3x1x1, 1x1, 1x0x2x1, 1x1, 1",
        "1x3x7x8, 4x3x2x2, 1x1, 2x2x2x2, 1x1, 1",
        // Groups: of several channels, of one, with more outputs than inputs and with fewer
        "1x4x7x8, 6x2x3x3, 1x1, 1x1x1x1, 1x1, 2",
        "1x6x7x8, 4x3x3x3, 1x1, 1x1x1x1, 1x1, 2",
        "1x4x7x8, 4x1x3x3, 1x1, 1x1x1x1, 1x1, 4",
        "1x4x7x8, 8x1x5x5, 1x1, 2x2x2x2, 1x1, 4",
        "1x4x9x8, 6x2x3x3, 1x1, 2x2x2x2, 2x2, 2",
        // Behind a stride: odd and even extents, rows that no window reaches
        "1x3x8x7, 4x3x3x3, 2x2, 1x1x1x1, 1x1, 1",
        "1x3x9x9, 4x3x3x3, 3x3, 0x0x0x0, 1x1, 1",
        "1x3x8x8, 4x3x1x1, 2x2, 0x0x0x0, 1x1, 1",
        "1x3x9x10, 4x3x3x2, 2x3, 0x1x1x0, 1x2, 1",
        "1x3x8x9, 4x3x3x3, 1x2, 1x1x1x1, 1x1, 1",
        "1x3x12x12, 4x3x4x4, 4x4, 0x0x0x0, 1x1, 1",
        "1x4x9x8, 4x1x3x3, 2x2, 1x1x1x1, 1x1, 4",
        "1x4x9x8, 6x2x5x5, 2x2, 2x2x2x2, 1x1, 2",
        // Other numbers of axes
        "1x3x9, 4x3x3, 1, 1x1, 1, 1",
        "1x4x9, 6x2x3, 2, 0x1, 2, 2",
        "1x2x5x6x7, 3x2x3x2x3, 1x1x1, 1x0x1x1x1x1, 1x1x1, 1",
        "1x4x5x6x7, 4x2x3x3x3, 2x1x2, 1x1x1x1x1x1, 1x1x1, 2"
    })
    void conv(String x, String weights, String strides, String pads, String dilations, int group) {
        check("Conv", attributes(strides, pads, dilations, group), 0, shape(x), constant(shape(weights)));
    }

    @ParameterizedTest
    @CsvSource({
        "SAME_UPPER, 2, 3",
        "SAME_LOWER, 2, 3",
        "VALID, 2, 3",
        "SAME_UPPER, 1, 4",
        "SAME_LOWER, 1, 4",
        "VALID, 1, 3",
        "SAME_UPPER, 2, 1"
    })
    void convWithAutomaticPadding(String autoPad, int stride, int kernel) {
        Map<String, Attribute> attributes =
                Map.of("strides", Attribute.Ints.of(stride, stride), "auto_pad", new Attribute.Text(autoPad));
        check("Conv", attributes, 0, shape("1x3x8x9"), constant(shape("4x3x%1$dx%1$d".formatted(kernel))));
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void convWithWeightsThatTheModelComputes(int stride) {
        Map<String, Attribute> attributes = Map.of("strides", Attribute.Ints.of(stride, stride));
        check(shape("1x3x7x8"), (graph, x) -> {
            var weights = graph.addConstant("weights", constant(shape("4x3x3x3")));
            var computed = graph.addNode("Tanh", "computed", List.of(weights), Map.of());
            return graph.addNode("Conv", "y", List.of(x, computed), attributes);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "1x3x5x6, 3x4x3x3, 1x1, 1x1x1x1, 1x1, 1, 0x0",
        "1x3x5x6, 3x4x3x3, 2x2, 1x1x1x1, 1x1, 1, 0x0",
        "1x3x5x6, 3x4x3x3, 2x2, 1x1x1x1, 1x1, 1, 1x1",
        "1x3x5x6, 3x4x2x3, 3x2, 0x1x1x0, 1x1, 1, 2x1",
        "1x4x5x6, 4x3x4x4, 2x2, 1x1x1x1, 1x1, 2, 0x0",
        "1x4x5x6, 4x1x3x3, 2x2, 1x1x1x1, 1x1, 4, 0x1",
        "1x3x5x6, 3x4x3x3, 1x1, 0x0x0x0, 2x2, 1, 0x0",
        "1x3x5x6, 3x4x3x3, 2x3, 0x1x2x0, 3x3, 1, 1x2",
        "1x3x5, 3x4x3, 2, 1x0, 1, 1, 1",
        "1x2x3x4x5, 2x3x3x2x3, 2x1x2, 1x0x1x1x0x1, 1x1x1, 1, 0x0x1"
    })
    void convTranspose(
            String x, String weights, String strides, String pads, String dilations, int group, String more) {
        Map<String, Attribute> attributes = new HashMap<>(attributes(strides, pads, dilations, group));
        attributes.put("output_padding", ints(more));
        check("ConvTranspose", attributes, 0, shape(x), constant(shape(weights)));
    }

    @ParameterizedTest
    @CsvSource({"SAME_UPPER, 2, 3", "SAME_LOWER, 2, 3", "VALID, 2, 3", "SAME_UPPER, 3, 2", "SAME_LOWER, 1, 4"})
    void convTransposeWithAutomaticPadding(String autoPad, int stride, int kernel) {
        Map<String, Attribute> attributes =
                Map.of("strides", Attribute.Ints.of(stride, stride), "auto_pad", new Attribute.Text(autoPad));
        check("ConvTranspose", attributes, 0, shape("1x3x5x6"), constant(shape("3x4x%1$dx%1$d".formatted(kernel))));
    }

    @ParameterizedTest
    @CsvSource({"10x12, NOTSET", "9x11, NOTSET", "9x11, SAME_UPPER", "11x13, NOTSET"})
    void convTransposeToAGivenShape(String extents, String autoPad) {
        Map<String, Attribute> attributes = Map.of(
                "strides", Attribute.Ints.of(2, 2),
                "auto_pad", new Attribute.Text(autoPad),
                "output_shape", ints(extents));
        check("ConvTranspose", attributes, 0, shape("1x3x5x6"), constant(shape("3x4x3x3")));
    }
}
