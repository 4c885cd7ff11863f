package dev.regard.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.InvalidGraphException;
import dev.regard.onnx.Model;
import dev.regard.onnx.OnnxReader;
import dev.regard.onnx.Ops;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each operator that changed between versions, in a model of the old version beside the lifted one. */
class LiftTest {

    private static final Map<String, Attribute> NONE = Map.of();
    private static final Shape PICTURE = Shape.of(1, 4, 6, 5);

    /** One node, or a few, that read x, in a model of this version. */
    private static void check(int opset, BiFunction<TestGraph, Value, Value> build) {
        check(opset, PICTURE, build);
    }

    private static void check(int opset, Shape shape, BiFunction<TestGraph, Value, Value> build) {
        TestGraph graph = new TestGraph(opset);
        Value x = graph.input(shape.toLongs());
        Model model = graph.model(build.apply(graph, x));
        Twins.check(model, graph.numbers(shape), 1e-6);
    }

    private static Attribute ints(long... numbers) {
        return Attribute.Ints.of(numbers);
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

    @ParameterizedTest
    @CsvSource({"7, 1", "7, 2", "7, 0", "7, 3", "11, 1", "11, 2", "11, -1", "11, -2", "12, 1", "12, 3"})
    void softmaxReadsItsInputAsAMatrixBefore13(int opset, int axis) {
        for (String opType : List.of("Softmax", "LogSoftmax", "Hardmax")) {
            check(opset, (graph, x) -> graph.node(opType, Map.of("axis", number(axis)), x));
        }
    }

    @Test
    void softmaxOfOldTakesAxis1WhereNoneIsGiven() {
        check(9, (graph, x) -> graph.node("Softmax", x));
        check(9, (graph, x) -> graph.node("LogSoftmax", x));
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 17, 20})
    void softmaxSince13StaysAsItIs(int opset) {
        check(opset, (graph, x) -> graph.node("Softmax", Map.of("axis", number(1)), x));
        check(opset, (graph, x) -> graph.node("Softmax", x));
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 8, 9, 10})
    void clipTookItsLimitsAsAttributes(int opset) {
        check(opset, (graph, x) -> graph.node("Clip", Map.of("min", real(-0.3f), "max", real(0.4f)), x));
        check(opset, (graph, x) -> graph.node("Clip", Map.of("min", real(0)), x));
        check(opset, (graph, x) -> graph.node("Clip", Map.of("max", real(0.1f)), x));
        check(opset, (graph, x) -> graph.node("Clip", x));
    }

    @ParameterizedTest
    @ValueSource(strings = {"constant", "reflect", "edge"})
    void padTookItsPadsAsAttribute(String mode) {
        Attribute pads = ints(0, 0, 1, 2, 0, 0, 2, 1);
        check(7, (graph, x) -> graph.node("Pad", Map.of("pads", pads, "mode", text(mode)), x));
        check(9, (graph, x) -> graph.node("Pad", Map.of("pads", pads, "mode", text(mode), "value", real(0.7f)), x));
    }

    @Test
    void padMayTakeAwayToo() {
        check(10, (graph, x) -> graph.node("Pad", Map.of("pads", ints(0, -1, 1, 0, 0, 0, -2, 0)), x));
    }

    @Test
    void sliceTookItsBoundsAsAttributes() {
        check(
                7,
                (graph, x) -> graph.node(
                        "Slice", Map.of("starts", ints(1, -4), "ends", ints(99, -1), "axes", ints(1, 2)), x));
        check(9, (graph, x) -> graph.node("Slice", Map.of("starts", ints(0, 1), "ends", ints(1, 3)), x));
    }

    @ParameterizedTest
    @CsvSource({"7", "11", "12"})
    void squeezeAndUnsqueezeTookTheirAxesAsAttribute(int opset) {
        check(opset, (graph, x) -> graph.node("Unsqueeze", Map.of("axes", ints(1, 3)), x));
        check(opset, Shape.of(1, 3, 1, 2), (graph, x) -> graph.node("Squeeze", Map.of("axes", ints(0, 2)), x));
        check(opset, Shape.of(1, 3, 1, 2), (graph, x) -> graph.node("Squeeze", x));
    }

    @ParameterizedTest
    @CsvSource({"7, 1", "11, 0", "13, 1", "17, 0"})
    void reductionsTookTheirAxesAsAttribute(int opset, int keep) {
        for (String opType : List.of(
                "ReduceMean",
                "ReduceMax",
                "ReduceMin",
                "ReduceL1",
                "ReduceL2",
                "ReduceProd",
                "ReduceSumSquare",
                "ReduceLogSumExp")) {
            Map<String, Attribute> attributes = Map.of("axes", ints(1, 3), "keepdims", number(keep));
            check(opset, (graph, x) -> graph.node(opType, attributes, x));
            check(opset, Shape.of(2, 3), (graph, x) -> graph.node(opType, Map.of("keepdims", number(keep)), x));
        }
    }

    @ParameterizedTest
    @CsvSource({"7", "11", "12"})
    void reduceSumTookItsAxesAsAttributeBefore13(int opset) {
        check(opset, (graph, x) -> graph.node("ReduceSum", Map.of("axes", ints(2), "keepdims", number(0)), x));
        check(opset, (graph, x) -> graph.node("ReduceSum", x));
    }

    @Test
    void reduceSumSince13TakesThemAsAnInput() {
        check(13, (graph, x) -> graph.node("ReduceSum", x, graph.longs(1, 2)));
    }

    @ParameterizedTest
    @CsvSource({"7", "11", "12"})
    void splitTookItsPartsAsAttribute(int opset) {
        check(
                opset,
                (graph, x) -> graph.nodes(2, "Split", Map.of("axis", number(1), "split", ints(1, 3)), x)
                        .getLast());
        check(
                opset,
                (graph, x) ->
                        graph.nodes(3, "Split", Map.of("axis", number(2)), x).get(1));
    }

    @Test
    void splitInto13CountedItsPartsByItsOutputs() {
        check(
                13,
                (graph, x) ->
                        graph.nodes(3, "Split", Map.of("axis", number(2)), x).get(2));
        check(
                13,
                (graph, x) -> graph.nodes(2, "Split", Map.of("axis", number(1)), x, graph.longs(3, 1))
                        .getFirst());
    }

    @Test
    void topKTookItsCountAsAttribute() {
        check(
                9,
                (graph, x) -> graph.nodes(2, "TopK", Map.of("k", number(3), "axis", number(2)), x)
                        .getFirst());
        check(10, (graph, x) -> graph.nodes(2, "TopK", NONE, x, graph.longs(2)).getLast());
    }

    @ParameterizedTest
    @CsvSource({"7", "9", "12", "13"})
    void dropoutDoesNothing(int opset) {
        check(
                opset,
                (graph, x) -> graph.nodes(1, "Dropout", opset < 12 ? Map.of("ratio", real(0.5f)) : NONE, x)
                        .getFirst());
        check(opset, (graph, x) -> graph.nodes(2, "Dropout", NONE, x).getFirst());
    }

    @ParameterizedTest
    @CsvSource({"7", "8", "9", "13", "14"})
    void batchNormalizationHadOutputsForTraining(int opset) {
        check(opset, (graph, x) -> {
            Value variance = graph.node("Exp", graph.weights(4));
            return graph.node(
                    "BatchNormalization",
                    Map.of("epsilon", real(0.01f)),
                    x,
                    graph.weights(4),
                    graph.weights(4),
                    graph.weights(4),
                    variance);
        });
    }

    @ParameterizedTest
    @CsvSource({"nearest", "linear"})
    void upsampleBecameResize(String mode) {
        Attribute scales = new Attribute.Reals(List.of(1f, 1f, 2f, 3f));
        check(7, (graph, x) -> graph.node("Upsample", Map.of("mode", text(mode), "scales", scales), x));
        check(9, (graph, x) -> graph.node("Upsample", Map.of("mode", text(mode)), x, scales(graph, 1, 1, 2, 1.5f)));
    }

    @ParameterizedTest
    @CsvSource({"nearest", "linear"})
    void resizeOf10KnewNoCoordinates(String mode) {
        check(10, (graph, x) -> graph.node("Resize", Map.of("mode", text(mode)), x, scales(graph, 1, 1, 2, 0.6f)));
    }

    @ParameterizedTest
    @CsvSource({"half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric"})
    void resizeSince11(String coordinates) {
        Map<String, Attribute> attributes =
                Map.of("mode", text("linear"), "coordinate_transformation_mode", text(coordinates));
        for (int opset : new int[] {11, 13, 18}) {
            check(
                    opset,
                    (graph, x) -> graph.node("Resize", attributes, x, scales(graph), scales(graph, 1, 1, 2, 1.5f)));
            check(
                    opset,
                    (graph, x) ->
                            graph.node("Resize", attributes, x, scales(graph), scales(graph), graph.longs(1, 4, 9, 5)));
        }
    }

    private static Value scales(TestGraph graph, float... scales) {
        return graph.graph().addConstant("scales", TensorData.floats(Shape.of(scales.length), scales));
    }

    @Test
    void groupNormalizationTookItsScaleByGroup() {
        check(
                18,
                (graph, x) -> graph.node(
                        "GroupNormalization", Map.of("num_groups", number(2)), x, graph.weights(2), graph.weights(2)));
    }

    @ParameterizedTest
    @CsvSource({"7", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20"})
    void whatHasNotChangedStays(int opset) {
        check(opset, (graph, x) -> {
            Value y = graph.node("LeakyRelu", graph.conv(x, 4, 6, 3, 1, 1));
            y = graph.node("MaxPool", Map.of("kernel_shape", ints(2, 2), "strides", ints(2, 2)), y);
            y = graph.node("AveragePool", Map.of("kernel_shape", ints(2, 2), "pads", ints(1, 0, 0, 1)), y);
            y = graph.node("Flatten", graph.node("Sigmoid", graph.node("GlobalMaxPool", y)));
            return graph.node("Gemm", y, graph.weights(6, 3), graph.weights(3));
        });
    }

    @Test
    void batchNormalizationWasOfEveryPlaceWhereItSaidSo() {
        check(7, (graph, x) -> {
            Value each = graph.weights(4, 6, 5);
            Value variance = graph.node("Exp", each);
            return graph.node("BatchNormalization", Map.of("spatial", number(0)), x, each, each, each, variance);
        });
    }

    @Test
    void batchNormalizationLosesItsOutputsForTraining() {
        // Given
        TestGraph graph = new TestGraph(9);
        Value four = graph.weights(4);
        Value y = graph.nodes(5, "BatchNormalization", NONE, graph.input(1, 4, 6, 5), four, four, four, four)
                .getFirst();
        // When
        Model lifted = Lift.lift(graph.model(y));
        // Then
        assertThat(lifted.graph().nodes().getLast().outputs()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"7, 0, 0", "7, 1, 0", "10, 0, 1", "11, 1, 0", "11, 0, 1", "11, 1, 1", "18, 1, 1"})
    void averagePoolCountsWhatItCounted(int opset, int countsPadding, int ceil) {
        Map<String, Attribute> attributes = new HashMap<>(Map.of(
                "kernel_shape", ints(3, 3),
                "strides", ints(2, 2),
                "pads", ints(1, 1, 1, 1),
                "count_include_pad", number(countsPadding)));
        if (opset >= 10) {
            attributes.put("ceil_mode", number(ceil));
        }
        check(opset, Shape.of(1, 2, 8, 8), (graph, x) -> graph.node("AveragePool", attributes, x));
    }

    @ParameterizedTest
    @CsvSource({"11, 2.5", "12, 0.5"})
    void tensorFlowsNearestNeighbourHasAnotherName(int opset, float scale) {
        check(
                opset,
                (graph, x) -> graph.node(
                        "Resize", nearestOfTensorFlow("floor"), x, scales(graph), scales(graph, 1, 1, scale, scale)));
    }

    private static Map<String, Attribute> nearestOfTensorFlow(String nearest) {
        return Map.of(
                "coordinate_transformation_mode", text("tf_half_pixel_for_nn"),
                "nearest_mode", text(nearest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bilinear", "bicubic", "nearest"})
    void gridSampleGotOtherNamesForItsModes(String mode) {
        check(16, (graph, x) -> graph.node("GridSample", Map.of("mode", text(mode)), x, graph.weights(1, 3, 3, 2)));
    }

    @Test
    void roiAlignShiftsByHalfAPixelSince16() {
        Map<String, Attribute> attributes = Map.of("output_height", number(2), "output_width", number(3));
        check(10, (graph, x) -> {
            Value regions = graph.graph().addConstant("regions", TensorData.floats(Shape.of(1, 4), 1, 1, 5, 4));
            return graph.node("RoiAlign", attributes, x, regions, graph.longs(0));
        });
    }

    @Test
    void operatorsOnTrialAreWrittenOut() {
        Map<String, Attribute> both = Map.of("alpha", real(1.5f), "beta", real(0.5f));
        Attribute bias = new Attribute.Reals(List.of(0.1f, -0.2f, 0.3f, 0.4f));
        check(9, (graph, x) -> graph.node("ImageScaler", Map.of("scale", real(0.3f), "bias", bias), x));
        check(9, (graph, x) -> graph.node("Crop", Map.of("border", ints(1, 2, 0, 1)), x));
        check(9, (graph, x) -> graph.node("Crop", Map.of("border", ints(1, 2, 0, 0), "scale", ints(2, 3)), x));
        check(9, (graph, x) -> graph.node("Affine", both, x));
        check(9, (graph, x) -> graph.node("ScaledTanh", both, x));
        check(9, (graph, x) -> graph.node("ParametricSoftplus", both, x));
    }

    @Test
    void whatCannotBeLiftedIsNamed() {
        TestGraph graph = new TestGraph(11);
        Value x = graph.input(1, 4, 6, 5);
        Model model = graph.model(
                graph.node("Resize", nearestOfTensorFlow("ceil"), x, scales(graph), scales(graph, 1, 1, 2, 2)));
        assertThatThrownBy(() -> Lift.lift(model))
                .isInstanceOf(InvalidGraphException.class)
                .hasMessageContaining("Resize")
                .hasMessageContaining("tf_half_pixel_for_nn");
    }

    @Test
    void aModelOfTheRightVersionIsTheSame() {
        TestGraph graph = new TestGraph(Ops.OPSET);
        Model model = graph.model(graph.node("Relu", graph.input(1, 3)));
        assertThat(Lift.lift(model)).isSameAs(model);
    }

    /** Whole models, with the same numbers before and after. */
    @TestFactory
    Stream<DynamicTest> wholeModels() throws IOException {
        return Stream.of("src/test/resources/goldens", "models", "../shared/goldens", "../shared/real/models")
                .map(Path::of)
                .filter(Files::isDirectory)
                .flatMap(LiftTest::models)
                .map(file -> DynamicTest.dynamicTest(file.toString(), () -> checkWhole(OnnxReader.read(file))));
    }

    private static Stream<Path> models(Path root) {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.map(folder -> folder.resolve("model.onnx")).filter(Files::exists).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checkWhole(Model model) {
        long[] extents = model.graph().inputs().getFirst().dimensions().stream()
                .mapToLong(extent -> extent)
                .toArray();
        for (int axis = 0; axis < extents.length; axis++) {
            extents[axis] = extents[axis] > 0 ? extents[axis] : axis == 0 ? 1 : axis == 1 ? 3 : 224;
        }
        FloatTensor picture = new TestGraph(13).numbers(Shape.of(extents));
        Twins.check(model, picture, 1e-4);
    }
}
