package dev.regard.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.InvalidGraphException;
import dev.regard.onnx.Model;
import dev.regard.onnx.Node;
import dev.regard.onnx.Ops;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares operators that opsets 22 to 26 brought or changed, as ONNX Runtime computes them, with what they are written as. */
class NewerOperatorsTest {

    private static final Map<String, Attribute> NONE = Map.of();
    private static final Shape PICTURE = Shape.of(2, 4, 6, 5);
    private static final Shape TOKENS = Shape.of(2, 5, 12);

    private static void check(int opset, Shape shape, BiFunction<TestGraph, Value, Value> build) {
        TestGraph graph = new TestGraph(opset);
        Value x = graph.input(shape.toLongs());
        Model model = graph.model(build.apply(graph, x));
        Twins.check(model, graph.numbers(shape), 1e-5);
    }

    private static Attribute number(long number) {
        return new Attribute.Int(number);
    }

    @ParameterizedTest
    @ValueSource(ints = {22, 23, 24, 25, 26})
    void whatHasNotChangedStays(int opset) {
        check(opset, PICTURE, (graph, x) -> {
            Value y = graph.node("LeakyRelu", graph.conv(x, 4, 6, 3, 1, 1));
            y = graph.node("Gelu", Map.of("approximate", new Attribute.Text("tanh")), y);
            y = graph.node("InstanceNormalization", y, graph.weights(6), graph.weights(6));
            y = graph.node("Pad", y, graph.longs(0, 0, 1, 0, 0, 0, 0, 1));
            y = graph.node("HardSwish", graph.node("Transpose", y));
            return graph.node("Flatten", graph.node("GlobalAveragePool", y));
        });
    }

    @ParameterizedTest
    @CsvSource({"MaxPool, 0", "AveragePool, 0", "AveragePool, 1"})
    void windowsThatWouldStartBehindThePicture(String opType, int countsPadding) {
        Map<String, Attribute> attributes = new HashMap<>(Map.of(
                "kernel_shape", Attribute.Ints.of(2, 2),
                "strides", Attribute.Ints.of(3, 3),
                "pads", Attribute.Ints.of(0, 1, 1, 1),
                "ceil_mode", number(1)));
        if (countsPadding == 1) {
            attributes.put("count_include_pad", number(1));
        }
        check(22, PICTURE, (graph, x) -> graph.node(opType, attributes, x));
    }

    @ParameterizedTest
    @CsvSource({"-1, 5", "-1, 1", "2, 6x5", "-2, 6x5", "1, 5"})
    void rootMeanSquareNormalization(int axis, String scale) {
        Map<String, Attribute> attributes =
                Map.of("axis", number(axis), "epsilon", new Attribute.Real(0.01f), "stash_type", number(1));
        check(23, PICTURE, (graph, x) -> graph.node("RMSNormalization", attributes, x, graph.weights(extents(scale))));
    }

