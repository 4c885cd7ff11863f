package dev.regard.autodiff;

import static dev.regard.autodiff.DirectionalDerivative.dot;
import static dev.regard.autodiff.DirectionalDerivative.gaussian;
import static dev.regard.autodiff.DirectionalDerivative.norm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtSession;
import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Model;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import dev.regard.rewrite.Lift;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Gradients of operators of opset 22 to 26, as they are written before they are differentiated, against differences. */
class LiftedGradientsTest {

    private static final float STEP = 1f / 64;
    private static final double TOLERANCE = 2e-3;
    private static final Shape HEADS = Shape.of(1, 4, 5, 6);
    private static final Shape TOKENS = Shape.of(1, 5, 8);

    private static void check(Shape shape, BiFunction<TestGraph, Value, Value> build) {
        TestGraph graph = new TestGraph(26);
        long[] free = shape.toLongs();
        free[0] = -1;
        Value x = graph.graph()
                .addInput("x", DataType.FLOAT, Arrays.stream(free).boxed().toList());
        Value y = build.apply(graph, x);
        Model lifted = Lift.lift(graph.model(y));
        Value liftedX = lifted.graph().value(x.name()).orElseThrow();
        Value liftedY = lifted.graph().value(y.name()).orElseThrow();
        try (GradientProbe probe =
                new GradientProbe(lifted, liftedX, shape, liftedY, OrtSession.SessionOptions.OptLevel.ALL_OPT)) {
            Random random = new Random(7);
            FloatTensor point = gaussian(probe.inputShape(), random);
            FloatTensor weights = gaussian(probe.outputShape(), random);
            FloatTensor direction = gaussian(probe.inputShape(), random);
            FloatTensor gradient = probe.at(point, weights).gradient();
            double expected = DirectionalDerivative.of(probe, point, direction, weights, STEP)
                    .derivative();
            assertThat(norm(gradient)).isGreaterThan(0.01);
            assertThat(dot(direction, gradient)).isCloseTo(expected, within(TOLERANCE * Math.max(1, norm(gradient))));
        }
    }

    private static Attribute number(long number) {
        return new Attribute.Int(number);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void attentionWithRespectToQueriesKeysAndValues(int input) {
        check(HEADS, (graph, x) -> {
            Value[] inputs = {graph.weights(1, 4, 5, 6), graph.weights(1, 4, 5, 6), graph.weights(1, 4, 5, 6)};
            inputs[input] = x;
            return graph.node("Attention", inputs);
        });
    }

    @Test
    void attentionOfATokenToItself() {
        check(HEADS, (graph, x) -> graph.node("Attention", x, x, x));
    }

    @ParameterizedTest
    @CsvSource({"2, 2", "4, 2", "4, 1"})
    void attentionOfHeadsBesideEachOther(int queryHeads, int keyHeads) {
        Map<String, Attribute> attributes = new HashMap<>();
        attributes.put("q_num_heads", number(queryHeads));
        attributes.put("kv_num_heads", number(keyHeads));
        attributes.put("is_causal", number(1));
        attributes.put("softcap", new Attribute.Real(0.8f));
        check(TOKENS, (graph, x) -> {
            int width = 8 / queryHeads * keyHeads;
            Value keys = graph.node("MatMul", x, graph.weights(8, width));
            return graph.node("Attention", attributes, x, keys, keys);
        });
    }

    @Test
    void attentionOfQueriesThatShareKeys() {
        check(HEADS, (graph, x) -> {
            Value keys = graph.node("Slice", x, graph.longs(0), graph.longs(2), graph.longs(1));
            return graph.node("Attention", x, keys, keys);
        });
    }

    @Test
    void attentionWithAMaskThatIsComputed() {
        check(
                HEADS,
                (graph, x) -> graph.node(
                        "Attention", x, x, graph.weights(1, 4, 5, 6), graph.node("MatMul", x, graph.weights(6, 5))));
    }

    @ParameterizedTest
    @CsvSource({"1, -1", "0, 0", "-1, 1"})
    void attentionWithinAWindow(int left, int right) {
        Map<String, Attribute> window = Map.of("left_window_size", number(left), "right_window_size", number(right));
        check(HEADS, (graph, x) -> graph.node("Attention", window, x, x, x));
    }

    @Test
    void attentionOfQueriesThatSeeNothing() {
        check(HEADS, (graph, x) -> {
            Value mask = graph.node("Greater", graph.weights(5, 1), graph.number(0));
            return graph.node("Attention", x, x, x, graph.node("Expand", mask, graph.longs(5, 5)));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, -2, 1})
    void rootMeanSquareNormalization(int axis) {
        check(
                TOKENS,
                (graph, x) -> graph.node(
                        "RMSNormalization",
                        Map.of("axis", number(axis), "epsilon", new Attribute.Real(0.1f)),
                        x,
                        graph.weights(8)));
    }

    @Test
    void scaleOfARootMeanSquareNormalization() {
        check(TOKENS, (graph, x) -> graph.node("RMSNormalization", graph.weights(1, 5, 8), x));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "0, 2", "1, 2"})
    void rotaryEmbedding(int interleaved, int turned) {
        Map<String, Attribute> attributes = Map.of(
                "interleaved", number(interleaved), "rotary_embedding_dim", number(turned), "num_heads", number(2));
        int pairs = turned == 0 ? 2 : 1;
        check(
                TOKENS,
                (graph, x) -> graph.node(
                        "RotaryEmbedding", attributes, x, graph.weights(1, 5, pairs), graph.weights(1, 5, pairs)));
    }

    @ParameterizedTest
    @ValueSource(floats = {1, 1.702f, -0.5f})
    void swish(float alpha) {
        check(TOKENS, (graph, x) -> graph.node("Swish", Map.of("alpha", new Attribute.Real(alpha)), x));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1", "1, 0, -1", "0, 1, 2", "1, 1, -2"})
    void products(int exclusive, int reverse, int axis) {
        Map<String, Attribute> attributes = Map.of("exclusive", number(exclusive), "reverse", number(reverse));
        check(
                TOKENS,
                (graph, x) -> graph.node(
                        "CumProd", attributes, x, graph.graph().addConstant("axis", TensorData.scalarLong(axis))));
    }

    @Test
    void tensorScatterOfACacheAndOfAnUpdate() {
        check(TOKENS, (graph, x) -> graph.node("TensorScatter", x, graph.weights(1, 2, 8)));
        check(TOKENS, (graph, x) -> graph.node("TensorScatter", graph.weights(1, 7, 8), x, graph.longs(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "tanh"})
    void gelu(String approximate) {
        check(TOKENS, (graph, x) -> graph.node("Gelu", Map.of("approximate", new Attribute.Text(approximate)), x));
    }

    @Test
    void batchNormalizationInTraining() {
        check(
                HEADS,
                (graph, x) -> graph.nodes(
                                3,
                                "BatchNormalization",
                                Map.of("training_mode", number(1), "epsilon", new Attribute.Real(0.1f)),
                                x,
                                graph.weights(4),
                                graph.weights(4),
                                graph.weights(4),
                                graph.weights(4))
                        .getFirst());
    }
}
