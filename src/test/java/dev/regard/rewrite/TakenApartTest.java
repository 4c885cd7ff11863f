package dev.regard.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Model;
import dev.regard.onnx.Node;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Quantized and fused operators beside the plain ones that they are rewritten to. */
class TakenApartTest {

    private static final Map<String, Attribute> NONE = Map.of();
    private static final Shape PICTURE = Shape.of(1, 4, 6, 5);
    private static final Shape TOKENS = Shape.of(2, 5, 8);

    /** For floats that were quantized on the way: no more than one step of 1 / 32. */
    private static final double ONE_STEP = 1.001 / 32;

    private static void check(Shape shape, double tolerance, BiFunction<TestGraph, Value, Value> build) {
        TestGraph graph = new TestGraph(17);
        Value x = graph.input(shape.toLongs());
        Model model = graph.model(build.apply(graph, x));
        Twins.check(model, graph.numbers(shape), tolerance);
    }

    /** What {@code build} makes of x as whole numbers of 8 bits, as floats again. */
    private static void checkQuantized(Shape shape, BiFunction<TestGraph, Value, Value> build) {
        check(shape, ONE_STEP, (graph, x) -> {
            Value quantized = graph.node("QuantizeLinear", x, scale(graph), zero(graph));
            return graph.node("DequantizeLinear", build.apply(graph, quantized), scale(graph), zero(graph));
        });
    }

    private static Value scale(TestGraph graph) {
        return graph.number(1f / 32);
    }

    private static Value zero(TestGraph graph) {
        return graph.bytes(DataType.UINT8, Shape.of(), 120, 120);
    }

    private static Value signedZero(TestGraph graph, int... extents) {
        return graph.bytes(DataType.INT8, Shape.of(extents), 0, 0);
    }

    private static Value floats(TestGraph graph, float... numbers) {
        return graph.graph().addConstant("floats", TensorData.floats(Shape.of(numbers.length), numbers));
    }

    private static Attribute number(long number) {
        return new Attribute.Int(number);
    }

    @Test
    void qLinearConv() {
        Attribute pads = Attribute.Ints.of(1, 0, 1, 2);
        checkQuantized(
                PICTURE,
                (graph, x) -> graph.node(
                        "QLinearConv",
                        Map.of("pads", pads, "group", number(2)),
                        x,
                        scale(graph),
                        zero(graph),
                        graph.bytes(DataType.INT8, Shape.of(6, 2, 3, 3), -20, 20),
                        graph.number(0.01f),
                        signedZero(graph),
                        scale(graph),
                        zero(graph)));
    }

    @Test
    void qLinearConvWithAScaleForEachChannelAndABias() {
        checkQuantized(
                PICTURE,
                (graph, x) -> graph.node(
                        "QLinearConv",
                        NONE,
                        x,
                        scale(graph),
                        zero(graph),
                        graph.bytes(DataType.INT8, Shape.of(3, 4, 3, 3), -20, 20),
                        floats(graph, 0.01f, 0.02f, 0.005f),
                        signedZero(graph, 3),
                        scale(graph),
                        zero(graph),
                        graph.node(
                                "Cast", Map.of("to", number(DataType.INT32.code())), floats(graph, 300, -200, 1000))));
    }

    @Test
    void qLinearConvMayHaveManyScalesAndOneZeroPoint() {
        checkQuantized(
                PICTURE,
                (graph, x) -> graph.node(
                        "QLinearConv",
                        x,
                        scale(graph),
                        zero(graph),
                        graph.bytes(DataType.UINT8, Shape.of(3, 4, 3, 3), 100, 140),
                        floats(graph, 0.01f, 0.02f, 0.005f),
                        zero(graph),
                        scale(graph),
                        zero(graph)));
    }

