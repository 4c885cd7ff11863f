package dev.regard.autodiff;

import ai.onnxruntime.OrtSession;
import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Graph;
import dev.regard.onnx.Model;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import dev.regard.rewrite.Lift;
import dev.regard.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A random graph of one input: values of rank 2 to 4 whose first axis is the batch, each used by any number of later nodes.
 * Four of five graphs leave the batch free. The same seed gives the same graph.
 */
final class RandomGraph {

    /** With all operators that are written as others before they are differentiated. */
    private static final int NEWEST_OPSET = 26;

    /** Values larger than this are not made larger. */
    private static final int ENOUGH = 40;

    private final Random random;
    private final Model model = new Model(10, "", Map.of("", NEWEST_OPSET), Map.of(), new Graph());
    private final List<Sized> values = new ArrayList<>();
    private final List<String> recipe = new ArrayList<>();
    private final boolean isBatchFree;

    /** A value with its shape for a batch of one, or of two where the batch is fixed. */
    record Sized(Value value, Shape shape) {
        int rank() {
            return shape.rank();
        }

        int extent(int axis) {
            return shape.dimension(axis);
        }
    }

    RandomGraph(long seed) {
        this.random = new Random(seed);
        this.isBatchFree = random.nextInt(5) > 0;
        int[] extents =
                IntStream.range(0, between(2, 4)).map(axis -> between(2, 4)).toArray();
        extents[0] = isBatchFree ? 1 : 2;
        if (extents.length == 2) {
            extents[1] = between(4, 12);
        }
        List<Long> declared = new ArrayList<>(
                Arrays.stream(extents).mapToLong(extent -> extent).boxed().toList());
        declared.set(0, isBatchFree ? -1L : 2L);
        Shape shape = Shape.of(extents);
        values.add(new Sized(graph().addInput("x", DataType.FLOAT, declared), shape));
        recipe.add("x " + shape);
    }

    /** Adds nodes until there are {@code count} uses of {@code nodes}; some take a node more, to suit the numbers. */
    void grow(int count, Map<String, RandomNodes.Generator> nodes) {
        List<String> opTypes = nodes.keySet().stream().sorted().toList();
        for (int made = 0; made < count; ) {
            String opType = opTypes.get(below(opTypes.size()));
            Sized input = coin(0.7) && isWide(values.getLast()) ? values.getLast() : values.get(below(values.size()));
            RandomNodes.Generator node = Objects.requireNonNull(nodes.get(opType));
            if (node.fits().test(this, input)) {
                values.add(node.make().apply(this, input));
                made++;
            }
        }
    }

    /** The graph in the opset that rules are for, beside its function and its gradient. */
    GradientProbe probe() {
        Model lifted = Lift.lift(model);
        return new GradientProbe(
                lifted,
                named(lifted, values.getFirst()),
                values.getFirst().shape(),
                named(lifted, values.getLast()),
                OrtSession.SessionOptions.OptLevel.NO_OPT);
    }

    private static Value named(Model model, Sized sized) {
        return model.graph().value(sized.value().name()).orElseThrow();
    }

    /** What was made of what, line by line. */
    String recipe() {
        return String.join("\n", recipe);
    }

    boolean isBatchFree() {
        return isBatchFree;
    }

    static boolean mayGrow(Sized value) {
        return value.shape().size() <= ENOUGH;
    }

    private Graph graph() {
        return model.graph();
    }

    // Nodes

    Sized node(String opType, Map<String, Attribute> attributes, Shape shape, Value... inputs) {
        return node(opType, attributes, 1, shape, inputs);
    }

    /** A node with several outputs, of which the first one goes on. */
    Sized node(String opType, Map<String, Attribute> attributes, int outputs, Shape shape, Value... inputs) {
        Value first = graph().addNode(opType, opType, List.of(inputs), attributes, outputs)
                .getFirst();
        recipe.add("%s = %s%s %s -> %s".formatted(first, opType, Arrays.toString(inputs), attributes, shape));
        return new Sized(first, shape);
    }

