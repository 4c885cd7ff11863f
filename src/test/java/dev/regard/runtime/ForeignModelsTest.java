package dev.regard.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Model;
import dev.regard.onnx.OnnxReader;
import dev.regard.onnx.OnnxWriter;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models in forms that are rewritten before they are looked at: at every layer they give activations and gradients. */
class ForeignModelsTest {

    private final TestGraph graph = new TestGraph(13);
    private final FloatTensor picture = graph.numbers(Shape.of(1, 3, 16, 16));

    @ParameterizedTest
    @ValueSource(longs = {1, -1})
    void whatIsQuantizedThroughout(long batch) {
        // Given
        Value x = graph.node("QuantizeLinear", graph.input(batch, 3, 16, 16), scale(0.01f), zero(128));
        Value first = quantizedConv(x, 0.01f, 128, 3, 8, 0.02f);
        Map<String, Attribute> window =
                Map.of("kernel_shape", Attribute.Ints.of(2, 2), "strides", Attribute.Ints.of(2, 2));
        Value second = quantizedConv(graph.node("MaxPool", window, first), 0.02f, 0, 8, 8, 0.02f);
        Value sum = microsoft(
                "QLinearAdd",
                second,
                scale(0.02f),
                zero(0),
                graph.node("MaxPool", window, first),
                scale(0.02f),
                zero(0),
                scale(0.03f),
                zero(0));
        Value pooled = microsoft("QLinearGlobalAveragePool", sum, scale(0.03f), zero(0), scale(0.02f), zero(0));
        Value scores = microsoft(
                "QGemm",
                graph.node("Flatten", pooled),
                scale(0.02f),
                zero(0),
                bytes(8, 5),
                scale(0.01f),
                signedZero(),
                null,
                scale(0.02f),
                zero(128));
        // When
        Classifier classifier = read(graph.model(graph.node("DequantizeLinear", scores, scale(0.02f), zero(128))));
        // Then
        assertEveryLayerIsExplained(classifier);
    }

    /** ONNX Runtime carries a DequantizeLinear past each of these operators, and would write it wrongly. */
    @ParameterizedTest
    @ValueSource(strings = {"MaxPool", "Transpose", "Reshape"})
    void whatIsDequantizedFromSignedBytesInFrontOf(String opType) {
        // Given
        Value features = straight(graph.node("Relu", signedConv(straight(graph.input(-1, 3, 16, 16)), 3, 8)));
        Value moved = switch (opType) {
            case "MaxPool" ->
                graph.node(
                        opType,
                        Map.of("kernel_shape", Attribute.Ints.of(2, 2), "strides", Attribute.Ints.of(2, 2)),
                        features);
            case "Transpose" -> graph.node(opType, Map.of("perm", Attribute.Ints.of(0, 1, 3, 2)), features);
            default -> graph.node(opType, features, graph.longs(0, 8, 8, 32));
        };
        Value deeper = straight(graph.node("Relu", signedConv(moved, 8, 8)));
        Value flat = graph.node("Flatten", graph.node("GlobalAveragePool", deeper));
        Value weights = graph.node("DequantizeLinear", bytes(8, 5), scale(0.01f), signedZero());
        Value scores = graph.node("MatMul", straight(flat), weights);
        // When
        Classifier classifier = read(graph.model(straight(scores)));
        // Then
        assertEveryLayerIsExplained(classifier);
    }

    @Test
    void whereWeightsAloneAreQuantizedAllPassesGiveTheSameScores() {
        // Given
        Value features = graph.node("Relu", graph.conv(graph.input(-1, 3, 16, 16), 3, 16, 3, 1, 1));
        Value weights = graph.node("DequantizeLinear", bytes(16, 12), graph.weights(12));
        Value last = graph.node("Transpose", Map.of("perm", Attribute.Ints.of(0, 2, 3, 1)), features);
        Value mixed = graph.node("Relu", graph.node("MatMul", last, weights));
        Value first = graph.node("Transpose", Map.of("perm", Attribute.Ints.of(0, 3, 1, 2)), mixed);
        Value pooled = graph.node("Flatten", graph.node("GlobalAveragePool", first));
        Classifier classifier = read(graph.model(graph.node("MatMul", pooled, graph.weights(12, 5))));
        FeatureMap layer = classifier.recommendedLayer().orElseThrow();
        // When
        float[] forward = scores(AugmentedGraph.of(classifier, layer, Pass.FORWARD));
        float[] backward = scores(AugmentedGraph.of(classifier, layer, Pass.LAYER_GRADIENTS));
        // Then
        for (int index = 0; index < forward.length; index++) {
            assertThat(forward[index]).isCloseTo(backward[index], within(1e-5f * Math.abs(backward[index])));
        }
    }

