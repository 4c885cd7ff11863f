package dev.regard.autodiff;

import static dev.regard.autodiff.GradientCheck.affine;
import static dev.regard.autodiff.GradientCheck.check;
import static dev.regard.autodiff.GradientCheck.constant;
import static dev.regard.autodiff.GradientCheck.gradients;
import static dev.regard.autodiff.GradientCheck.shape;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Graph;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArithmeticVjpsTest {

    private static final Map<String, Attribute> NONE = Map.of();
    private static final Shape SHAPE = Shape.of(1, 3, 4, 5);

    @ParameterizedTest
    @CsvSource({
        "1x6, 1x6",
        "1x6, 6",
        "1x6, 1x1",
        "1x1, 1x6",
        "1x3x4x5, 3x1x1",
        "1x3x1x1, 1x3x4x5",
        "1x1x4x1, 3x4x5",
        "1x3x4x5, ''",
        "6, 2x6",
        "4x1, 2x3x4x5",
        "2x3x1, 3x7",
        "1x6, 5x1x6"
    })
    void everyPairOfBroadcastShapes(String active, String constant) {
        for (String opType : List.of("Add", "Sub", "Mul", "Sum", "Mean")) {
            for (int input = 0; input < 2; input++) {
                check(opType, NONE, input, shape(active), constant(shape(constant)));
            }
        }
        checkDivision(shape(active), shape(constant));
        checkPower(shape(active), shape(constant));
        checkChoice(shape(active), shape(constant));
    }

    private static void checkDivision(Shape active, Shape constant) {
        check("Div", NONE, 0, active, constant(constant));
        check(
                active,
                (graph, x) ->
                        graph.addNode("Div", "y", List.of(weights(graph, constant), affine(graph, x, 1, 2)), NONE));
    }

    private static void checkPower(Shape active, Shape constant) {
        check(
                active,
                (graph, x) ->
                        graph.addNode("Pow", "y", List.of(affine(graph, x, 1, 2), weights(graph, constant)), NONE));
        check(active, (graph, x) -> {
            Value base = affine(graph, weights(graph, constant), 1, 2);
            return graph.addNode("Pow", "y", List.of(base, x), NONE);
        });
    }

    /** Between numbers that are far apart, so that no step changes which is greater. */
    private static void checkChoice(Shape active, Shape constant) {
        for (String opType : List.of("Max", "Min")) {
            for (boolean isFirst : new boolean[] {true, false}) {
                check(active, (graph, x) -> {
                    Value apart = graph.addNode("Sign", "sign", List.of(weights(graph, constant)), NONE);
                    Value other = affine(graph, apart, 5, 0);
                    return graph.addNode(opType, "y", isFirst ? List.of(x, other) : List.of(other, x), NONE);
                });
            }
        }
        check(active, (graph, x) -> {
            Value condition = graph.addNode("Less", "less", List.of(weights(graph, constant), zero(graph)), NONE);
            return graph.addNode("Where", "y", List.of(condition, x, affine(graph, x, 3, 1)), NONE);
        });
        check(active, (graph, x) -> {
            Value condition = graph.addNode("Less", "less", List.of(x, zero(graph)), NONE);
            return graph.addNode("Where", "y", List.of(condition, weights(graph, constant), x), NONE);
        });
    }

    private static Value weights(Graph graph, Shape shape) {
        return graph.addConstant("weights", constant(shape));
    }

    private static Value zero(Graph graph) {
        return graph.addConstant("zero", TensorData.floats(Shape.of(), 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Add", "Sub", "Mul", "Sum", "Mean", "Div"})
    void bothInputsFromThePicture(String opType) {
        check(SHAPE, (graph, x) -> {
            Value mean = graph.addNode("GlobalAveragePool", "mean", List.of(affine(graph, x, 1, 2)), NONE);
            return graph.addNode(opType, "y", List.of(x, mean), NONE);
        });
        check(SHAPE, (graph, x) -> graph.addNode(opType, "y", List.of(x, x), NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Add", "Sub", "Mul", "Sum", "Mean", "Div"})
    void aScalarFromThePicture(String opType) {
        Map<String, Attribute> scalar = Map.of("keepdims", new Attribute.Int(0));
        for (boolean isFirst : new boolean[] {true, false}) {
            check(Shape.of(6), (graph, x) -> {
                Value mean = affine(graph, graph.addNode("ReduceMean", "mean", List.of(x), scalar), 1, 2);
                Value other = weights(graph, Shape.of(2, 3));
                return graph.addNode(opType, "y", isFirst ? List.of(mean, other) : List.of(other, mean), NONE);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void variadicOperatorsOfAnyNumberOfInputs(int count) {
        for (String opType : List.of("Sum", "Mean", "Max", "Min")) {
            check(SHAPE, (graph, x) -> {
                List<Value> inputs = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    inputs.add(affine(graph, x, i % 2 == 0 ? 1 + i : -1 - i, 0));
                }
                return graph.addNode(opType, "y", inputs, NONE);
            });
        }
    }

    @Test
    void modByItsBothInputs() {
        Map<String, Attribute> fmod = Map.of("fmod", new Attribute.Int(1));
        TensorData ten = TensorData.floats(Shape.of(), 10);
        check("Mod", fmod, 0, SHAPE, ten);
        check(SHAPE, (graph, x) -> {
            Value fifty = graph.addConstant("fifty", TensorData.floats(Shape.of(), 50));
            return graph.addNode("Mod", "y", List.of(fifty, affine(graph, x, 0.5f, 20)), fmod);
        });
    }

    @ParameterizedTest
    @ValueSource(floats = {1, 2, 3, 4, 0})
    void wholePowersOfNumbersOfEitherSign(float exponent) {
        check("Pow", NONE, 0, SHAPE, TensorData.floats(Shape.of(), exponent));
        check("Pow", NONE, 0, SHAPE, TensorData.longs((long) exponent));
    }

    @ParameterizedTest
    @ValueSource(floats = {0.5f, -0.5f, -1, -2, 1.7f, 1 / 3f})
    void otherPowersOfPositiveNumbers(float exponent) {
        TensorData p = TensorData.floats(Shape.of(1), exponent);
        check(
                SHAPE,
                (graph, x) ->
                        graph.addNode("Pow", "y", List.of(affine(graph, x, 1, 2), graph.addConstant("p", p)), NONE));
    }

    @Test
    void powersOfZeroAndOfNegativeNumbersAreFinite() {
        assertThat(powerSlopes(0)).containsExactly(0, 0, 0);
        assertThat(powerSlopes(1)).containsExactly(1, 1, 1);
        assertThat(powerSlopes(2)).containsExactly(-4, 0, 4);
        assertThat(powerSlopes(3)).containsExactly(12, 0, 12);
    }

    @Test
    void exponentsOfEveryType() {
        TensorData bytes = new TensorData(DataType.INT32, Shape.of(), ByteBuffer.wrap(new byte[] {3, 0, 0, 0}));
        assertThat(gradients("Pow", new TensorData[] {bytes}, -2, 0, 2)).containsExactly(12, 0, 12);
    }

    private static float[] powerSlopes(float exponent) {
        return gradients("Pow", new TensorData[] {TensorData.floats(Shape.of(), exponent)}, -2, 0, 2);
    }

    @Test
    void theExponentOfABaseThatIsNotPositiveHasTheDerivativeZero() {
        float[] slopes = gradients(
                (graph, x) -> graph.addNode(
                        "Pow",
                        "y",
                        List.of(graph.addConstant("base", TensorData.floats(Shape.of(3), -2, 0, 2)), x),
                        NONE),
                2,
                2,
                2);
        assertThat(slopes[0]).isZero();
        assertThat(slopes[1]).isZero();
        assertThat(slopes[2]).isCloseTo((float) (4 * Math.log(2)), within(1e-5f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Max", "Min"})
    void amongEqualsAConstantTakesTheGradientThenTheFirst(String opType) {
        BiFunction<Graph, Value, Value> withConstant =
                (graph, x) -> graph.addNode(opType, "y", List.of(x, zero(graph)), NONE);
        BiFunction<Graph, Value, Value> withItself = (graph, x) -> graph.addNode(
                opType, "y", List.of(affine(graph, x, 2, 0), affine(graph, x, 3, 0), affine(graph, x, 4, 0)), NONE);
        assertThat(gradients(withConstant, 0)).containsExactly(0);
        assertThat(gradients(withItself, 0)).containsExactly(2);
    }
}
