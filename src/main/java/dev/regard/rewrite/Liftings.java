package dev.regard.rewrite;

import dev.regard.onnx.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * The table: which operator has to be written anew, in models of a version before which. {@code always} is for
 * operators that have no rule, or are newer than {@link dev.regard.onnx.Ops#OPSET}, and are taken apart in every version;
 * {@code where} is for single nodes.
 */
final class Liftings {

    /** Where ONNX Runtime's own operators are. */
    private static final String MICROSOFT = "com.microsoft";

    /** Domain of the operators of classic machine learning. */
    private static final String LEARNING = "ai.onnx.ml";

    private static final Map<Key, Entry> TABLE = new HashMap<>();

    static {
        before(10, "Affine", ExperimentalLiftings::affine);
        before(10, "Crop", ExperimentalLiftings::crop);
        before(10, "ImageScaler", ExperimentalLiftings::imageScaler);
        before(10, "ParametricSoftplus", ExperimentalLiftings::parametricSoftplus);
        before(10, "ScaledTanh", ExperimentalLiftings::scaledTanh);
        before(10, "Slice", AttributeLiftings::slice);
        before(10, "TopK", AttributeLiftings::topK);
        before(10, "Upsample", ResizeLiftings::upsample);
        before(11, "Clip", AttributeLiftings::clip);
        before(11, "Pad", AttributeLiftings::pad);
        before(11, "Scatter", AttributeLiftings::scatter);
        where("Dropout", AttributeLiftings::isLiftedDropout, AttributeLiftings::dropout);
        before(13, "Squeeze", AttributeLiftings::axes);
        before(13, "Unsqueeze", AttributeLiftings::axes);
        before(13, "ReduceSum", AttributeLiftings::axes);
        before(13, "Softmax", SoftmaxLiftings::coerced);
        before(13, "LogSoftmax", SoftmaxLiftings::coerced);
        before(13, "Hardmax", SoftmaxLiftings::coerced);
        where("BatchNormalization", NormalizationLiftings::isLifted, NormalizationLiftings::batchNormalization);
        for (String reduction : new String[] {
            "ReduceL1",
            "ReduceL2",
            "ReduceLogSum",
            "ReduceLogSumExp",
            "ReduceMax",
            "ReduceMean",
            "ReduceMin",
            "ReduceProd",
            "ReduceSumSquare"
        }) {
            before(18, reduction, AttributeLiftings::axes);
        }
        before(16, "RoiAlign", AttributeLiftings::roiAlign);
        before(18, "Split", AttributeLiftings::split);
        before(19, "AveragePool", AttributeLiftings::averagePool);
        before(19, "Resize", ResizeLiftings::resize);
        before(20, "GridSample", AttributeLiftings::gridSample);
        before(21, "GroupNormalization", NormalizationLiftings::groupNormalization);

        always("", "RMSNormalization", NormalizationLiftings::rootMeanSquare);
        always("", "RotaryEmbedding", RotaryLifting::write);
        always("", "Attention", StandardAttention::write);
        always("", "Swish", FusionLiftings::swish);
        always("", "TensorScatter", ScatterLiftings::tensorScatter);
        always("", "CumProd", CumulativeLiftings::product);
        always("", "BitCast", AttributeLiftings::bitCast);
        where("QuantizeLinear", has("precision"), AttributeLiftings.without("precision"));
        where("DequantizeLinear", has("output_dtype"), AttributeLiftings.without("output_dtype"));
        where("Cast", has("round_mode"), AttributeLiftings.without("round_mode"));
        where("CastLike", has("round_mode"), AttributeLiftings.without("round_mode"));

        always("", "QLinearConv", QuantizationLiftings::conv);
        always("", "QLinearMatMul", QuantizationLiftings::matMul);
        always("", "ConvInteger", IntegerLiftings::convolution);
        always("", "MatMulInteger", IntegerLiftings::matMul);
        always("", "DynamicQuantizeLinear", IntegerLiftings::dynamicQuantize);
        always(MICROSOFT, "DynamicQuantizeMatMul", IntegerLiftings::dynamicMatMul);
        always(MICROSOFT, "MatMulIntegerToFloat", IntegerLiftings::matMulToFloat);
        always(MICROSOFT, "QLinearConv", QuantizationLiftings::conv);
        always(MICROSOFT, "QLinearAdd", QuantizationLiftings.ofTwo("Add"));
        always(MICROSOFT, "QLinearMul", QuantizationLiftings.ofTwo("Mul"));
        always(MICROSOFT, "QLinearSigmoid", QuantizationLiftings.ofOne("Sigmoid"));
        always(MICROSOFT, "QLinearLeakyRelu", QuantizationLiftings.ofOne("LeakyRelu"));
        always(MICROSOFT, "QLinearAveragePool", QuantizationLiftings.ofOne("AveragePool"));
        always(MICROSOFT, "QLinearGlobalAveragePool", QuantizationLiftings.ofOne("GlobalAveragePool"));
        always(MICROSOFT, "QLinearSoftmax", QuantizationLiftings::softmax);
        always(MICROSOFT, "QLinearConcat", QuantizationLiftings::concat);
        always(MICROSOFT, "QGemm", QuantizationLiftings::gemm);
        always(MICROSOFT, "QuantizeLinear", QuantizationLiftings::standard);
        always(MICROSOFT, "DequantizeLinear", QuantizationLiftings::standard);
        always(MICROSOFT, "MatMulNBits", PackedWeights::matMul);

        always(LEARNING, "LinearClassifier", LearningLiftings::linearClassifier);

        always(MICROSOFT, "FusedConv", FusionLiftings::conv);
        always(MICROSOFT, "FusedGemm", FusionLiftings::gemm);
        always(MICROSOFT, "FusedMatMul", FusionLiftings::matMul);
        always(MICROSOFT, "Gelu", FusionLiftings::gelu);
        always(MICROSOFT, "FastGelu", FusionLiftings::gelu);
        always(MICROSOFT, "BiasGelu", FusionLiftings::gelu);
        always(MICROSOFT, "BiasAdd", FusionLiftings::biasAdd);
        always(MICROSOFT, "GridSample", AttributeLiftings::gridSample);
        always(MICROSOFT, "QuickGelu", FusionLiftings::swish);
        always(MICROSOFT, "SkipLayerNormalization", FusionLiftings::skipLayerNormalization);
        always("", "SimplifiedLayerNormalization", FusionLiftings::simplifiedLayerNormalization);
        always(MICROSOFT, "SkipSimplifiedLayerNormalization", FusionLiftings::skipSimplifiedLayerNormalization);
        always(MICROSOFT, "Attention", AttentionLiftings::packed);
        always(MICROSOFT, "MultiHeadAttention", AttentionLiftings::separate);
    }

    private Liftings() {}

    /** A lifting, and the nodes that need it, by themselves and the version that they are written in. */
    private record Entry(BiPredicate<Node, Integer> isNeeded, Lifting lifting) {}

    private record Key(String domain, String opType) {}

    /** How a node is lifted; empty where it may stay as it is. */
    static Optional<Lifting> find(Node node, int opset) {
        return Optional.ofNullable(TABLE.get(new Key(node.domain(), node.opType())))
                .filter(entry -> entry.isNeeded.test(node, opset))
                .map(Entry::lifting);
    }

    private static void before(int version, String opType, Lifting lifting) {
        where(opType, (node, opset) -> opset < version, lifting);
    }

    private static void where(String opType, BiPredicate<Node, Integer> isNeeded, Lifting lifting) {
        TABLE.put(new Key("", opType), new Entry(isNeeded, lifting));
    }

    private static BiPredicate<Node, Integer> has(String attribute) {
        return (node, opset) -> node.attributes().containsKey(attribute);
    }

    private static void always(String domain, String opType, Lifting lifting) {
        TABLE.put(new Key(domain, opType), new Entry((node, opset) -> true, lifting));
    }
}
