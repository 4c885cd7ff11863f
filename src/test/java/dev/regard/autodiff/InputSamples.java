package dev.regard.autodiff;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.TensorData;
import dev.regard.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A use of each operator of the table, with all inputs that it can have, and numbers that lie far from its kinks. */
final class InputSamples {

    private static final Map<String, Attribute> NONE = Map.of();
    private static final Shape PICTURE = Shape.of(2, 4, 5, 6);
    private static final Shape MATRIX = Shape.of(3, 4);
    private static final Shape ONE = Shape.of();

    private final List<Sample> samples = new ArrayList<>();

    /**
     * A node.
     *
     * @param inputs  those that are float can vary
     * @param outputs how many
     */
    record Sample(String opType, Map<String, Attribute> attributes, int outputs, List<TensorData> inputs) {
        @Override
        public String toString() {
            return opType + attributes;
        }
    }

    private InputSamples() {}

    static List<Sample> all() {
        InputSamples all = new InputSamples();
        all.addFunctions();
        all.addArithmetic();
        all.addMoves();
        all.addIndexing();
        all.addTypes();
        all.addProducts();
        all.addNormalizations();
        all.addWindows();
        all.addReductions();
        return all.samples;
    }

    private void addFunctions() {
        for (String opType : List.of(
                "Identity",
                "Neg",
                "Abs",
                "Exp",
                "Log",
                "Sqrt",
                "Reciprocal",
                "Erf",
                "Sin",
                "Cos",
                "Tan",
                "Asin",
                "Acos",
                "Atan",
                "Sinh",
                "Cosh",
                "Floor",
                "Ceil",
                "Round",
                "Sign",
                "Hardmax",
                "IsNaN",
                "IsInf",
                "Relu",
                "LeakyRelu",
                "ThresholdedRelu",
                "HardSigmoid",
                "HardSwish",
                "Sigmoid",
                "Tanh",
                "Elu",
                "Selu",
                "Celu",
                "Softplus",
                "Softsign",
                "Mish",
                "Gelu",
                "Softmax",
                "LogSoftmax",
                "LpNormalization",
                "Shape",
                "Size",
                "NonZero",
                "ArgMax",
                "ArgMin",
                "EyeLike",
                "Flatten",
                "Transpose",
                "Trilu",
                "Dropout")) {
            add(opType, NONE, floats(MATRIX));
        }
        add("Clip", NONE, floats(MATRIX), number(0.28f), number(0.33f));
        add("Clip", NONE, floats(MATRIX), number(0.33f), number(0.28f));
        add("PRelu", NONE, floats(MATRIX), floats(Shape.of(4)));
        add("CumSum", NONE, floats(MATRIX), TensorData.scalarLong(1));
        add("TopK", 2, Map.of(), floats(MATRIX), TensorData.longs(2));
    }

    private void addArithmetic() {
        for (String opType : List.of(
                "Add",
                "Sub",
                "Mul",
                "Div",
                "Pow",
                "Sum",
                "Mean",
                "Max",
                "Min",
                "Equal",
                "Greater",
                "GreaterOrEqual",
                "Less",
                "LessOrEqual")) {
            add(opType, NONE, floats(MATRIX), other(Shape.of(3, 1)));
        }
        add("Mod", Map.of("fmod", number(1L)), floats(MATRIX), other(Shape.of(4)));
        add("Where", NONE, truths(3, 1), floats(MATRIX), other(Shape.of(4)));
        for (String opType : List.of("And", "Or", "Xor")) {
            add(opType, NONE, truths(3, 4), truths(3, 4));
        }
        add("Not", NONE, truths(3, 4));
    }

