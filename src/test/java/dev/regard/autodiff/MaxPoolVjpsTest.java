package dev.regard.autodiff;

import static dev.regard.autodiff.GradientCheck.apart;
import static dev.regard.autodiff.GradientCheck.check;
import static dev.regard.autodiff.GradientCheck.shape;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Model;
import dev.regard.onnx.OnnxWriter;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import dev.regard.runtime.ShapeProbe;
import dev.regard.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaxPoolVjpsTest {

    @ParameterizedTest
    @CsvSource({
        "2, 2, 0, 1",
        "3, 2, 1, 1",
        "3, 2, 0, 1",
        "3, 1, 1, 1",
        "5, 1, 2, 1",
        "2, 1, 0, 2",
        "3, 3, 1, 2",
        "1, 2, 0, 1"
    })
    void maxPool(int kernel, int stride, int pad, int dilation) {
        for (int ceil = 0; ceil < 2; ceil++) {
            Map<String, Attribute> attributes = new HashMap<>(window(kernel, stride, pad));
            attributes.put("dilations", Attribute.Ints.of(dilation, dilation));
            attributes.put("ceil_mode", new Attribute.Int(ceil));
            checkPool("MaxPool", attributes, Shape.of(1, 3, 9, 8));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SAME_UPPER", "SAME_LOWER", "VALID"})
    void maxPoolWithAutomaticPadding(String autoPad) {
        Map<String, Attribute> attributes = Map.of(
                "kernel_shape", Attribute.Ints.of(3, 2),
                "strides", Attribute.Ints.of(2, 2),
                "auto_pad", new Attribute.Text(autoPad));
        checkPool("MaxPool", attributes, Shape.of(1, 3, 8, 9));
    }

    /** As behind a ReLU that the cut of the type has replaced. */
    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"INT8", "UINT8"})
    void aWindowOfTheLeastQuantizedNumbersKeepsItsCotangent(DataType type) {
        // Given: zero is the least number of the type, two windows, and the first one holds nothing else
        Map<String, Attribute> rows =
                Map.of("kernel_shape", Attribute.Ints.of(1, 2), "strides", Attribute.Ints.of(1, 2));
        byte least = (byte) (type == DataType.INT8 ? -128 : 0);
        float[] slopes = GradientCheck.gradients(
                (graph, x) -> {
                    Value step = graph.addConstant("scale", TensorData.floats(Shape.of(), 0.5f));
                    Value zero = graph.addConstant(
                            "zero",
                            new TensorData(
                                    type, Shape.of(), ByteBuffer.allocate(1).put(0, least)));
                    Value extents = graph.addConstant("extents", TensorData.longs(-1, 1, 2, 2));
                    Value plane = graph.addNode("Reshape", "plane", List.of(x, extents), Map.of());
                    Value whole = graph.addNode("QuantizeLinear", "whole", List.of(plane, step, zero), Map.of());
                    Value pooled = graph.addNode("MaxPool", "pooled", List.of(whole), rows);
                    return graph.addNode("DequantizeLinear", "y", List.of(pooled, step, zero), Map.of());
                },
                0,
                0,
                3,
                4);
        // Then: each window gives its cotangent to the first of its greatest numbers
        assertThat(slopes).containsExactly(1, 0, 0, 1);
    }

    @Test
    void maxPoolWithPaddingOnOneSide() {
        Map<String, Attribute> attributes = Map.of(
                "kernel_shape", Attribute.Ints.of(3, 3),
                "strides", Attribute.Ints.of(2, 2),
                "pads", Attribute.Ints.of(0, 1, 1, 0),
                "storage_order", new Attribute.Int(1));
        checkPool("MaxPool", attributes, Shape.of(1, 3, 8, 9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1x3x7", "1x3x4x5", "1x2x5x4x5"})
    void poolsOverOneToThreeAxes(String shape) {
        long[] kernel = new long[shape(shape).rank() - 2];
        Arrays.fill(kernel, 2);
        checkPool("MaxPool", Map.of("kernel_shape", Attribute.Ints.of(kernel)), shape(shape));
        checkPool("GlobalMaxPool", Map.of(), shape(shape));
    }

    private static void checkPool(String opType, Map<String, Attribute> attributes, Shape shape) {
        check(shape, (graph, x) -> graph.addNode(opType, "y", List.of(apart(graph, x, shape)), attributes));
    }

    @Test
    void amongEqualsTheFirstInTheWindowGetsTheGradient() throws OrtException {
        // Given: windows of 3 x 3 at every other place, over zeros and two equal ones
        float[] x = {
            0, 0, 0, 0,
            0, 1, 0, 1,
            0, 0, 0, 0,
            0, 0, 0, 0
        };
        // When
        float[] gradients = gradients("MaxPool", window(3, 2, 1), x, 1, 2, 3, 4);
        // Then: the 1 at the second place is in all four windows, and the first of both in two of them
        assertThat(gradients).containsExactly(0, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void aWindowOfZerosGivesItsGradientToTheFirstOfThem() throws OrtException {
        // When
        float[] gradients = gradients("MaxPool", window(3, 2, 1), new float[16], 1, 2, 3, 4);
        // Then
        assertThat(gradients).containsExactly(1, 2, 0, 0, 3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void theFirstOfTheGreatestInThePictureGetsTheGradientOfAGlobalPool() throws OrtException {
        float[] x = {0, 1, 2, 0, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2};
        assertThat(gradients("GlobalMaxPool", Map.of(), x, 3))
                .containsExactly(0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    private static Map<String, Attribute> window(int kernel, int stride, int pad) {
        return Map.of(
                "kernel_shape", Attribute.Ints.of(kernel, kernel),
                "strides", Attribute.Ints.of(stride, stride),
                "pads", Attribute.Ints.of(pad, pad, pad, pad));
    }

    /** Of a pool over a picture of 4 x 4. */
    private static float[] gradients(String opType, Map<String, Attribute> attributes, float[] x, float... seed)
            throws OrtException {
        TestGraph graph = new TestGraph(21);
        Value input = graph.input(1, 1, 4, 4);
        Value y = graph.node(opType, attributes, input);
        Model model = graph.model(y);
        ShapeProbe.measure(model, input, Shape.of(1, 1, 4, 4));
        long side = y.shape().dimension(2);
        Value cotangent = graph.graph().addInput("seed", DataType.FLOAT, List.of(1L, 1L, side, side));
        Value gradients =
                Objects.requireNonNull(ReverseMode.differentiate(model, y, cotangent, List.of(input), RuleSet.EXACT)
                        .get(input));
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(OnnxWriter.write(model, List.of(gradients)));
                OnnxTensor picture = tensor(environment, x, 4);
                OnnxTensor seeds = tensor(environment, seed, side);
                OrtSession.Result result = session.run(Map.of("input", picture, "seed", seeds))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
        }
    }

    private static OnnxTensor tensor(OrtEnvironment environment, float[] values, long side) throws OrtException {
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), new long[] {1, 1, side, side});
    }
}
