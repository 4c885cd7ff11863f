package dev.regard.onnx;

import dev.regard.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Emits nodes of the standard into a graph, in the form of opset {@link #OPSET}. Every method adds one node, or a
 * constant, and returns its value.
 */
public final class Ops {

    /** The opset that everything is written in, and that models are lifted to before. */
    public static final int OPSET = 21;

    private final Graph graph;
    private final String scope;

    /**
     * @param model into which to emit
     * @param scope how the names of new values begin
     */
    public Ops(Model model, String scope) {
        this.graph = model.graph();
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

    /** A constant of any type. */
    public Value stored(TensorData data) {
        return graph.addConstant(scope + "constant", data);
    }

    /** One whole number without axes, such as an index. */
    public Value scalarLong(long number) {
        return graph.addConstant(scope + "constant", TensorData.scalarLong(number));
    }

    public Value add(Value a, Value b) {
        return node("Add", a, b);
    }

    public Value sub(Value a, Value b) {
        return node("Sub", a, b);
    }

    public Value mul(Value a, Value b) {
        return node("Mul", a, b);
    }

    public Value div(Value a, Value b) {
        return node("Div", a, b);
    }

    public Value pow(Value a, Value exponent) {
        return node("Pow", a, exponent);
    }

    public Value neg(Value a) {
        return node("Neg", a);
    }

    public Value abs(Value a) {
        return node("Abs", a);
    }

    public Value sign(Value a) {
        return node("Sign", a);
    }

    public Value square(Value a) {
        return mul(a, a);
    }

    public Value sqrt(Value a) {
        return node("Sqrt", a);
    }

    public Value exp(Value a) {
        return node("Exp", a);
    }

    public Value log(Value a) {
        return node("Log", a);
    }

    public Value tanh(Value a) {
        return node("Tanh", a);
    }

    public Value sigmoid(Value a) {
        return node("Sigmoid", a);
    }

    public Value relu(Value a) {
        return node("Relu", a);
    }

    public Value matMul(Value a, Value b) {
        return node("MatMul", a, b);
    }

    /** Truth values. */
    public Value greater(Value a, Value b) {
        return node("Greater", a, b);
    }

    /** Truth values. */
    public Value less(Value a, Value b) {
        return node("Less", a, b);
    }

    /** Truth values. */
    public Value equal(Value a, Value b) {
        return node("Equal", a, b);
    }

    /** Truth values. */
    public Value and(Value a, Value b) {
        return node("And", a, b);
    }

    /** 1 where a is greater than b, else 0, as float. */
    public Value isGreater(Value a, Value b) {
        return toFloat(greater(a, b));
    }

    /** 1 where a is less than b, else 0, as float. */
    public Value isLess(Value a, Value b) {
        return toFloat(less(a, b));
    }

    /** From a where true, from b elsewhere. */
    public Value where(Value truth, Value a, Value b) {
        return node("Where", truth, a, b);
    }

    public Value cast(Value a, DataType type) {
        return node("Cast", List.of(a), Map.of("to", new Attribute.Int(type.code())));
    }

    public Value toFloat(Value a) {
        return cast(a, DataType.FLOAT);
    }

    /** The extents of a value while the model runs. */
    public Value shapeOf(Value a) {
        return node("Shape", a);
    }

    /** @param extents one may be -1: what is left */
    public Value reshape(Value a, long... extents) {
        return node("Reshape", a, longs(extents));
    }

    /** @param extents that {@code a} is repeated to; 1 leaves an axis as it is */
    public Value expand(Value a, long... extents) {
        return node("Expand", a, longs(extents));
    }

    public Value transpose(Value a, long... permutation) {
        return node("Transpose", List.of(a), Map.of("perm", Attribute.Ints.of(permutation)));
    }

    /** Sums over these axes; they stay, with the extent 1, where {@code keep} is true. */
    public Value reduceSum(Value a, boolean keep, long... axes) {
        return reduce("ReduceSum", a, keep, axes);
    }

    /** Any of the reductions, such as ReduceMax. */
    public Value reduce(String opType, Value a, boolean keep, long... axes) {
        return node(opType, List.of(a, longs(axes)), Map.of("keepdims", new Attribute.Int(keep ? 1 : 0)));
    }

    /** The part of one axis from {@code start} to before {@code end}. */
    public Value slice(Value a, long axis, long start, long end) {
        return node("Slice", a, longs(start), longs(end), longs(axis));
    }

    public Value concat(long axis, List<Value> parts) {
        return node("Concat", List.copyOf(parts), Map.of("axis", new Attribute.Int(axis)));
    }

    /** @param pads zeros before and behind each axis, first all before, then all behind */
    public Value pad(Value a, long... pads) {
        return node("Pad", a, longs(pads));
    }

    /** The entries of one axis at these places. */
    public Value gather(Value a, Value indices, long axis) {
        return node("Gather", List.of(a, indices), Map.of("axis", new Attribute.Int(axis)));
    }

    /** Zeros of the shape that {@code a} has while the model runs. */
    public Value zerosLike(Value a) {
        return node("ConstantOfShape", shapeOf(a));
    }

    /** Matrix product of two matrices, the second one transposed where {@code transposeB} is true, times alpha. */
    public Value gemm(Value a, Value b, boolean transposeB, float alpha) {
        return node(
                "Gemm",
                List.of(a, b),
                Map.of("transB", new Attribute.Int(transposeB ? 1 : 0), "alpha", new Attribute.Real(alpha)));
    }

    /** Convolution with a kernel of 1 x 1 (or one value for each spatial axis that there is). */
    public Value pointwiseConv(Value a, Value weights) {
        return node("Conv", a, weights);
    }

    /** Any other node with one output. */
    public Value node(String opType, List<? extends @Nullable Value> inputs, Map<String, Attribute> attributes) {
        return graph.addNode(opType, scope + opType, inputs, attributes);
    }

    /** Any other node with several outputs. */
    public List<Value> node(
            String opType, List<? extends @Nullable Value> inputs, Map<String, Attribute> attributes, int outputs) {
        return graph.addNode(opType, scope + opType, inputs, attributes, outputs);
    }

    /** Any other node with one output and no attributes. */
    public Value node(String opType, Value... inputs) {
        return node(opType, List.of(inputs), Map.of());
    }
}