    private void addMoves() {
        add("ConstantOfShape", NONE, TensorData.longs(3, 4));
        add("Reshape", NONE, floats(MATRIX), TensorData.longs(2, 6));
        add("Squeeze", NONE, floats(Shape.of(3, 1)), TensorData.longs(1));
        add("Unsqueeze", NONE, floats(MATRIX), TensorData.longs(1));
        add("Expand", NONE, floats(Shape.of(3, 1)), TensorData.longs(3, 4));
        add("Tile", NONE, floats(MATRIX), TensorData.longs(1, 2));
        add("DepthToSpace", Map.of("blocksize", number(2L)), floats(PICTURE));
        add("SpaceToDepth", Map.of("blocksize", number(2L)), floats(Shape.of(2, 1, 4, 6)));
        add("Concat", Map.of("axis", number(1L)), floats(MATRIX), floats(Shape.of(3, 2)));
        add("Split", 2, Map.of("axis", number(1L)), floats(MATRIX), TensorData.longs(1, 3));
        add(
                "Slice",
                NONE,
                floats(MATRIX),
                TensorData.longs(1),
                TensorData.longs(3),
                TensorData.longs(1),
                TensorData.longs(1));
        add("Pad", NONE, floats(MATRIX), TensorData.longs(1, 0, -1, 2), number(0.3f), TensorData.longs(0, 1));
        add(
                "Resize",
                Map.of(
                        "mode", text("linear"),
                        "coordinate_transformation_mode", text("tf_crop_and_resize"),
                        "axes", Attribute.Ints.of(2, 3)),
                floats(PICTURE),
                TensorData.floats(Shape.of(4), 0.1f, 0.1f, 0.8f, 0.9f),
                TensorData.floats(Shape.of(2), 1.7f, 1.3f));
    }

    private void addIndexing() {
        add("Range", NONE, number(0.3f), number(3.1f), number(0.9f));
        add("OneHot", NONE, TensorData.longs(2, 0, 3), TensorData.longs(4), TensorData.floats(Shape.of(2), 0.2f, 0.9f));
        add("Gather", NONE, floats(MATRIX), TensorData.longs(2, 0));
        add(
                "GatherElements",
                NONE,
                floats(MATRIX),
                new TensorData(
                        DataType.INT64, Shape.of(1, 2), TensorData.longs(2, 0).bytes()));
        add("GatherND", NONE, floats(MATRIX), TensorData.longs(2, 3));
        for (String reduction : List.of("none", "add", "mul")) {
            Map<String, Attribute> attributes = Map.of("reduction", text(reduction));
            TensorData places = new TensorData(
                    DataType.INT64, Shape.of(1, 2), TensorData.longs(2, 0).bytes());
            add("ScatterElements", attributes, floats(MATRIX), places, other(Shape.of(1, 2)));
            add("ScatterND", attributes, floats(MATRIX), places, other(Shape.of(1)));
        }
    }

    private void addTypes() {
        add("Cast", Map.of("to", number(DataType.DOUBLE.code())), floats(MATRIX));
        add("Cast", Map.of("to", number(DataType.INT32.code())), floats(MATRIX));
        TensorData bytes =
                new TensorData(DataType.UINT8, Shape.of(2, 3), ByteBuffer.wrap(new byte[] {3, 7, 9, 2, 4, 8}));
        TensorData zero = new TensorData(DataType.UINT8, ONE, ByteBuffer.wrap(new byte[] {5}));
        add("DequantizeLinear", NONE, bytes, number(0.3f), zero);
        TensorData zeros = new TensorData(DataType.UINT8, Shape.of(2), ByteBuffer.wrap(new byte[] {5, 1}));
        add("DequantizeLinear", Map.of("axis", number(0L)), bytes, floats(Shape.of(2)), zeros);
    }

    private void addProducts() {
        add("MatMul", NONE, floats(Shape.of(2, 3, 4)), floats(Shape.of(4, 2)));
        add(
                "Gemm",
                Map.of("alpha", real(0.7f), "beta", real(1.3f)),
                floats(MATRIX),
                floats(Shape.of(4, 2)),
                floats(Shape.of(2)));
        add("Gemm", Map.of("transA", number(1L), "transB", number(1L)), floats(MATRIX), floats(Shape.of(2, 3)));
        add(
                "Einsum",
                Map.of("equation", text("ij,jk,k->i")),
                floats(MATRIX),
                floats(Shape.of(4, 2)),
                floats(Shape.of(2)));
    }

    private void addNormalizations() {
        TensorData channels = floats(Shape.of(4));
        add(
                "BatchNormalization",
                Map.of("epsilon", real(0.1f)),
                floats(PICTURE),
                channels,
                channels,
                channels,
                channels);
        add("InstanceNormalization", Map.of("epsilon", real(0.1f)), floats(PICTURE), channels, channels);
        add(
                "GroupNormalization",
                Map.of("num_groups", number(2L), "epsilon", real(0.1f)),
                floats(PICTURE),
                channels,
                channels);
        add("LayerNormalization", Map.of("epsilon", real(0.1f)), floats(MATRIX), channels, channels);
        add("MeanVarianceNormalization", NONE, spread(PICTURE));
        add("LRN", Map.of("size", number(3L), "alpha", real(0.5f)), floats(PICTURE));
    }

