package dev.regard.onnx;

import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A small graph for a test, in a few words. Its constants look random and are the same each time. */
public final class TestGraph {

    private final Graph graph = new Graph();
    private final Random random = new Random(3);
    private final int opset;

    public TestGraph(int opset) {
        this.opset = opset;
    }

    /** A float input called {@code input}. */
    public Value input(long... dimensions) {
        return input(DataType.FLOAT, dimensions);
    }

    public Value input(DataType type, long... dimensions) {
        return graph.addInput("input", type, Arrays.stream(dimensions).boxed().toList());
    }

    /** A constant of this shape. */
    public Value weights(int... extents) {
        Shape shape = Shape.of(extents);
        return graph.addConstant(
                "weights", TensorData.floats(shape, numbers(shape).values()));
    }

    public Value longs(long... numbers) {
        return graph.addConstant("longs", TensorData.longs(numbers));
    }

    public Value node(String opType, @Nullable Value... inputs) {
        return node(opType, Map.of(), inputs);
    }

    public Value node(String opType, Map<String, Attribute> attributes, @Nullable Value... inputs) {
        return graph.addNode(opType, opType, Arrays.asList(inputs), attributes);
    }

    /** A node with several outputs. */
    public List<Value> nodes(int outputs, String opType, Map<String, Attribute> attributes, @Nullable Value... inputs) {
        return graph.addNode(opType, opType, Arrays.asList(inputs), attributes, outputs);
    }

    /** A node of ONNX Runtime's own operators. */
    public Value microsoft(String opType, Map<String, Attribute> attributes, @Nullable Value... inputs) {
        return microsoft(1, opType, attributes, inputs).getFirst();
    }

    /** The same with several outputs. */
    public List<Value> microsoft(
            int outputs, String opType, Map<String, Attribute> attributes, @Nullable Value... inputs) {
        String name = opType + graph.nodes().size();
        List<String> names = IntStream.range(0, outputs)
                .mapToObj(output -> output == 0 ? name : name + ":" + output)
                .toList();
        return graph
                .readNode(name, "com.microsoft", opType, Arrays.asList(inputs), names, attributes)
                .outputs()
                .stream()
                .map(Objects::requireNonNull)
                .toList();
    }

    /** A constant of whole numbers of 8 bits, from {@code least} to {@code greatest}. */
    public Value bytes(DataType type, Shape shape, int least, int greatest) {
        ByteBuffer bytes = ByteBuffer.allocate(shape.size());
        while (bytes.hasRemaining()) {
            bytes.put((byte) (least + random.nextInt(greatest - least + 1)));
        }
        return graph.addConstant("bytes", new TensorData(type, shape, bytes.flip()));
    }

    /** One number. */
    public Value number(float number) {
        return graph.addConstant("number", TensorData.floats(Shape.of(), number));
    }

    /** A convolution with the same padding at all sides. */
    public Value conv(Value x, int from, int to, int kernel, int stride, int pad) {
        Attribute pads = Attribute.Ints.of(pad, pad, pad, pad);
        return node(
                "Conv",
                Map.of("strides", Attribute.Ints.of(stride, stride), "pads", pads),
                x,
                weights(to, from, kernel, kernel));
    }

    public Graph graph() {
        return graph;
    }

    /** What was built, with these outputs. */
    public Model model(Value... outputs) {
        List.of(outputs).forEach(graph::addOutput);
        return new Model(8, "", Map.of("", opset, "com.microsoft", 1), Map.of(), graph);
    }

    /** Numbers from -1 to 1. */
    public FloatTensor numbers(Shape shape) {
        FloatTensor numbers = FloatTensor.zeros(shape);
        for (int i = 0; i < numbers.values().length; i++) {
            numbers.values()[i] = 2 * random.nextFloat() - 1;
        }
        return numbers;
    }
}