    private float[] scores(AugmentedGraph augmented) {
        try (ExplainableModel model = ExplainableModel.load(augmented, Device.named("cpu"));
                Interrupt interrupt = new Interrupt()) {
            return model.run(Question.of(picture, 2), EnumSet.of(Wanted.ACTIVATIONS), interrupt)
                    .scores()
                    .values();
        }
    }

    @Test
    void whatIsQuantizedWhileItRuns() {
        // Given
        Value features = graph.node("Relu", dynamicConv(graph.input(-1, 3, 16, 16), 3, 8));
        Value deeper = graph.node("Relu", dynamicConv(features, 8, 8));
        Value flat = graph.node("Flatten", graph.node("GlobalAveragePool", deeper));
        Value scores = microsoft("DynamicQuantizeMatMul", flat, bytes(8, 5), scale(0.01f));
        // When
        Classifier classifier = read(graph.model(scores));
        // Then
        assertEveryLayerIsExplained(classifier);
    }

    @Test
    void whatOnnxRuntimeHasFused() {
        // Given
        Map<String, Attribute> conv = Map.of(
                "activation", new Attribute.Text("Relu"),
                "pads", Attribute.Ints.of(1, 1, 1, 1),
                "strides", Attribute.Ints.of(4, 4));
        Value features = graph.microsoft("FusedConv", conv, graph.input(-1, 3, 16, 16), graph.weights(8, 3, 3, 3));
        Value tokens = graph.node(
                "Transpose",
                Map.of("perm", Attribute.Ints.of(0, 2, 1)),
                graph.node("Reshape", features, graph.longs(0, 8, -1)));
        Value attention = graph.microsoft(
                "Attention",
                Map.of("num_heads", new Attribute.Int(2)),
                tokens,
                graph.weights(8, 24),
                graph.weights(24));
        Value normalized = microsoft("SkipLayerNormalization", tokens, attention, graph.weights(8), graph.weights(8));
        Value pooled = graph.node(
                "ReduceMean",
                Map.of("axes", Attribute.Ints.of(1), "keepdims", new Attribute.Int(0)),
                microsoft("QuickGelu", normalized));
        Value scores =
                graph.microsoft("FusedMatMul", Map.of("transB", new Attribute.Int(1)), pooled, graph.weights(5, 8));
        // When
        Classifier classifier = read(graph.model(scores));
        // Then
        assertEveryLayerIsExplained(classifier);
    }

    @Test
    void whatIsMaskedByManyTruths() {
        // Given
        Value features = graph.conv(graph.input(-1, 3, 16, 16), 3, 20, 3, 1, 1);
        Value mask = graph.bytes(DataType.BOOL, Shape.of(1, 20, 16, 16), 0, 1);
        Value masked = graph.node("Where", mask, features, graph.number(0));
        Value scores = graph.node(
                "MatMul", graph.node("Flatten", graph.node("GlobalAveragePool", masked)), graph.weights(20, 5));
        // When
        Classifier classifier = read(graph.model(scores));
        // Then
        assertEveryLayerIsExplained(classifier);
    }

    @Test
    void whatTakesItsPictureInHalfPrecisionIsReadFromAFile(@TempDir Path folder) throws IOException {
        // Given
        Value half = graph.input(DataType.FLOAT16, -1, 3, 16, 16);
        Value scores = graph.node("Flatten", graph.node("GlobalAveragePool", graph.node("Relu", half)));
        Path file = Files.write(folder.resolve("model.onnx"), OnnxWriter.write(graph.model(scores)));
        // When
        AnalyzedModel model = AnalyzedModel.of(file, size());
        // Then
        assertThat(model.assumedZero()).isEmpty();
        assertThat(model.classes()).isEqualTo(3);
    }

