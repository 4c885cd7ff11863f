package dev.regard.rewrite;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.InvalidGraphException;
import dev.regard.onnx.Model;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attention of opset 23 to 25 as ONNX Runtime computes it in one step, beside what it is taken apart to. */
class StandardAttentionTest {

    /** Queries, [N, heads, length, channels]; keys and values have five tokens. */
    private static final Shape HEADS = Shape.of(2, 4, 3, 6);

    private static final double TOLERANCE = 1e-5;

    private final TestGraph graph = new TestGraph(25);

    private void check(Shape shape, Value... outputs) {
        Twins.check(graph.model(outputs), graph.numbers(shape), TOLERANCE);
    }

    /** With keys and values that are stored, and what comes behind them among the inputs. */
    private Value attention(Map<String, Attribute> attributes, @Nullable Value... others) {
        return attention(graph.input(HEADS.toLongs()), 4, attributes, others);
    }

    private Value attention(Value queries, int heads, Map<String, Attribute> attributes, @Nullable Value... others) {
        List<@Nullable Value> inputs =
                new ArrayList<>(List.of(queries, graph.weights(2, heads, 5, 6), graph.weights(2, heads, 5, 7)));
        inputs.addAll(Arrays.asList(others));
        return graph.node("Attention", attributes, inputs.toArray(Value[]::new));
    }

    private static Attribute number(long number) {
        return new Attribute.Int(number);
    }

    private static Attribute real(float number) {
        return new Attribute.Real(number);
    }

    /** Half true. */
    private Value truths(int... extents) {
        Shape shape = Shape.of(extents);
        Random random = new Random(2);
        byte[] truths = new byte[shape.size()];
        for (int i = 0; i < truths.length; i++) {
            truths[i] = (byte) (random.nextBoolean() ? 1 : 0);
        }
        return graph.graph().addConstant("mask", new TensorData(DataType.BOOL, shape, ByteBuffer.wrap(truths)));
    }

    /** Numbers, with minus infinity where {@link #truths} is false. */
    private Value bias(int... extents) {
        return graph.node("Where", truths(extents), graph.weights(extents), infinite());
    }

    private Value infinite() {
        return graph.number(Float.NEGATIVE_INFINITY);
    }

    @Test
    void headByHead() {
        check(HEADS, attention(Map.of()));
    }

    @Test
    void withItsOwnScale() {
        check(HEADS, attention(Map.of("scale", real(0.7f))));
    }

    @Test
    void cappedScores() {
        check(HEADS, attention(Map.of("softcap", real(0.4f), "scale", real(2))));
    }

