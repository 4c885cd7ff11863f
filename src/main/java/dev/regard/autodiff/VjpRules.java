package dev.regard.autodiff;

import dev.regard.onnx.Constants;
import dev.regard.onnx.EinsumEquation;
import dev.regard.onnx.Node;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * THE table: which operator has which rule, for operators of opset 21. {@code each} is for operators that pass a gradient
 * to every input, {@code first} for those whose further inputs are shapes, places or switches and get none, {@code only}
 * names the inputs that get one, or the nodes that pass one, {@code none} is for operators that pass none at all.
 * {@code missing} names inputs whose gradient is not 0 and has no rule: where the class score depends on one of them, that is
 * an error. {@code guided} replaces a rule in guided backpropagation, {@code covered} tells where the rule of one input of
 * two can bring along what flows through the other, {@code every} is for operators all of whose outputs pass a gradient, and
 * {@code silent} for second outputs that hold places or truths. Every other second output that the class score depends on is
 * an error too.
 */
final class VjpRules {

    private static final RuleTable TABLE = new RuleTable();

    static {
        TABLE.none("Shape", "Size", "ConstantOfShape", "EyeLike");

        // Moving numbers
        TABLE.first("Identity", ShapeVjps::unchanged);
        TABLE.first("Dropout", ShapeVjps::unchanged);
        TABLE.silent("Dropout");
        TABLE.first("Flatten", ShapeVjps::reshape);
        TABLE.first("Reshape", ShapeVjps::reshape);
        TABLE.first("Squeeze", ShapeVjps::reshape);
        TABLE.first("Unsqueeze", ShapeVjps::reshape);
        TABLE.first("Transpose", ShapeVjps::transpose);
        TABLE.first("Expand", ShapeVjps::expand);
        TABLE.first("Tile", ShapeVjps::tile, node -> isFixed(node, 1));
        TABLE.first("DepthToSpace", ShapeVjps::depthToSpace);
        TABLE.first("SpaceToDepth", ShapeVjps::spaceToDepth);
        TABLE.first("Trilu", ShapeVjps::triangle);
        TABLE.each("Concat", SliceVjps::concat, SliceVjps::isWithinPictures);
        TABLE.first("Split", SliceVjps::split, node -> isFixed(node, 1) && SliceVjps.isWithinPictures(node));
        TABLE.every("Split");
        TABLE.first("Slice", SliceVjps::slice, node -> isFixed(node, 1, 2, 3, 4));
        TABLE.only(Set.of(0, 2), "Pad", PaddingVjps::pad, node -> isFixed(node, 1, 3));
        TABLE.first("Resize", ResizeVjps::resize, ResizeVjps::covers);
        TABLE.missing("Resize", 1, 2);

        // Picking and putting numbers by index
        TABLE.none("ArgMax", "ArgMin", "NonZero");
        TABLE.missing("Range", 0, 1, 2);
        TABLE.first("Gather", GatherVjps::gather, SliceVjps::isWithinPictures);
        TABLE.first("GatherElements", GatherVjps::gatherElements);
        TABLE.first("GatherND", GatherVjps::gatherNd, GatherVjps::coversNd);
        TABLE.only(Set.of(0, 2), "ScatterElements", ScatterVjps::scatter, ScatterVjps::coversReduction);
        TABLE.only(Set.of(0, 2), "ScatterND", ScatterVjps::scatter, ScatterVjps::coversReduction);
        TABLE.first("TopK", ScatterVjps::topK, ScatterVjps::tellsPlaces);
        TABLE.silent("TopK");

        // Arithmetic
        TABLE.each("Add", ArithmeticVjps::add);
        TABLE.only(FakeQuantization::passesDifference, "Sub", ArithmeticVjps::sub, node -> true);
        TABLE.each("Mul", ArithmeticVjps::mul);
        TABLE.covered("Mul", OwnSigmoid::isAt);
        TABLE.each("Div", ArithmeticVjps::div);
        TABLE.each("Mod", ArithmeticVjps::mod);
        TABLE.each("Pow", PowVjp::pow);
        TABLE.each("Sum", ArithmeticVjps::add);
        TABLE.each("Mean", ArithmeticVjps::mean);
        TABLE.each("Max", ExtremumVjps::max);
        TABLE.each("Min", ExtremumVjps::min);
        TABLE.only(Set.of(1, 2), "Where", ArithmeticVjps::where, node -> true);

        // Functions of one number
        TABLE.first("Neg", ElementwiseVjps::neg);
        TABLE.first("Abs", ElementwiseVjps::abs);
        TABLE.first("Exp", ElementwiseVjps::exp);
        TABLE.first("Log", ElementwiseVjps::log);
        TABLE.first("Sqrt", ElementwiseVjps::sqrt);
        TABLE.first("Reciprocal", ElementwiseVjps::reciprocal);
        TABLE.first("Erf", SmoothActivationVjps::erf);
        TABLE.first("Sin", ElementwiseVjps::sin);
        TABLE.first("Cos", ElementwiseVjps::cos);
        TABLE.first("Tan", ElementwiseVjps::tan);
        TABLE.first("Asin", ElementwiseVjps::asin);
        TABLE.first("Acos", ElementwiseVjps::acos);
        TABLE.first("Atan", ElementwiseVjps::atan);
        TABLE.first("Sinh", ElementwiseVjps::sinh);
        TABLE.first("Cosh", ElementwiseVjps::cosh);

        // Steps, and truths
        TABLE.none("Sign", "Hardmax");
        TABLE.only(FakeQuantization::isRounding, "Floor", ShapeVjps::unchanged);
        TABLE.only(FakeQuantization::isRounding, "Ceil", ShapeVjps::unchanged);
        TABLE.only(FakeQuantization::isRounding, "Round", ShapeVjps::unchanged);
        TABLE.missing("OneHot", 2);
        TABLE.none(
                "Equal",
                "Greater",
                "GreaterOrEqual",
                "Less",
                "LessOrEqual",
                "And",
                "Or",
                "Xor",
                "Not",
                "IsNaN",
                "IsInf");

        // Types
        TABLE.only(TypeVjps::passesCast, "Cast", TypeVjps::cast);
        TABLE.first("QuantizeLinear", TypeVjps::quantize, TypeVjps::coversQuantize);
        TABLE.only(TypeVjps::isNumberOrScale, "DequantizeLinear", TypeVjps::dequantize, TypeVjps::coversDequantize);

        // Matrix products
        TABLE.each("MatMul", MatrixVjps::matMul);
        TABLE.each("Gemm", MatrixVjps::gemm);
        TABLE.each("Einsum", EinsumVjps::einsum, EinsumEquation::hasNoDiagonal);

        // Activation functions
        TABLE.first("Relu", ActivationVjps::relu);
        TABLE.each("Clip", ActivationVjps::clip);
        TABLE.first("LeakyRelu", ActivationVjps::leakyRelu);
        TABLE.each("PRelu", ActivationVjps::pRelu);
        TABLE.first("ThresholdedRelu", ActivationVjps::thresholdedRelu);
        TABLE.first("HardSigmoid", ActivationVjps::hardSigmoid);
        TABLE.first("HardSwish", ActivationVjps::hardSwish);
        TABLE.first("Sigmoid", SmoothActivationVjps::sigmoid);
        TABLE.first("Tanh", SmoothActivationVjps::tanh);
        TABLE.first("Elu", SmoothActivationVjps::elu);
        TABLE.first("Selu", SmoothActivationVjps::selu);
        TABLE.first("Celu", SmoothActivationVjps::celu);
        TABLE.first("Softplus", SmoothActivationVjps::softplus);
        TABLE.first("Softsign", SmoothActivationVjps::softsign);
        TABLE.first("Mish", SmoothActivationVjps::mish);
        TABLE.first("Gelu", SmoothActivationVjps::gelu);
        TABLE.guided("Relu", ActivationVjps::guidedRelu);
        TABLE.guided("Clip", ActivationVjps::guidedClip);

        // Normalizations
        TABLE.each("BatchNormalization", NormalizationVjps::batchNormalization);
        TABLE.first("LRN", NormalizationVjps::localResponse);
        TABLE.first("LpNormalization", NormalizationVjps::lp);
        TABLE.each("LayerNormalization", StandardizationVjps::layer);
        TABLE.each("InstanceNormalization", StandardizationVjps::instance);
        TABLE.each("GroupNormalization", StandardizationVjps::group);
        TABLE.first("MeanVarianceNormalization", StandardizationVjps::meanVariance);
        TABLE.first("Softmax", SoftmaxVjps::softmax);
        TABLE.first("LogSoftmax", SoftmaxVjps::logSoftmax);

        // Windows
        TABLE.each("Conv", ConvolutionVjps::conv);
        TABLE.each("ConvTranspose", ConvolutionVjps::convTranspose);
        TABLE.first("MaxPool", MaxPoolVjps::maxPool);
        TABLE.silent("MaxPool");
        TABLE.first("GlobalMaxPool", MaxPoolVjps::globalMaxPool);
        TABLE.first("AveragePool", PoolingVjps::averagePool);
        TABLE.first("GlobalAveragePool", ReductionVjps::mean);
        TABLE.first("LpPool", PoolingVjps::lpPool);
        TABLE.first("GlobalLpPool", PoolingVjps::globalLpPool);

        // Reductions
        TABLE.first("ReduceMean", ReductionVjps::mean);
        TABLE.first("ReduceSum", ReductionVjps::sum);
        TABLE.first("ReduceMax", ReductionVjps::extremum);
        TABLE.first("ReduceMin", ReductionVjps::extremum);
        TABLE.first("ReduceL1", ReductionVjps::l1);
        TABLE.first("ReduceL2", ReductionVjps::l2);
        TABLE.first("ReduceSumSquare", ReductionVjps::sumOfSquares);
        TABLE.first("ReduceLogSum", ReductionVjps::logSum);
        TABLE.first("ReduceLogSumExp", ReductionVjps::logSumExp);
        TABLE.first("ReduceProd", ReductionVjps::product);
        TABLE.first("CumSum", ReductionVjps::cumulativeSum);
    }