    @Test
    void whatIsOfHalfPrecision() {
        // Given
        Value half = graph.input(DataType.FLOAT16, -1, 3, 16, 16);
        Value features = graph.node("Relu", graph.node("Conv", half, halfWeights(8, 3, 3, 3)));
        Value scores = graph.node(
                "MatMul", graph.node("Flatten", graph.node("GlobalAveragePool", features)), halfWeights(8, 5));
        // When
        Classifier classifier = read(graph.model(scores));
        // Then
        assertEveryLayerIsExplained(classifier);
    }

    private void assertEveryLayerIsExplained(Classifier classifier) {
        List<FeatureMap> layers = classifier.featureMaps();
        assertThat(layers)
                .hasSizeGreaterThan(1)
                .contains(classifier.recommendedLayer().orElseThrow());
        try (Interrupt interrupt = new Interrupt()) {
            for (FeatureMap layer : layers) {
                AugmentedGraph augmented = AugmentedGraph.of(classifier, layer, Pass.LAYER_GRADIENTS);
                try (ExplainableModel model = ExplainableModel.load(augmented, Device.named("cpu"))) {
                    ForwardBackward result = model.run(
                            Question.of(picture, 2, 4), EnumSet.of(Wanted.ACTIVATIONS, Wanted.GRADIENTS), interrupt);
                    assertSaysSomething(layer, result.get(Wanted.ACTIVATIONS));
                    assertSaysSomething(layer, result.get(Wanted.GRADIENTS));
                }
            }
        }
    }

    private static void assertSaysSomething(FeatureMap layer, FloatTensor numbers) {
        float[] values = numbers.values();
        assertThat(values).as(layer.value().name()).doesNotContain(Float.NaN);
        assertThat(Arrays.equals(values, new float[values.length]))
                .as(layer.value().name())
                .isFalse();
    }

    /** By way of a file, as models come. */
    private static Classifier read(Model model) {
        return Classifier.of(OnnxReader.read(OnnxWriter.write(model)), size());
    }

    private static InputSize size() {
        return new InputSize(16, 16);
    }

    private Value quantizedConv(Value x, float xScale, int xZero, int from, int to, float yScale) {
        return graph.node(
                "QLinearConv",
                Map.of("pads", Attribute.Ints.of(1, 1, 1, 1)),
                x,
                scale(xScale),
                zero(xZero),
                bytes(to, from, 3, 3),
                scale(0.01f),
                signedZero(),
                scale(yScale),
                zero(0));
    }

    private Value signedConv(Value x, int from, int to) {
        Value weights = graph.node("DequantizeLinear", bytes(to, from, 3, 3), scale(0.01f), signedZero());
        return graph.node("Conv", Map.of("pads", Attribute.Ints.of(1, 1, 1, 1)), x, weights);
    }

    /** Quantized to signed bytes and back. */
    private Value straight(Value x) {
        Value zero = graph.bytes(DataType.INT8, Shape.of(), -20, -20);
        return graph.node("DequantizeLinear", graph.node("QuantizeLinear", x, scale(0.02f), zero), scale(0.02f), zero);
    }

    private Value dynamicConv(Value x, int from, int to) {
        List<Value> quantized = graph.nodes(3, "DynamicQuantizeLinear", Map.of(), x);
        Value product =
                graph.node("ConvInteger", quantized.get(0), bytes(to, from, 3, 3), quantized.get(2), signedZero());
        Value numbers = graph.node("Cast", Map.of("to", new Attribute.Int(DataType.FLOAT.code())), product);
        return graph.node("Mul", numbers, graph.node("Mul", quantized.get(1), scale(0.01f)));
    }

    private Value microsoft(String opType, @Nullable Value... inputs) {
        return graph.microsoft(opType, Map.of(), inputs);
    }

    private Value scale(float number) {
        return graph.number(number);
    }

    private Value zero(int number) {
        return graph.bytes(DataType.UINT8, Shape.of(), number, number);
    }

    private Value signedZero() {
        return graph.bytes(DataType.INT8, Shape.of(), 0, 0);
    }

    private Value bytes(int... extents) {
        return graph.bytes(DataType.INT8, Shape.of(extents), -50, 50);
    }

    private Value halfWeights(int... extents) {
        Shape shape = Shape.of(extents);
        ByteBuffer bytes = ByteBuffer.allocate(2 * shape.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : graph.numbers(shape).values()) {
            bytes.putShort(Float.floatToFloat16(number));
        }
        return graph.graph().addConstant("constant", new TensorData(DataType.FLOAT16, shape, bytes.flip()));
    }
}