    private void addWindows() {
        Map<String, Attribute> strided =
                Map.of("strides", Attribute.Ints.of(2, 1), "pads", Attribute.Ints.of(1, 0, 0, 2), "group", number(2L));
        add("Conv", strided, floats(PICTURE), floats(Shape.of(6, 2, 3, 2)), floats(Shape.of(6)));
        Map<String, Attribute> dilated =
                Map.of("dilations", Attribute.Ints.of(2, 1), "pads", Attribute.Ints.of(0, 2, 1, 0));
        add("Conv", dilated, floats(PICTURE), floats(Shape.of(3, 4, 2, 3)), floats(Shape.of(3)));
        Map<String, Attribute> same = Map.of("strides", Attribute.Ints.of(2, 2), "auto_pad", text("SAME_UPPER"));
        add("Conv", same, floats(PICTURE), floats(Shape.of(3, 4, 2, 3)), floats(Shape.of(3)));
        add("Conv", Map.of("strides", Attribute.Ints.of(3)), floats(Shape.of(2, 2, 9)), floats(Shape.of(3, 2, 2)));
        add("ConvTranspose", strided, floats(PICTURE), floats(Shape.of(4, 3, 3, 2)), floats(Shape.of(6)));
        Map<String, Attribute> padded =
                Map.of("strides", Attribute.Ints.of(3, 2), "output_padding", Attribute.Ints.of(2, 1));
        add("ConvTranspose", padded, floats(PICTURE), floats(Shape.of(4, 3, 2, 2)), floats(Shape.of(3)));
        Map<String, Attribute> window =
                Map.of("kernel_shape", Attribute.Ints.of(2, 2), "strides", Attribute.Ints.of(2, 2));
        add("MaxPool", 2, window, spread(PICTURE));
        add("AveragePool", window, floats(PICTURE));
        add("LpPool", window, floats(PICTURE));
        for (String opType : List.of("GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool")) {
            add(opType, NONE, spread(PICTURE));
        }
    }

    private void addReductions() {
        for (String opType : List.of(
                "ReduceMean",
                "ReduceSum",
                "ReduceMax",
                "ReduceMin",
                "ReduceL1",
                "ReduceL2",
                "ReduceSumSquare",
                "ReduceLogSum",
                "ReduceLogSumExp",
                "ReduceProd")) {
            add(opType, NONE, spread(MATRIX), TensorData.longs(1));
        }
    }

    private void add(String opType, Map<String, Attribute> attributes, TensorData... inputs) {
        add(opType, 1, attributes, inputs);
    }

    private void add(String opType, int outputs, Map<String, Attribute> attributes, TensorData... inputs) {
        samples.add(new Sample(opType, attributes, outputs, List.of(inputs)));
    }

    private static TensorData number(float number) {
        return TensorData.floats(ONE, number);
    }

    private static Attribute number(long number) {
        return new Attribute.Int(number);
    }

    private static Attribute real(float number) {
        return new Attribute.Real(number);
    }

    private static Attribute text(String text) {
        return new Attribute.Text(text);
    }

    /** Between 0.2 and 0.4, all different, in no order. */
    private static TensorData floats(Shape shape) {
        return shuffled(shape, 0.2f, 0.2f / shape.size());
    }

    /** From 0.2 on, so far apart that the greatest stays the greatest. */
    private static TensorData spread(Shape shape) {
        return shuffled(shape, 0.2f, 0.1f);
    }

    /** Far above and far below those of {@link #floats}. */
    private static TensorData other(Shape shape) {
        float[] numbers = shuffled(shape, 0.6f, 0.01f).toFloats();
        for (int index = 0; index < numbers.length; index += 2) {
            numbers[index] -= 0.53f;
        }
        return TensorData.floats(shape, numbers);
    }

    private static TensorData shuffled(Shape shape, float first, float step) {
        List<Float> numbers = new ArrayList<>();
        for (int index = 0; index < shape.size(); index++) {
            numbers.add(first + step * index);
        }
        Collections.shuffle(numbers, new Random(3));
        float[] shuffled = new float[shape.size()];
        for (int index = 0; index < shuffled.length; index++) {
            shuffled[index] = numbers.get(index);
        }
        return TensorData.floats(shape, shuffled);
    }

    private static TensorData truths(int... extents) {
        Shape shape = Shape.of(extents);
        byte[] truths = new byte[shape.size()];
        for (int index = 0; index < truths.length; index += 2) {
            truths[index] = 1;
        }
        return new TensorData(DataType.BOOL, shape, ByteBuffer.wrap(truths));
    }
}