    @Test
    void channelsMayBeTheLastAxis() {
        Map<String, Attribute> window = Map.of(
                "channels_last",
                number(1),
                "kernel_shape",
                Attribute.Ints.of(3, 2),
                "strides",
                Attribute.Ints.of(2, 1));
        checkQuantized(PICTURE, (graph, x) -> {
            Value pooled = graph.microsoft(
                    "QLinearAveragePool", window, x, scale(graph), zero(graph), scale(graph), zero(graph));
            return graph.microsoft(
                    "QLinearGlobalAveragePool",
                    Map.of("channels_last", number(1)),
                    pooled,
                    scale(graph),
                    zero(graph),
                    scale(graph),
                    zero(graph));
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void convolutionOfWholeNumbers(boolean readAsFloat) {
        check(PICTURE, 1e-3, (graph, x) -> {
            Value quantized = graph.node("QuantizeLinear", x, scale(graph), zero(graph));
            Value weights = graph.bytes(DataType.INT8, Shape.of(3, 4, 3, 3), -20, 20);
            Value product = graph.node("ConvInteger", quantized, weights, zero(graph), signedZero(graph));
            Value sum = readAsFloat ? product : graph.node("Add", product, product);
            return graph.node("Cast", Map.of("to", number(DataType.FLOAT.code())), sum);
        });
    }

    @Test
    void matricesOfWholeNumbers() {
        check(TOKENS, 1e-3, (graph, x) -> {
            Value quantized = graph.node("QuantizeLinear", x, scale(graph), zero(graph));
            Value weights = graph.bytes(DataType.INT8, Shape.of(8, 4), -20, 20);
            Value zeros = graph.bytes(DataType.INT8, Shape.of(4), 3, 5);
            Value moved = graph.node("Reshape", quantized, graph.longs(10, 8));
            Value product = graph.node("MatMulInteger", moved, weights, zero(graph), zeros);
            return graph.node("Cast", Map.of("to", number(DataType.FLOAT.code())), product);
        });
    }

    @Test
    void whatIsQuantizedWhileItRunsIsMultipliedInItsOwnUnits() {
        check(PICTURE, 1e-5, (graph, x) -> {
            List<Value> parts = graph.nodes(3, "DynamicQuantizeLinear", NONE, x);
            Value weights = graph.bytes(DataType.INT8, Shape.of(3, 4, 3, 3), -20, 20);
            Value product = graph.node("ConvInteger", parts.get(0), weights, parts.get(2), signedZero(graph));
            Value number = graph.node("Cast", Map.of("to", number(DataType.FLOAT.code())), product);
            return graph.node("Mul", number, graph.node("Mul", parts.get(1), graph.number(0.01f)));
        });
    }

    @Test
    void dynamicQuantization() {
        for (int output = 0; output < 3; output++) {
            int wanted = output;
            check(
                    TOKENS,
                    1e-6,
                    (graph, x) ->
                            graph.nodes(3, "DynamicQuantizeLinear", NONE, x).get(wanted));
        }
    }

    @Test
    void matricesThatAreQuantizedAndMultipliedToFloat() {
        check(TOKENS, 1e-4, (graph, x) -> {
            Value weights = graph.bytes(DataType.INT8, Shape.of(8, 3), -30, 30);
            Value scales = floats(graph, 0.01f, 0.02f, 0.005f);
            return graph.microsoft("DynamicQuantizeMatMul", NONE, x, weights, scales, null, graph.weights(3));
        });
        check(TOKENS, 1e-4, (graph, x) -> {
            List<Value> parts = graph.nodes(3, "DynamicQuantizeLinear", NONE, x);
            Value weights = graph.bytes(DataType.INT8, Shape.of(8, 3), -30, 30);
            Value scales = floats(graph, 0.01f, 0.02f, 0.005f);
            return graph.microsoft(
                    "MatMulIntegerToFloat", NONE, parts.get(0), weights, parts.get(1), scales, parts.get(2));
        });
    }

    @Test
    void qLinearMatMul() {
        checkQuantized(
                Shape.of(2, 5, 8),
                (graph, x) -> graph.node(
                        "QLinearMatMul",
                        x,
                        scale(graph),
                        zero(graph),
                        graph.bytes(DataType.INT8, Shape.of(8, 3), -30, 30),
                        graph.number(0.01f),
                        signedZero(graph),
                        scale(graph),
                        zero(graph)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void qGemm(int transposed) {
        checkQuantized(
                Shape.of(2, 8),
                (graph, x) -> graph.microsoft(
                        "QGemm",
                        Map.of("transB", number(transposed), "alpha", new Attribute.Real(1.5f)),
                        x,
                        scale(graph),
                        zero(graph),
                        graph.bytes(DataType.INT8, transposed == 1 ? Shape.of(3, 8) : Shape.of(8, 3), -30, 30),
                        graph.number(0.01f),
                        signedZero(graph),
                        graph.node("Cast", Map.of("to", number(DataType.INT32.code())), floats(graph, 300, -200, 100)),
                        scale(graph),
                        zero(graph)));
    }

    @Test
    void qGemmThatGivesFloats() {
        check(Shape.of(2, 8), 1e-4, (graph, x) -> {
            Value quantized = graph.node("QuantizeLinear", x, scale(graph), zero(graph));
            return graph.microsoft(
                    "QGemm",
                    NONE,
                    quantized,
                    scale(graph),
                    zero(graph),
                    graph.bytes(DataType.INT8, Shape.of(8, 3), -30, 30),
                    graph.number(0.01f),
                    signedZero(graph));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"QLinearAdd", "QLinearMul"})
    void qLinearOfTwo(String opType) {
        checkQuantized(
                PICTURE,
                (graph, x) -> graph.microsoft(
                        opType,
                        NONE,
                        x,
                        scale(graph),
                        zero(graph),
                        graph.bytes(DataType.UINT8, Shape.of(4, 1, 1), 0, 127),
                        graph.number(0.02f),
                        zero(graph),
                        scale(graph),
                        zero(graph)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"QLinearSigmoid", "QLinearLeakyRelu", "QLinearGlobalAveragePool"})
    void qLinearOfOne(String opType) {
        checkQuantized(
                PICTURE,
                (graph, x) -> graph.microsoft(opType, NONE, x, scale(graph), zero(graph), scale(graph), zero(graph)));
    }

    @Test
    void qLinearAveragePool() {
        Map<String, Attribute> attributes = Map.of(
                "kernel_shape", Attribute.Ints.of(3, 2),
                "pads", Attribute.Ints.of(1, 0, 1, 1),
                "count_include_pad", number(1));
        checkQuantized(
                PICTURE,
                (graph, x) -> graph.microsoft(
                        "QLinearAveragePool", attributes, x, scale(graph), zero(graph), scale(graph), zero(graph)));
    }

    @ParameterizedTest
    @CsvSource({"12, 1", "13, 1", "13, -1"})
    void qLinearSoftmax(int opset, int axis) {
        checkQuantized(
                TOKENS,
                (graph, x) -> graph.microsoft(
                        "QLinearSoftmax",
                        Map.of("axis", number(axis), "opset", number(opset)),
                        x,
                        scale(graph),
                        zero(graph),
                        scale(graph),
                        zero(graph)));
    }

    @Test
    void qLinearConcat() {
        checkQuantized(
                PICTURE,
                (graph, x) -> graph.microsoft(
                        "QLinearConcat",
                        Map.of("axis", number(1)),
                        scale(graph),
                        zero(graph),
                        x,
                        scale(graph),
                        zero(graph),
                        x,
                        graph.number(1f / 64),
                        zero(graph)));
    }

    @Test
    void quantizingInTheOtherDomain() {
        check(PICTURE, 1e-6, (graph, x) -> {
            Value quantized = graph.microsoft("QuantizeLinear", NONE, x, scale(graph), zero(graph));
            return graph.microsoft("DequantizeLinear", NONE, quantized, scale(graph), zero(graph));
        });
    }

    @ParameterizedTest
    @CsvSource({"Relu, ''", "Sigmoid, ''", "Tanh, ''", "LeakyRelu, 0.2", "Clip, -0.1 0.3", "HardSigmoid, 0.3 0.4"})
    void fusedConv(String activation, String parameters) {
        List<Float> numbers = parameters.isEmpty()
                ? List.of()
                : List.of(parameters.split(" ")).stream().map(Float::valueOf).toList();
        Map<String, Attribute> attributes = numbers.isEmpty()
                ? Map.of("activation", new Attribute.Text(activation))
                : Map.of(
                        "activation", new Attribute.Text(activation),
                        "activation_params", new Attribute.Reals(numbers));
        check(
                PICTURE,
                1e-5,
                (graph, x) -> graph.microsoft("FusedConv", attributes, x, graph.weights(3, 4, 3, 3), graph.weights(3)));
    }

    @Test
    void fusedConvWithAShortcut() {
        check(PICTURE, 1e-5, (graph, x) -> {
            Value shortcut = graph.node("MatMul", x, graph.weights(5, 5));
            return graph.microsoft(
                    "FusedConv",
                    Map.of("activation", new Attribute.Text("Relu")),
                    x,
                    graph.weights(4, 4, 1, 1),
                    null,
                    shortcut);
        });
    }

    @Test
    void fusedGemm() {
        Map<String, Attribute> attributes = Map.of(
                "activation", new Attribute.Text("LeakyRelu"),
                "activation_alpha", new Attribute.Real(0.3f),
                "transB", number(1));
        check(
                Shape.of(3, 8),
                1e-5,
                (graph, x) -> graph.microsoft("FusedGemm", attributes, x, graph.weights(5, 8), graph.weights(5)));
    }

    @Test
    void fusedMatMul() {
        check(
                TOKENS,
                1e-5,
                (graph, x) -> graph.microsoft(
                        "FusedMatMul",
                        Map.of("alpha", new Attribute.Real(0.25f), "transB", number(1)),
                        x,
                        graph.weights(2, 7, 8)));
        check(
                TOKENS,
                1e-5,
                (graph, x) -> graph.microsoft("FusedMatMul", Map.of("transA", number(1)), x, graph.weights(2, 5, 3)));
    }

    @Test
    void theGelus() {
        check(TOKENS, 1e-5, (graph, x) -> graph.microsoft("Gelu", NONE, x));
        check(TOKENS, 1e-5, (graph, x) -> graph.microsoft("FastGelu", NONE, x, graph.weights(8)));
        check(TOKENS, 1e-5, (graph, x) -> graph.microsoft("BiasGelu", NONE, x, graph.weights(8)));
        check(TOKENS, 1e-5, (graph, x) -> graph.microsoft("QuickGelu", NONE, x));
    }

    @Test
    void layerNormalizationOfASum() {
        check(
                TOKENS,
                1e-5,
                (graph, x) -> graph.microsoft(
                        "SkipLayerNormalization",
                        Map.of("epsilon", new Attribute.Real(0.1f)),
                        x,
                        graph.weights(2, 5, 8),
                        graph.weights(8),
                        graph.weights(8),
                        graph.weights(8)));
    }

    @ParameterizedTest
    @CsvSource({"SkipLayerNormalization, 4", "SkipSimplifiedLayerNormalization, 4"})
    void theSumBeforeANormalizationIsItsLastOutput(String opType, int outputs) {
        check(TOKENS, 1e-5, (graph, x) -> {
            List<Value> given = graph.microsoft(outputs, opType, NONE, x, graph.weights(2, 5, 8), graph.weights(8));
            return graph.node("Add", given.getFirst(), given.getLast());
        });
    }

    @Test
    void normalizationByTheRootMeanSquare() {
        check(TOKENS, 1e-5, (graph, x) -> graph.node("SimplifiedLayerNormalization", x, graph.weights(8)));
        check(
                TOKENS,
                1e-5,
                (graph, x) -> graph.microsoft(
                        "SkipSimplifiedLayerNormalization", NONE, x, graph.weights(2, 5, 8), graph.weights(8)));
    }

    @Test
    void attention() {
        check(
                TOKENS,
                1e-5,
                (graph, x) -> graph.microsoft(
                        "Attention", Map.of("num_heads", number(2)), x, graph.weights(8, 24), graph.weights(24)));
    }

    @Test
    void attentionOfSeparateParts() {
        check(TOKENS, 1e-5, (graph, x) -> {
            Value k = graph.node("MatMul", x, graph.weights(8, 8));
            Value v = graph.node("MatMul", x, graph.weights(8, 8));
            return graph.microsoft(
                    "MultiHeadAttention",
                    Map.of("num_heads", number(4), "scale", new Attribute.Real(0.5f)),
                    x,
                    k,
                    v,
                    graph.weights(24));
        });
    }

    @Test
    void attentionWithValuesOfAnotherSizeAndABiasOfItsScores() {
        Map<String, Attribute> attributes =
                Map.of("num_heads", number(2), "qkv_hidden_sizes", Attribute.Ints.of(8, 8, 12));
        check(
                TOKENS,
                1e-5,
                (graph, x) -> graph.microsoft(
                        "Attention",
                        attributes,
                        x,
                        graph.weights(8, 28),
                        graph.weights(28),
                        null,
                        null,
                        graph.weights(2, 2, 5, 5)));
    }

    @Test
    void whatIsForLanguageStays() {
        // Given
        TestGraph graph = new TestGraph(17);
        Value x = graph.input(2, 5, 8);
        Value mask = graph.longs(5, 5);
        Model model = graph.model(graph.microsoft(
                "Attention", Map.of("num_heads", number(2)), x, graph.weights(8, 24), graph.weights(24), mask));
        // When
        Model lifted = Lift.lift(model);
        // Then
        assertThat(lifted.graph().nodes()).extracting(Node::opType).containsExactly("Attention");
        assertThat(lifted.opsets()).containsKey("com.microsoft");
    }
}
