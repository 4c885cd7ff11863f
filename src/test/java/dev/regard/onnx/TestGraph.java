package dev.regard.onnx;

import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A small graph for a test, in a few words. Its constants look random and are the same each time. */
public final class TestGraph {

    private final Graph graph = new Graph();
    private final Random random;
    private final int opset;

    public TestGraph(int opset) {
        this(opset, new Random(3));
    }

    private TestGraph(int opset, Random random) {
        this.opset = opset;
        this.random = random;
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

    /** Adds a node with several outputs. */
    public List<Value> microsoft(
            int outputs, String opType, Map<String, Attribute> attributes, @Nullable Value... inputs) {
        return ofDomain("com.microsoft", outputs, opType, attributes, inputs);
    }

    /** A node of classic machine learning. */
    public Value learned(String opType, Map<String, Attribute> attributes, @Nullable Value... inputs) {
        return learned(1, opType, attributes, inputs).getFirst();
    }

    /** Adds a node with several outputs. */
    public List<Value> learned(
            int outputs, String opType, Map<String, Attribute> attributes, @Nullable Value... inputs) {
        return ofDomain("ai.onnx.ml", outputs, opType, attributes, inputs);
    }

    private List<Value> ofDomain(
            String domain, int outputs, String opType, Map<String, Attribute> attributes, @Nullable Value... inputs) {
        String name = opType + graph.nodes().size();
        List<String> names = IntStream.range(0, outputs)
                .mapToObj(output -> output == 0 ? name : name + ":" + output)
                .toList();
        return graph.readNode(name, domain, opType, Arrays.asList(inputs), names, attributes).outputs().stream()
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

    /** Writes a body and returns its outputs; {@code given} are its inputs: first its own, then what it reads from outside. */
    public interface BodyWriter {
        List<Value> write(TestGraph body, List<Value> given);
    }

    /** An If; its branches read these values from outside. */
    public List<Value> either(
            int outputs, Value condition, List<Value> read, BodyWriter thenBranch, BodyWriter elseBranch) {
        List<Value> inputs = Stream.concat(Stream.of(condition), read.stream()).toList();
        return nodes(
                outputs,
                "If",
                Map.of(
                        "then_branch",
                        body(1, List.of(), read, thenBranch),
                        "else_branch",
                        body(1, List.of(), read, elseBranch)),
                inputs.toArray(Value[]::new));
    }

    /**
     * A body.
     *
     * @param at    which input of the node is the first that only its bodies read
     * @param given types of the inputs that the operator hands to it
     * @param read  from outside
     */
    public Attribute.Body body(int at, List<DataType> given, List<Value> read, BodyWriter writer) {
        TestGraph body = new TestGraph(opset, random);
        List<Value> inputs = new ArrayList<>();
        given.forEach(type -> inputs.add(body.graph.addInput("given", type, List.of())));
        read.forEach(value -> inputs.add(body.graph.addInput(value.name(), DataType.OTHER, List.of())));
        List<Value> outputs = writer.write(body, inputs);
        outputs.forEach(body.graph::addOutput);
        List<Integer> captured = IntStream.range(at, at + read.size()).boxed().toList();
        return new Attribute.Body(body.graph, captured, Collections.nCopies(outputs.size(), DataType.OTHER));
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
        return new Model(8, "", Map.of("", opset, "com.microsoft", 1, "ai.onnx.ml", 2), Map.of(), graph);
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
