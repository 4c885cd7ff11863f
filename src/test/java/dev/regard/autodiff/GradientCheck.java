package dev.regard.autodiff;

import static dev.regard.autodiff.DirectionalDerivative.dot;
import static dev.regard.autodiff.DirectionalDerivative.gaussian;
import static dev.regard.autodiff.DirectionalDerivative.norm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtSession;
import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Graph;
import dev.regard.onnx.Model;
import dev.regard.onnx.Ops;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Compares a rule with central differences of the operator itself, both in ONNX Runtime: for random v and w, the
 * derivative of &lt;w, f(x)&gt; along v is &lt;v, gradient(w)&gt;. Where the first extent is 1 it is a batch: it is left
 * free, measured, and the check runs with several rows.
 */
final class GradientCheck {

    /** Twice the step times the longest stride is less than 0.1, where the kinks are. */
    private static final float STEP = 1f / 64;

    private static final double TOLERANCE = 2e-3;

    private final Random random = new Random(7);
    private final Graph graph = new Graph();
    private final Model model = new Model(10, "", Map.of("", Ops.OPSET), Map.of(), graph);
    private final Value x;
    private final Shape one;

    private GradientCheck(Shape one) {
        this.one = one;
        List<Long> declared = new ArrayList<>(longs(one));
        if (isBatch()) {
            declared.set(0, -1L);
        }
        this.x = graph.addInput("x", DataType.FLOAT, declared);
    }

    private boolean isBatch() {
        return one.rank() > 1 && one.dimension(0) == 1;
    }

    /** A constant input of the node under test. */
    static TensorData constant(Shape shape) {
        return TensorData.floats(shape, offKinks(shape, 11).values());
    }

    /**
     * Sets the numbers of one picture so far apart, in a random order, that no step changes which is the greatest.
     *
     * @param x     numbers of about 1
     * @param shape of {@code x} for one picture
     */
    static Value apart(Graph graph, Value x, Shape shape) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, shape.size()).boxed().toList());
        Collections.shuffle(order, new Random(13));
        FloatTensor ramp = FloatTensor.zeros(shape);
        for (int i = 0; i < order.size(); i++) {
            ramp.values()[i] = 4 * (order.get(i) - order.size() / 2f);
        }
        return graph.addNode(
                "Add",
                "apart",
                List.of(x, graph.addConstant("ramp", TensorData.floats(shape, ramp.values()))),
                Map.of());
    }

    /** Moves numbers between -1.1 and 1.1 to where a function is to be checked. */
    static Value affine(Graph graph, Value x, float factor, float offset) {
        Ops ops = new Ops(new Model(10, "", Map.of("", Ops.OPSET), Map.of(), graph), "affine/");
        return ops.add(ops.mul(x, ops.constant(factor)), ops.constant(offset));
    }

    /** From the form 1x3x4; an empty text is a scalar. */
    static Shape shape(String text) {
        return text.isEmpty()
                ? Shape.of()
                : Shape.of(Arrays.stream(text.split("x"))
                        .mapToInt(Integer::parseInt)
                        .toArray());
    }

    /** Checks one operator whose input {@code active} varies and whose others are constants, null where left out. */
    static void check(
            String opType, Map<String, Attribute> attributes, int active, Shape shape, @Nullable TensorData... others) {
        check(shape, (graph, x) -> graph.addNode(opType, "y", inputs(graph, active, x, others), attributes));
    }

    private static List<@Nullable Value> inputs(Graph graph, int active, Value x, @Nullable TensorData... others) {
        List<@Nullable Value> inputs = new ArrayList<>();
        for (TensorData other : others) {
            inputs.add(other == null ? null : graph.addConstant("constant", other));
        }
        inputs.add(active, x);
        return inputs;
    }

    /** Checks what a function builds: from the graph and the value that varies to the value that is differentiated. */
    static void check(Shape shape, BiFunction<Graph, Value, Value> function) {
        GradientCheck check = new GradientCheck(shape);
        check.run(function.apply(check.graph, check.x));
    }

    /** The derivative of the sum of all outputs at exactly these numbers. */
    static float[] gradients(BiFunction<Graph, Value, Value> function, float... at) {
        GradientCheck check = new GradientCheck(Shape.of(at.length));
        Value y = function.apply(check.graph, check.x);
        try (GradientProbe probe = check.probe(y)) {
            FloatTensor ones = FloatTensor.zeros(probe.outputShape());
            Arrays.fill(ones.values(), 1);
            return probe.at(new FloatTensor(check.one, at), ones).gradient().values();
        }
    }

    /** The same of one operator without attributes, whose other inputs are constants. */
    static float[] gradients(String opType, TensorData[] others, float... at) {
        return gradients((graph, x) -> graph.addNode(opType, "y", inputs(graph, 0, x, others), Map.of()), at);
    }

    /** Numbers between 0.1 and 1.1 in size, far from 0 where many functions have a kink. */
    private static FloatTensor offKinks(Shape shape, int seed) {
        Random random = new Random(seed);
        FloatTensor numbers = FloatTensor.zeros(shape);
        for (int i = 0; i < numbers.values().length; i++) {
            float size = 0.1f + random.nextFloat();
            numbers.values()[i] = random.nextBoolean() ? size : -size;
        }
        return numbers;
    }

    private void run(Value y) {
        try (GradientProbe probe = probe(y)) {
            FloatTensor point = offKinks(probe.inputShape(), 5);
            FloatTensor weights = gaussian(probe.outputShape(), random);
            FloatTensor direction = gaussian(point.shape(), random);
            FloatTensor gradient = probe.at(point, weights).gradient();
            assertThat(gradient.shape()).isEqualTo(point.shape());
            double expected = DirectionalDerivative.of(probe, point, direction, weights, STEP)
                    .derivative();
            assertThat(dot(direction, gradient)).isCloseTo(expected, within(TOLERANCE * Math.max(1, norm(gradient))));
        }
    }

    private GradientProbe probe(Value y) {
        return new GradientProbe(model, x, one, y, OrtSession.SessionOptions.OptLevel.ALL_OPT);
    }

    private static List<Long> longs(Shape shape) {
        return Arrays.stream(shape.toLongs()).boxed().toList();
    }
}