    @Test
    void rootMeanSquareNormalizationAsItIsWithoutSettings() {
        check(23, TOKENS, (graph, x) -> graph.node("RMSNormalization", x, graph.weights(12)));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "0, 4", "1, 4"})
    void rotaryEmbeddingHeadByHead(int interleaved, int turned) {
        Map<String, Attribute> attributes =
                Map.of("interleaved", number(interleaved), "rotary_embedding_dim", number(turned));
        int pairs = turned == 0 ? 4 : turned / 2;
        check(
                23,
                Shape.of(2, 3, 5, 8),
                (graph, x) -> graph.node(
                        "RotaryEmbedding", attributes, x, graph.weights(2, 5, pairs), graph.weights(2, 5, pairs)));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 0", "1, 2"})
    void rotaryEmbeddingOfHeadsBesideEachOther(int interleaved, int turned) {
        Map<String, Attribute> attributes = Map.of(
                "interleaved", number(interleaved), "rotary_embedding_dim", number(turned), "num_heads", number(3));
        int pairs = turned == 0 ? 2 : turned / 2;
        check(23, TOKENS, (graph, x) -> {
            Value places = graph.node("Reshape", graph.longs(4, 2, 0, 1, 3, 0, 1, 2, 3, 4), graph.longs(2, 5));
            return graph.node(
                    "RotaryEmbedding", attributes, x, graph.weights(7, pairs), graph.weights(7, pairs), places);
        });
    }

    @Test
    void rotaryEmbeddingOfSplitHeadsWhoseNumberIsTold() {
        check(23, TOKENS, (graph, x) -> {
            Value split = graph.node("Reshape", x, graph.longs(2, 5, 3, 4));
            Value heads = graph.node("Transpose", Map.of("perm", Attribute.Ints.of(0, 2, 1, 3)), split);
            return graph.node(
                    "RotaryEmbedding",
                    Map.of("num_heads", number(3)),
                    heads,
                    graph.weights(2, 5, 2),
                    graph.weights(2, 5, 2));
        });
    }

    @ParameterizedTest
    @ValueSource(floats = {1, 1.702f, -0.5f})
    void swish(float alpha) {
        check(24, PICTURE, (graph, x) -> graph.node("Swish", Map.of("alpha", new Attribute.Real(alpha)), x));
        check(24, PICTURE, (graph, x) -> graph.node("Swish", x));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 2", "1, 0, 2", "0, 1, 2", "1, 1, 2", "0, 0, -1", "1, 1, -3", "0, 1, 0"})
    void products(int exclusive, int reverse, int axis) {
        Map<String, Attribute> attributes = Map.of("exclusive", number(exclusive), "reverse", number(reverse));
        check(
                26,
                PICTURE,
                (graph, x) -> graph.node(
                        "CumProd", attributes, x, graph.graph().addConstant("axis", TensorData.scalarLong(axis))));
    }

    @ParameterizedTest
    @CsvSource({"linear, -2", "linear, 1", "circular, 2", "circular, -1"})
    void tensorScatter(String mode, int axis) {
        Map<String, Attribute> attributes = Map.of("mode", new Attribute.Text(mode), "axis", number(axis));
        int[] update = PICTURE.dimensions();
        update[axis < 0 ? 4 + axis : axis] = 2;
        long first = mode.equals("linear") ? 2 : 4;
        check(
                24,
                PICTURE,
                (graph, x) -> graph.node("TensorScatter", attributes, x, graph.weights(update), graph.longs(first, 1)));
        check(24, PICTURE, (graph, x) -> graph.node("TensorScatter", attributes, x, graph.weights(update)));
    }

    @Test
    void whatIsOfUseInOtherPrecisionsOnlyIsLeftOut() {
        check(24, PICTURE, (graph, x) -> {
            Value scale = graph.number(0.1f);
            Map<String, Attribute> precise = Map.of("precision", number(DataType.FLOAT.code()));
            Value quantized = graph.node("QuantizeLinear", precise, x, scale);
            Map<String, Attribute> asFloat = Map.of("output_dtype", number(DataType.FLOAT.code()));
            return graph.node("DequantizeLinear", asFloat, quantized, scale);
        });
        check(
                24,
                PICTURE,
                (graph, x) -> graph.node(
                        "Cast",
                        Map.of("to", number(DataType.FLOAT.code()), "round_mode", new Attribute.Text("up")),
                        x));
    }

    @Test
    void storedBitsAreReadAsAnotherType() {
        check(26, PICTURE, (graph, x) -> {
            ByteBuffer bits = ByteBuffer.allocate(4)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putFloat(1.5f)
                    .flip();
            Value whole = graph.graph().addConstant("bits", new TensorData(DataType.INT32, Shape.of(1), bits));
            return graph.node("Mul", x, graph.node("BitCast", Map.of("to", number(DataType.FLOAT.code())), whole));
        });
    }

    @Test
    void computedBitsAreRefused() {
        TestGraph graph = new TestGraph(26);
        Value x = graph.input(PICTURE.toLongs());
        Model model = graph.model(graph.node("BitCast", Map.of("to", number(DataType.INT32.code())), x));
        assertThatThrownBy(() -> Lift.lift(model))
                .isInstanceOf(InvalidGraphException.class)
                .hasMessageContaining("BitCast")
                .hasMessageContaining("bit by bit");
    }

    @Test
    void batchNormalizationInTrainingSeesEachImageAlone() {
        check(15, Shape.of(1, 4, 6, 5), (graph, x) -> batchNormalization(graph, x, 4));
        check(22, Shape.of(1, 3, 7), (graph, x) -> batchNormalization(graph, x, 3));
    }

    private static Value batchNormalization(TestGraph graph, Value x, int channels) {
        Map<String, Attribute> training = Map.of("training_mode", number(1), "epsilon", new Attribute.Real(0.01f));
        Value[] inputs = {
            x, graph.weights(channels), graph.weights(channels), graph.weights(channels), graph.weights(channels)
        };
        return graph.nodes(3, "BatchNormalization", training, inputs).getFirst();
    }

    @Test
    void statisticsThatTrainingUpdatesAreRefused() {
        TestGraph graph = new TestGraph(15);
        Value w = graph.weights(4);
        Value x = graph.input(PICTURE.toLongs());
        List<Value> outputs = graph.nodes(3, "BatchNormalization", Map.of("training_mode", number(1)), x, w, w, w, w);
        Model model = graph.model(outputs.get(0), outputs.get(1));
        assertThatThrownBy(() -> Lift.lift(model))
                .isInstanceOf(InvalidGraphException.class)
                .hasMessageContaining("is read");
    }

    @Test
    void dropoutInTrainingDropsNothing() {
        // Given
        TestGraph graph = new TestGraph(15);
        Value truth = graph.bytes(DataType.BOOL, Shape.of(), 1, 1);
        Model model = graph.model(graph.node("Dropout", graph.input(3, 4), graph.number(0.5f), truth));
        // When
        Model lifted = Lift.lift(model);
        // Then
        assertThat(lifted.graph().nodes()).extracting(Node::opType).containsExactly("Identity");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 6, 27, 28})
    void otherOpsetsAreRefusedWithThoseThatAreRead(int opset) {
        TestGraph graph = new TestGraph(opset);
        Model model = graph.model(graph.node("Relu", graph.input(1, 3)));
        assertThatThrownBy(() -> Lift.lift(model))
                .isInstanceOf(InvalidGraphException.class)
                .hasMessageContaining("opset " + opset)
                .hasMessageContaining("opsets 7 to 26")
                .hasMessageContaining("onnx.version_converter");
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 13, 22, 26})
    void allOthersAreWrittenInOneOpset(int opset) {
        TestGraph graph = new TestGraph(opset);
        assertThat(Lift.lift(graph.model(graph.node("Relu", graph.input(1, 3)))).opset())
                .isEqualTo(Ops.OPSET);
    }

    private static int[] extents(String text) {
        return Arrays.stream(text.split("x")).mapToInt(Integer::parseInt).toArray();
    }
}
