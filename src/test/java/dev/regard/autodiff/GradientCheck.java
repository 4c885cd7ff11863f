package dev.regard.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Graph;
import dev.regard.onnx.Model;
import dev.regard.onnx.OnnxWriter;
import dev.regard.onnx.Ops;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import dev.regard.runtime.ShapeProbe;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Compares a rule with central differences of the operator itself, both in ONNX Runtime: for random v and w,
 * (&lt;w, f(x + e v)&gt; - &lt;w, f(x - e v)&gt;) / 2e is &lt;v, gradient(w)&gt;. Where the first extent is 1 it is a
 * batch: it is left free, measured, and the check runs with several rows.
 */
final class GradientCheck {

    private static final int ROWS = 3;
    private static final float STEP = 1f / 64;
    private static final double TOLERANCE = 2e-3;

    private final Random random = new Random(7);
    private final Graph graph = new Graph();
    private final Model model = new Model(10, Map.of("", Ops.OPSET), Map.of(), graph);
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
        check(shape, (graph, x) -> {
            List<@Nullable Value> inputs = new ArrayList<>();
            for (TensorData other : others) {
                inputs.add(other == null ? null : graph.addConstant("constant", other));
            }
            inputs.add(active, x);
            return graph.addNode(opType, "y", inputs, attributes);
        });
    }

    /** Checks what a function builds: from the graph and the value that varies to the value that is differentiated. */
    static void check(Shape shape, BiFunction<Graph, Value, Value> function) {
        GradientCheck check = new GradientCheck(shape);
        check.run(function.apply(check.graph, check.x));
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
        graph.addOutput(y);
        ShapeProbe.measure(model, x, one);
        Value seed = graph.addInput(
                "seed", DataType.FLOAT, Collections.nCopies(y.shape().rank(), -1L));
        Value gradient = ReverseMode.differentiate(model, y, seed, List.of(x), RuleSet.EXACT)
                .get(x);
        FloatTensor point = offKinks(rows(one, x), 5);
        FloatTensor weights = gaussian(rows(y.shape(), y));
        FloatTensor direction = gaussian(point.shape());
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session =
                environment.createSession(OnnxWriter.write(model, List.of(y, Objects.requireNonNull(gradient))))) {
            FloatTensor gradients = get(run(session, point, weights), gradient);
            FloatTensor ahead = get(run(session, moved(point, direction, STEP), weights), y);
            FloatTensor behind = get(run(session, moved(point, direction, -STEP), weights), y);
            assertThat(gradients.shape()).isEqualTo(point.shape());
            double expected =
                    (dot(weights.values(), ahead.values()) - dot(weights.values(), behind.values())) / (2 * STEP);
            double actual = dot(direction.values(), gradients.values());
            double scale = norm(direction.values()) * norm(gradients.values());
            assertThat(actual).isCloseTo(expected, within(TOLERANCE * Math.max(1, scale)));
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    private static Shape rows(Shape shape, Value value) {
        int[] extents = shape.dimensions();
        value.batchAxis().ifPresent(axis -> extents[axis] *= ROWS);
        return Shape.of(extents);
    }

    private static FloatTensor get(Map<String, FloatTensor> results, Value value) {
        FloatTensor result = results.get(value.name());
        assertThat(result).as(value.name()).isNotNull();
        return Objects.requireNonNull(result);
    }

    private Map<String, FloatTensor> run(OrtSession session, FloatTensor at, FloatTensor weights) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, FloatTensor> results = new HashMap<>();
        try (OnnxTensor xTensor = tensor(environment, at);
                OnnxTensor seedTensor = tensor(environment, weights);
                OrtSession.Result result =
                        session.run(Map.<String, OnnxTensorLike>of("x", xTensor, "seed", seedTensor))) {
            for (var entry : result) {
                OnnxTensor tensor = (OnnxTensor) entry.getValue();
                FloatBuffer buffer = tensor.getFloatBuffer();
                float[] values = new float[buffer.remaining()];
                buffer.get(values);
                results.put(
                        entry.getKey(),
                        new FloatTensor(Shape.of(tensor.getInfo().getShape()), values));
            }
        }
        return results;
    }

    private static OnnxTensor tensor(OrtEnvironment environment, FloatTensor numbers) throws OrtException {
        return OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(numbers.values()), numbers.shape().toLongs());
    }

    private static FloatTensor moved(FloatTensor point, FloatTensor direction, float step) {
        float[] values = point.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] += step * direction.values()[i];
        }
        return new FloatTensor(point.shape(), values);
    }

    private FloatTensor gaussian(Shape shape) {
        FloatTensor numbers = FloatTensor.zeros(shape);
        for (int i = 0; i < numbers.values().length; i++) {
            numbers.values()[i] = (float) Math.max(-2, Math.min(2, random.nextGaussian()));
        }
        return numbers;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }

    private static double norm(float[] a) {
        return Math.sqrt(dot(a, a));
    }

    private static List<Long> longs(Shape shape) {
        return Arrays.stream(shape.toLongs()).boxed().toList();
    }
}
