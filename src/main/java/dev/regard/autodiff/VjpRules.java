package dev.regard.autodiff;

import dev.regard.onnx.Constants;
import dev.regard.onnx.EinsumEquation;
import dev.regard.onnx.Node;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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

    private static final Map<String, Entry> TABLE = new HashMap<>();
    private static final Map<String, VjpRule> GUIDED = new HashMap<>();
    private static final Map<String, BiPredicate<Node, Integer>> COVERED = new HashMap<>();
    private static final Map<String, Set<Integer>> MISSING = new HashMap<>();
    private static final Set<String> EVERY_OUTPUT = new HashSet<>();
    private static final Set<String> SILENT_OUTPUT = new HashSet<>();

    static {
        none("Shape", "Size", "ConstantOfShape", "EyeLike");

        // Moving numbers
        first("Identity", ShapeVjps::unchanged);
        first("Dropout", ShapeVjps::unchanged);
        silent("Dropout");
        first("Flatten", ShapeVjps::reshape);
        first("Reshape", ShapeVjps::reshape);
        first("Squeeze", ShapeVjps::reshape);
        first("Unsqueeze", ShapeVjps::reshape);
        first("Transpose", ShapeVjps::transpose);
        first("Expand", ShapeVjps::expand);
        first("Tile", ShapeVjps::tile, node -> isFixed(node, 1));
        first("DepthToSpace", ShapeVjps::depthToSpace);
        first("SpaceToDepth", ShapeVjps::spaceToDepth);
        first("Trilu", ShapeVjps::triangle);
        each("Concat", SliceVjps::concat, SliceVjps::isWithinPictures);
        first("Split", SliceVjps::split, node -> isFixed(node, 1) && SliceVjps.isWithinPictures(node));
        every("Split");
        first("Slice", SliceVjps::slice, node -> isFixed(node, 1, 2, 3, 4));
        only(Set.of(0, 2), "Pad", PaddingVjps::pad, node -> isFixed(node, 1, 3));
        first("Resize", ResizeVjps::resize, ResizeVjps::covers);
        missing("Resize", 1, 2);

        // Picking and putting numbers by index
        none("ArgMax", "ArgMin", "NonZero");
        missing("Range", 0, 1, 2);
        first("Gather", GatherVjps::gather, SliceVjps::isWithinPictures);
        first("GatherElements", GatherVjps::gatherElements);
        first("GatherND", GatherVjps::gatherNd, GatherVjps::coversNd);
        only(Set.of(0, 2), "ScatterElements", ScatterVjps::scatter, ScatterVjps::coversReduction);
        only(Set.of(0, 2), "ScatterND", ScatterVjps::scatter, ScatterVjps::coversReduction);
        first("TopK", ScatterVjps::topK, ScatterVjps::tellsPlaces);
        silent("TopK");

        // Arithmetic
        each("Add", ArithmeticVjps::add);
        only(FakeQuantization::passesDifference, "Sub", ArithmeticVjps::sub, node -> true);
        each("Mul", ArithmeticVjps::mul);
        covered("Mul", OwnSigmoid::isAt);
        each("Div", ArithmeticVjps::div);
        each("Mod", ArithmeticVjps::mod);
        each("Pow", PowVjp::pow);
        each("Sum", ArithmeticVjps::add);
        each("Mean", ArithmeticVjps::mean);
        each("Max", ExtremumVjps::max);
        each("Min", ExtremumVjps::min);
        only(Set.of(1, 2), "Where", ArithmeticVjps::where, node -> true);

        // Functions of one number
        first("Neg", ElementwiseVjps::neg);
        first("Abs", ElementwiseVjps::abs);
        first("Exp", ElementwiseVjps::exp);
        first("Log", ElementwiseVjps::log);
        first("Sqrt", ElementwiseVjps::sqrt);
        first("Reciprocal", ElementwiseVjps::reciprocal);
        first("Erf", SmoothActivationVjps::erf);
        first("Sin", ElementwiseVjps::sin);
        first("Cos", ElementwiseVjps::cos);
        first("Tan", ElementwiseVjps::tan);
        first("Asin", ElementwiseVjps::asin);
        first("Acos", ElementwiseVjps::acos);
        first("Atan", ElementwiseVjps::atan);
        first("Sinh", ElementwiseVjps::sinh);
        first("Cosh", ElementwiseVjps::cosh);

        // Steps, and truths
        none("Sign", "Hardmax");
        only(FakeQuantization::isRounding, "Floor", ShapeVjps::unchanged);
        only(FakeQuantization::isRounding, "Ceil", ShapeVjps::unchanged);
        only(FakeQuantization::isRounding, "Round", ShapeVjps::unchanged);
        missing("OneHot", 2);
        none("Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "And", "Or", "Xor", "Not", "IsNaN", "IsInf");

        // Types
        only(TypeVjps::passesCast, "Cast", TypeVjps::cast);
        first("QuantizeLinear", TypeVjps::quantize, TypeVjps::coversQuantize);
        only(TypeVjps::isNumberOrScale, "DequantizeLinear", TypeVjps::dequantize, TypeVjps::coversDequantize);

        // Matrix products
        each("MatMul", MatrixVjps::matMul);
        each("Gemm", MatrixVjps::gemm);
        each("Einsum", EinsumVjps::einsum, EinsumEquation::hasNoDiagonal);

        // Activation functions
        first("Relu", ActivationVjps::relu);
        each("Clip", ActivationVjps::clip);
        first("LeakyRelu", ActivationVjps::leakyRelu);
        each("PRelu", ActivationVjps::pRelu);
        first("ThresholdedRelu", ActivationVjps::thresholdedRelu);
        first("HardSigmoid", ActivationVjps::hardSigmoid);
        first("HardSwish", ActivationVjps::hardSwish);
        first("Sigmoid", SmoothActivationVjps::sigmoid);
        first("Tanh", SmoothActivationVjps::tanh);
        first("Elu", SmoothActivationVjps::elu);
        first("Selu", SmoothActivationVjps::selu);
        first("Celu", SmoothActivationVjps::celu);
        first("Softplus", SmoothActivationVjps::softplus);
        first("Softsign", SmoothActivationVjps::softsign);
        first("Mish", SmoothActivationVjps::mish);
        first("Gelu", SmoothActivationVjps::gelu);
        guided("Relu", ActivationVjps::guidedRelu);
        guided("Clip", ActivationVjps::guidedClip);

        // Normalizations
        each("BatchNormalization", NormalizationVjps::batchNormalization);
        first("LRN", NormalizationVjps::localResponse);
        first("LpNormalization", NormalizationVjps::lp);
        each("LayerNormalization", StandardizationVjps::layer);
        each("InstanceNormalization", StandardizationVjps::instance);
        each("GroupNormalization", StandardizationVjps::group);
        first("MeanVarianceNormalization", StandardizationVjps::meanVariance);
        first("Softmax", SoftmaxVjps::softmax);
        first("LogSoftmax", SoftmaxVjps::logSoftmax);

        // Windows
        each("Conv", ConvolutionVjps::conv);
        each("ConvTranspose", ConvolutionVjps::convTranspose);
        first("MaxPool", MaxPoolVjps::maxPool);
        silent("MaxPool");
        first("GlobalMaxPool", MaxPoolVjps::globalMaxPool);
        first("AveragePool", PoolingVjps::averagePool);
        first("GlobalAveragePool", ReductionVjps::mean);
        first("LpPool", PoolingVjps::lpPool);
        first("GlobalLpPool", PoolingVjps::globalLpPool);

        // Reductions
        first("ReduceMean", ReductionVjps::mean);
        first("ReduceSum", ReductionVjps::sum);
        first("ReduceMax", ReductionVjps::extremum);
        first("ReduceMin", ReductionVjps::extremum);
        first("ReduceL1", ReductionVjps::l1);
        first("ReduceL2", ReductionVjps::l2);
        first("ReduceSumSquare", ReductionVjps::sumOfSquares);
        first("ReduceLogSum", ReductionVjps::logSum);
        first("ReduceLogSumExp", ReductionVjps::logSumExp);
        first("ReduceProd", ReductionVjps::product);
        first("CumSum", ReductionVjps::cumulativeSum);
    }

    private VjpRules() {}

    /**
     * What the table holds for an operator.
     *
     * @param rule    null where no input ever gets a gradient
     * @param inputs  the places of a node's inputs that get one
     * @param covers  which forms of the operator the rule serves
     */
    private record Entry(@Nullable VjpRule rule, BiPredicate<Node, Integer> inputs, Predicate<Node> covers) {}

    /** The operators that the table tells something of. */
    static Set<String> all() {
        return Set.copyOf(TABLE.keySet());
    }

    /** The operators that have a rule. */
    static Set<String> opTypes() {
        return TABLE.entrySet().stream()
                .filter(entry -> entry.getValue().rule() != null)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** True where an operator passes no gradient to this input, whatever the numbers are. */
    static boolean isWithoutGradient(Node node, int input) {
        Entry entry = TABLE.get(node.opType());
        return BranchVjp.isCondition(node, input)
                || (entry != null && !entry.inputs.test(node, input) && !isMissing(node, input));
    }

    private static boolean isMissing(Node node, int input) {
        return MISSING.getOrDefault(node.opType(), Set.of()).contains(input);
    }

    /** True for an output that holds places or truths, whatever the input is. */
    static boolean isSilent(Node node, int output) {
        return output > 0 && SILENT_OUTPUT.contains(node.opType());
    }

    /** True where the rule of an operator takes what flows back from this output. */
    static boolean servesOutput(Node node, int output) {
        return output == 0 || EVERY_OUTPUT.contains(node.opType()) || isSilent(node, output);
    }

    /** True where an operator passes no gradient to any input. */
    static boolean isWithoutGradient(Node node) {
        return IntStream.range(0, node.inputs().size()).allMatch(input -> isWithoutGradient(node, input));
    }

    /** True where the rule of the other one of two inputs can bring along what flows through this one. */
    static boolean canBeCovered(Node node, int input) {
        BiPredicate<Node, Integer> covered = COVERED.get(node.opType());
        return covered != null && covered.test(node, input);
    }

    /** The rule of a node's operator for one of its inputs; empty where there is none. */
    static Optional<VjpRule> find(Node node, int input, RuleSet rules) {
        Entry entry = TABLE.get(node.opType());
        if (entry == null || !node.domain().isEmpty() || isMissing(node, input) || !entry.covers.test(node)) {
            return Optional.empty();
        }
        VjpRule guided = rules == RuleSet.GUIDED ? GUIDED.get(node.opType()) : null;
        return Optional.ofNullable(guided != null ? guided : entry.rule);
    }

    /** True where these inputs are left out, or the same whatever the picture. */
    private static boolean isFixed(Node node, int... inputs) {
        return Arrays.stream(inputs)
                .mapToObj(node::optionalInput)
                .flatMap(Optional::stream)
                .allMatch(value -> Constants.of(value).isPresent());
    }

    private static void each(String opType, VjpRule rule) {
        each(opType, rule, node -> true);
    }

    private static void each(String opType, VjpRule rule, Predicate<Node> covers) {
        TABLE.put(opType, new Entry(rule, (node, input) -> true, covers));
    }

    private static void only(Set<Integer> inputs, String opType, VjpRule rule, Predicate<Node> covers) {
        TABLE.put(opType, new Entry(rule, (node, input) -> inputs.contains(input), covers));
    }

    private static void only(Predicate<Node> nodes, String opType, VjpRule rule) {
        TABLE.put(opType, new Entry(rule, (node, input) -> nodes.test(node), node -> true));
    }

    private static void only(BiPredicate<Node, Integer> inputs, String opType, VjpRule rule, Predicate<Node> covers) {
        TABLE.put(opType, new Entry(rule, inputs, covers));
    }

    private static void first(String opType, VjpRule rule) {
        first(opType, rule, node -> true);
    }

    private static void first(String opType, VjpRule rule, Predicate<Node> covers) {
        TABLE.put(opType, new Entry(rule, (node, input) -> input == 0, covers));
    }

    private static void none(String... opTypes) {
        for (String opType : opTypes) {
            TABLE.put(opType, new Entry(null, (node, input) -> false, node -> true));
        }
    }

    private static void missing(String opType, Integer... inputs) {
        TABLE.putIfAbsent(opType, new Entry(null, (node, input) -> false, node -> true));
        MISSING.put(opType, Set.of(inputs));
    }

    private static void every(String opType) {
        EVERY_OUTPUT.add(opType);
    }

    private static void silent(String opType) {
        SILENT_OUTPUT.add(opType);
    }

    private static void guided(String opType, VjpRule rule) {
        GUIDED.put(opType, rule);
    }

    private static void covered(String opType, BiPredicate<Node, Integer> inputs) {
        COVERED.put(opType, inputs);
    }
}
