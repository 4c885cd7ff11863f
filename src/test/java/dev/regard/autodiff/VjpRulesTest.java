package dev.regard.autodiff;

import static dev.regard.autodiff.GradientCheck.check;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.TensorData;
import dev.regard.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
}