    private VjpRules() {}

    /** The operators that the table tells something of. */
    static Set<String> all() {
        return TABLE.opTypes();
    }

    /** The operators that have a rule. */
    static Set<String> opTypes() {
        return TABLE.opTypesWithRule();
    }

    /** True where an operator passes no gradient to this input, whatever the numbers are. */
    static boolean isWithoutGradient(Node node, int input) {
        RuleTable.Entry entry = TABLE.entry(node.opType());
        return BranchVjp.isCondition(node, input)
                || (entry != null && !entry.inputs().test(node, input) && !TABLE.isMissing(node, input));
    }

    /** True for an output that holds places or truths, whatever the input is. */
    static boolean isSilent(Node node, int output) {
        return output > 0 && TABLE.isSilent(node.opType());
    }

    /** True where the rule of an operator takes what flows back from this output. */
    static boolean servesOutput(Node node, int output) {
        return output == 0 || TABLE.isEveryOutputServed(node.opType()) || isSilent(node, output);
    }

    /** True where an operator passes no gradient to any input. */
    static boolean isWithoutGradient(Node node) {
        return IntStream.range(0, node.inputs().size()).allMatch(input -> isWithoutGradient(node, input));
    }

    /** True where the rule of the other one of two inputs can bring along what flows through this one. */
    static boolean canBeCovered(Node node, int input) {
        return TABLE.isCovered(node, input);
    }

    /** The rule of a node's operator for one of its inputs; empty where there is none. */
    static Optional<VjpRule> find(Node node, int input, RuleSet rules) {
        RuleTable.Entry entry = TABLE.entry(node.opType());
        if (entry == null
                || !node.domain().isEmpty()
                || TABLE.isMissing(node, input)
                || !entry.covers().test(node)) {
            return Optional.empty();
        }
        Optional<VjpRule> guided = rules == RuleSet.GUIDED ? TABLE.guided(node.opType()) : Optional.empty();
        return guided.or(() -> Optional.ofNullable(entry.rule()));
    }

    /** True where these inputs are left out, or the same whatever the picture. */
    private static boolean isFixed(Node node, int... inputs) {
        return Arrays.stream(inputs)
                .mapToObj(node::optionalInput)
                .flatMap(Optional::stream)
                .allMatch(value -> Constants.of(value).isPresent());
    }
}