    @ParameterizedTest
    @CsvSource({"4, 4", "4, 2", "4, 1", "6, 3"})
    void headsBesideEachOther(int queryHeads, int keyHeads) {
        // Given
        Shape shape = Shape.of(2, 3, 12);
        int width = 12 / queryHeads * keyHeads;
        Map<String, Attribute> attributes =
                Map.of("q_num_heads", number(queryHeads), "kv_num_heads", number(keyHeads), "is_causal", number(1));
        // Then
        check(
                shape,
                graph.node(
                        "Attention",
                        attributes,
                        graph.input(shape.toLongs()),
                        graph.weights(2, 5, width),
                        graph.weights(2, 5, 5 * keyHeads)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void queriesThatShareKeys(int keyHeads) {
        check(HEADS, attention(graph.input(HEADS.toLongs()), keyHeads, Map.of(), truths(3, 5)));
    }

    @Test
    void causal() {
        check(HEADS, attention(Map.of("is_causal", number(1))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3x5", "4x3x5", "2x1x3x5", "2x4x3x5"})
    void maskOfTruths(String extents) {
        check(HEADS, attention(Map.of(), truths(extents(extents))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3x5", "4x3x5", "2x4x3x5"})
    void maskOfNumbers(String extents) {
        check(HEADS, attention(Map.of(), graph.weights(extents(extents))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3x5", "2x4x3x5"})
    void maskOfNumbersAndMinusInfinity(String extents) {
        check(HEADS, attention(Map.of(), bias(extents(extents))));
    }

    @Test
    void queriesThatSeeNothingGiveZero() {
        check(HEADS, attention(Map.of(), graph.node("And", truths(3, 5), graph.node("Not", truths(3, 5)))));
    }

    @Test
    void causalAndMasked() {
        check(HEADS, attention(Map.of("is_causal", number(1)), truths(3, 5)));
    }

    @Test
    void causalAndBiased() {
        check(HEADS, attention(Map.of("is_causal", number(1)), bias(3, 5)));
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void keysThatArePadding(int causal) {
        check(HEADS, attention(Map.of("is_causal", number(causal)), null, null, null, graph.longs(5, 4)));
    }

    @ParameterizedTest
    @CsvSource({"5, 3x5", "1x5, 3x5", "1x4x1x5, 1x4x3x5"})
    void maskThatIsRepeated(String extents, String whole) {
        checkLike(
                test -> test.attention(Map.of(), test.truths(extents(extents))),
                test -> test.attention(Map.of(), test.repeated(test.truths(extents(extents)), extents(whole))));
    }

    private Value repeated(Value mask, int... extents) {
        return graph.node("Expand", mask, graph.longs(Shape.of(extents).toLongs()));
    }

    @Test
    void maskOfTruthsForTheFirstKeys() {
        checkLike(
                test -> test.attention(Map.of(), test.truths(3, 4)),
                test -> test.attention(
                        Map.of(), test.joined(test.truths(3, 4), test.where((query, key) -> false, 3, 1))));
    }

    @Test
    void maskOfNumbersForTheFirstKeys() {
        checkLike(
                test -> test.attention(Map.of(), test.graph.weights(3, 1)),
                test -> test.attention(
                        Map.of(), test.joined(test.graph.weights(3, 1), test.repeated(test.infinite(), 3, 4))));
    }

    @Test
    void keysThatArePaddingAndAMaskForTheOthers() {
        checkLike(
                test -> test.attention(Map.of(), test.truths(3, 4), null, null, test.graph.longs(4, 3)),
                test -> test.attention(
                        Map.of(),
                        test.joined(test.truths(3, 4), test.where((query, key) -> false, 3, 1)),
                        null,
                        null,
                        test.graph.longs(4, 3)));
    }

    private Value joined(Value... parts) {
        return graph.node("Concat", Map.of("axis", number(-1)), parts);
    }

    @ParameterizedTest
    @CsvSource({"1, -1, 0", "-1, 1, 0", "1, 1, 0", "1, 0, 1", "0, 0, 0", "1, 2, 1"})
    void window(int left, int right, int causal) {
        Map<String, Attribute> attributes = Map.of(
                "left_window_size", number(left), "right_window_size", number(right), "is_causal", number(causal));
        checkLike(
                test -> test.attention(attributes),
                test -> test.attention(
                        Map.of(),
                        test.where(
                                (query, key) -> (left < 0 || key >= query - left)
                                        && (right < 0 || key <= query + right)
                                        && (causal == 0 || key <= query),
                                3,
                                5)));
    }

    /** Truths by query and key. */
    private Value where(BiPredicate<Integer, Integer> sees, int queries, int keys) {
        byte[] truths = new byte[queries * keys];
        for (int at = 0; at < truths.length; at++) {
            truths[at] = (byte) (sees.test(at / keys, at % keys) ? 1 : 0);
        }
        return graph.graph()
                .addConstant("mask", new TensorData(DataType.BOOL, Shape.of(queries, keys), ByteBuffer.wrap(truths)));
    }

    /** Compares a form that ONNX Runtime does not take with one that it takes. */
    private static void checkLike(
            Function<StandardAttentionTest, Value> form, Function<StandardAttentionTest, Value> plain) {
        StandardAttentionTest test = new StandardAttentionTest();
        StandardAttentionTest other = new StandardAttentionTest();
        Model model = test.graph.model(form.apply(test));
        Twins.check(model, other.graph.model(plain.apply(other)), test.graph.numbers(HEADS), TOLERANCE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void scoresAsAnOutput(int mode) {
        // Given
        Map<String, Attribute> attributes = new HashMap<>(Map.of("softcap", real(0.4f)));
        attributes.put("qk_matmul_output_mode", number(mode));
        Value x = graph.input(HEADS.toLongs());
        // When
        List<Value> outputs = graph.nodes(
                4,
                "Attention",
                attributes,
                x,
                graph.weights(2, 2, 5, 6),
                graph.weights(2, 2, 5, 6),
                graph.weights(3, 5));
        // Then
        check(HEADS, outputs.getFirst(), outputs.getLast());
    }

    @ParameterizedTest
    @CsvSource({"4, past_key", "5, past_value"})
    void whatEarlierRunsGaveIsRefusedByName(int input, String name) {
        // Given
        @Nullable Value[] others = new Value[3];
        others[input - 3] = graph.weights(2, 4, 1, 6);
        Model model = graph.model(attention(Map.of(), others));
        // When, Then
        assertThatThrownBy(() -> Lift.lift(model))
                .isInstanceOf(InvalidGraphException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @ParameterizedTest
    @CsvSource({"1, present_key", "2, present_value"})
    void whatLaterRunsReadIsRefusedByName(int output, String name) {
        // Given
        Value x = graph.input(HEADS.toLongs());
        List<Value> outputs = graph.nodes(3, "Attention", Map.of(), x, x, x);
        Model model = graph.model(outputs.getFirst(), outputs.get(output));
        // When, Then
        assertThatThrownBy(() -> Lift.lift(model))
                .isInstanceOf(InvalidGraphException.class)
                .hasMessageContaining("'" + name + "'");
    }

    private static int[] extents(String text) {
        return Arrays.stream(text.split("x")).mapToInt(Integer::parseInt).toArray();
    }
}