    /** Between -1 and 1. */
    Sized bounded(Sized a) {
        return node("Tanh", Map.of(), a.shape(), a.value());
    }

    /** Between 0.7 and 2.3. */
    Sized positive(Sized a) {
        Value scaled = node("Mul", Map.of(), a.shape(), bounded(a).value(), number(0.8f))
                .value();
        return node("Add", Map.of(), a.shape(), scaled, number(1.5f));
    }

    /** The same numbers in another rank. */
    Sized ofRank(int rank, Sized a) {
        if (a.rank() == rank) {
            return a;
        }
        int[] extents = new int[rank];
        extents[0] = a.extent(0);
        int rest = a.shape().size() / a.extent(0);
        for (int axis = 1; axis < rank - 1; axis++) {
            extents[axis] = divisor(rest);
            rest /= extents[axis];
        }
        extents[rank - 1] = rest;
        long[] wanted = Shape.of(extents).toLongs();
        wanted[0] = isBatchFree ? -1 : 2;
        return node("Reshape", Map.of(), Shape.of(extents), a.value(), longs(wanted));
    }

    /** Another value that broadcasts to the shape of {@code a}: one of the same shape, or its mean over an axis. */
    Sized partner(Sized a) {
        List<Sized> alike = values.stream()
                .filter(value -> value != a && value.shape().equals(a.shape()))
                .toList();
        Sized other = alike.isEmpty() ? bounded(a) : alike.get(below(alike.size()));
        return coin(0.5) ? other : mean(other, axis(a));
    }

    Sized mean(Sized a, int axis) {
        return node("ReduceMean", Map.of(), with(a.shape(), axis, 1), a.value(), longs(axis));
    }

    // Constants

    Value number(float number) {
        return constant(Shape.of(), number);
    }

    Value constant(Shape shape, float... numbers) {
        return graph().addConstant("constant", TensorData.floats(shape, numbers));
    }

    Value longs(long... numbers) {
        Value longs = graph().addConstant("longs", TensorData.longs(numbers));
        recipe.add(longs + " = " + Arrays.toString(numbers));
        return longs;
    }

    Value scalarLong(long number) {
        return graph().addConstant("long", TensorData.scalarLong(number));
    }

    /** Numbers such that a sum of {@code terms} products with them is about as large as its terms. */
    Value weights(int terms, int... extents) {
        Shape shape = Shape.of(extents);
        float[] numbers = new float[shape.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) (random.nextGaussian() / Math.sqrt(terms));
        }
        return constant(shape, numbers);
    }

    /** Factors between 0.5 and 1.5. */
    Value factors(int... extents) {
        Shape shape = Shape.of(extents);
        float[] numbers = new float[shape.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = 0.5f + random.nextFloat();
        }
        return constant(shape, numbers);
    }

    // Choices

    int below(int bound) {
        return random.nextInt(bound);
    }

    int between(int least, int greatest) {
        return least + random.nextInt(greatest - least + 1);
    }

    boolean coin(double chance) {
        return random.nextDouble() < chance;
    }

    /** Any axis but the batch, one with several entries where there is any. */
    int axis(Sized a) {
        int[] wide =
                IntStream.range(1, a.rank()).filter(axis -> a.extent(axis) > 1).toArray();
        return wide.length == 0 ? between(1, a.rank() - 1) : wide[below(wide.length)];
    }

    /** True for more than one number for each picture. */
    static boolean isWide(Sized a) {
        return a.shape().size() > a.extent(0);
    }

    /** An axis as it may be written, from the front or from the end. */
    long written(int axis, Sized a) {
        return coin(0.5) ? axis : axis - a.rank();
    }

    int divisor(int number) {
        int[] divisors =
                IntStream.rangeClosed(1, number).filter(d -> number % d == 0).toArray();
        return divisors[below(divisors.length)];
    }

    static Shape with(Shape shape, int axis, int extent) {
        int[] extents = shape.dimensions();
        extents[axis] = extent;
        return Shape.of(extents);
    }
}
