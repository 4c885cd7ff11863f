package dev.regard.autodiff;

import static dev.regard.autodiff.GradientCheck.check;
import static dev.regard.autodiff.GradientCheck.constant;
import static dev.regard.autodiff.GradientCheck.shape;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.TensorData;
import dev.regard.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One numerical check a rule, over the attributes and shapes that matter to it. */
class VjpRulesTest {

    private static final Map<String, Attribute> NONE = Map.of();

    /** Ours, and no fewer: what classifiers are made of. */
    private static final String OPERATORS = """
            Conv ConvTranspose Gemm MatMul Einsum BatchNormalization InstanceNormalization LayerNormalization
            GroupNormalization LRN LpNormalization MeanVarianceNormalization Relu LeakyRelu PRelu Elu Selu Celu
            ThresholdedRelu Sigmoid HardSigmoid HardSwish Mish Softplus Softsign Tanh Erf Gelu Clip Exp Log Sqrt Reciprocal
            Pow Abs Neg Sin Cos Tan Asin Acos Atan Sinh Cosh Add Sub Mul Div Mod Min Max Sum Mean Where MaxPool AveragePool
            GlobalAveragePool GlobalMaxPool LpPool GlobalLpPool ReduceMean ReduceSum ReduceMax ReduceMin ReduceL1 ReduceL2
            ReduceSumSquare ReduceLogSum ReduceLogSumExp ReduceProd Softmax LogSoftmax Concat Split Slice Gather
            GatherElements GatherND Pad Reshape Flatten Transpose Squeeze Unsqueeze Expand Tile Resize DepthToSpace
            SpaceToDepth Trilu Cast Identity Dropout CumSum TopK ScatterND ScatterElements QuantizeLinear DequantizeLinear
            """;

    @Test
    void theTableHasEveryOperatorOfTheList() {
        assertThat(VjpRules.opTypes()).contains(OPERATORS.strip().split("\\s+"));
    }

    @Test
    void identity() {
        check("Identity", NONE, 0, Shape.of(1, 3, 4, 5));
    }

    @Test
    void dropout() {
        check("Dropout", NONE, 0, Shape.of(1, 6), TensorData.floats(Shape.of(), 0.5f));
    }

    @ParameterizedTest
    @CsvSource({
        "1x3x7x8, 4x3x1x1, 1, 0, 1, 1",
        "1x3x7x8, 4x3x3x3, 1, 1, 1, 1",
        "1x3x8x7, 4x3x3x3, 2, 1, 1, 1",
        "1x3x9x9, 4x3x3x3, 3, 0, 1, 1",
        "1x4x9x8, 4x1x3x3, 2, 1, 1, 4",
        "1x4x9x8, 6x2x3x3, 1, 2, 2, 2"
    })
    void conv(String active, String weights, int stride, int pad, int dilation, int group) {
        Map<String, Attribute> attributes = Map.of(
                "strides", Attribute.Ints.of(stride, stride),
                "pads", Attribute.Ints.of(pad, pad, pad, pad),
                "dilations", Attribute.Ints.of(dilation, dilation),
                "group", new Attribute.Int(group));
        check("Conv", attributes, 0, shape(active), constant(shape(weights)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SAME_UPPER", "SAME_LOWER", "VALID"})
    void convWithAutomaticPadding(String autoPad) {
        Map<String, Attribute> attributes =
                Map.of("strides", Attribute.Ints.of(2, 2), "auto_pad", new Attribute.Text(autoPad));
        check("Conv", attributes, 0, Shape.of(1, 3, 8, 9), constant(Shape.of(4, 3, 3, 3)));
    }
}
