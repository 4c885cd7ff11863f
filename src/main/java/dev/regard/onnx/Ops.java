package dev.regard.onnx;

import dev.regard.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Emits nodes of the standard into a graph, in the form that the model's opset wants (7 and later). Every method adds
 * one node, or a constant, and returns its value.
 */
public final class Ops {

    private final Graph graph;
    private final int opset;
    private final String scope;

    /**
     * @param model into which to emit
     * @param scope how the names of new values begin
     */
    public Ops(Model model, String scope) {
        this.graph = model.graph();
        this.opset = model.opset();
        this.scope = scope;
    }

    public Value constant(float number) {
        return constant(Shape.of(), number);
    }

    /** A constant of these numbers. */
    public Value constant(Shape shape, float... numbers) {
        return graph.addConstant(scope + "constant", TensorData.floats(shape, numbers));
    }

    /** A constant that holds the same number everywhere. */
    public Value filled(Shape shape, float number) {
        float[] numbers = new float[shape.size()];
        Arrays.fill(numbers, number);
        return constant(shape, numbers);
    }

    /** A list of whole numbers, such as a shape. */
    public Value longs(long... numbers) {
        return graph.addConstant(scope + "constant", TensorData.longs(numbers));
    }

    public Value add(Value a, Value b) {
        return node("Add", a, b);
    }

    public Value mul(Value a, Value b) {
        return node("Mul", a, b);
    }

    public Value div(Value a, Value b) {
        return node("Div", a, b);
    }

    public Value sqrt(Value a) {
        return node("Sqrt", a);
    }

    public Value matMul(Value a, Value b) {
        return node("MatMul", a, b);
    }

    /** 1 where a is greater than b, else 0, as float. */
    public Value isGreater(Value a, Value b) {
        return toFloat(node("Greater", a, b));
    }

    /** 1 where a is less than b, else 0, as float. */
    public Value isLess(Value a, Value b) {
        return toFloat(node("Less", a, b));
    }

    private Value toFloat(Value truth) {
        return node("Cast", List.of(truth), Map.of("to", new Attribute.Int(DataType.FLOAT.code())));
    }

    /** @param extents one may be -1: what is left */
    public Value reshape(Value a, long... extents) {
        return node("Reshape", a, longs(extents));
    }

    public Value transpose(Value a, long... permutation) {
        return node("Transpose", List.of(a), Map.of("perm", Attribute.Ints.of(permutation)));
    }

    /** Sums over these axes; they stay, with the extent 1, where {@code keep} is true. */
    public Value reduceSum(Value a, boolean keep, long... axes) {
        Attribute keepdims = new Attribute.Int(keep ? 1 : 0);
        return opset >= 13
                ? node("ReduceSum", List.of(a, longs(axes)), Map.of("keepdims", keepdims))
                : node("ReduceSum", List.of(a), Map.of("keepdims", keepdims, "axes", Attribute.Ints.of(axes)));
    }

    /** The part of one axis from {@code start} to before {@code end}. */
    public Value slice(Value a, long axis, long start, long end) {
        return opset >= 10
                ? node("Slice", a, longs(start), longs(end), longs(axis))
                : node(
                        "Slice",
                        List.of(a),
                        Map.of(
                                "starts", Attribute.Ints.of(start),
                                "ends", Attribute.Ints.of(end),
                                "axes", Attribute.Ints.of(axis)));
    }

    /** Matrix product of two matrices, the second one transposed where {@code transposeB} is true, times alpha. */
    public Value gemm(Value a, Value b, boolean transposeB, float alpha) {
        Map<String, Attribute> attributes =
                Map.of("transB", new Attribute.Int(transposeB ? 1 : 0), "alpha", new Attribute.Real(alpha));
        // The third input is optional since opset 11.
        return opset >= 11
                ? node("Gemm", List.of(a, b), attributes)
                : node("Gemm", List.of(a, b, constant(0)), attributes);
    }

    /** Convolution with a kernel of 1 x 1 (or one value for each spatial axis that there is). */
    public Value pointwiseConv(Value a, Value weights) {
        return node("Conv", a, weights);
    }

    /** Any other node with one output. */
    public Value node(String opType, List<@Nullable Value> inputs, Map<String, Attribute> attributes) {
        return graph.addNode(opType, scope + opType, inputs, attributes);
    }

    private Value node(String opType, Value... inputs) {
        return node(opType, List.of(inputs), Map.of());
    }
}
