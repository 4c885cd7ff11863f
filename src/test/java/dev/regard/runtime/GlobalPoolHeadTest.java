package dev.regard.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.autodiff.ClassScore;
import dev.regard.onnx.Attribute;
import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** For which endings class activation mapping is exact, and for which it is not. */
class GlobalPoolHeadTest {

    private static final int CHANNELS = 4;
    private static final int CLASSES = 5;
    private static final Shape PICTURE = Shape.of(1, 3, 6, 8);

    private final TestGraph graph = new TestGraph(21);
    private final Value input = graph.input(-1, 3, 6, 8);
    private final Value features = graph.node("Relu", graph.conv(input, 3, CHANNELS, 3, 1, 1));

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aPoolAndAGemm(int transB) {
        // Given
        Value weights = transB == 1 ? graph.weights(CLASSES, CHANNELS) : graph.weights(CHANNELS, CLASSES);
        Map<String, Attribute> attributes = Map.of("transB", new Attribute.Int(transB));
        // When
        Optional<GlobalPoolHead> head = find(graph.node("Gemm", attributes, flatPool(), weights, bias()));
        // Then
        assertThat(head).contains(new GlobalPoolHead(features, 1, new GlobalPoolHead.Linear(weights, transB == 0, 1)));
    }

    @Test
    void aGemmMayScaleItsWeights() {
        Value weights = graph.weights(CHANNELS, CLASSES);
        Value score = graph.node("Gemm", Map.of("alpha", new Attribute.Real(0.5f)), flatPool(), weights);
        assertThat(find(score))
                .contains(new GlobalPoolHead(features, 1, new GlobalPoolHead.Linear(weights, true, 0.5f)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPoolAndAMatMulWithTheBiasOnEitherSide(boolean biasFirst) {
        Value weights = graph.weights(CHANNELS, CLASSES);
        Value product = graph.node("MatMul", flatPool(), weights);
        Value score = biasFirst ? graph.node("Add", bias(), product) : graph.node("Add", product, bias());
        assertThat(find(score)).contains(new GlobalPoolHead(features, 1, new GlobalPoolHead.Linear(weights, true, 1)));
    }

    @Test
    void aPoolAndAConvolutionOfOneByOne() {
        Value weights = graph.weights(CLASSES, CHANNELS, 1, 1);
        Value score = graph.node("Flatten", graph.node("Conv", pool(), weights, bias()));
        assertThat(find(score)).contains(new GlobalPoolHead(features, 1, new GlobalPoolHead.Linear(weights, false, 1)));
    }

    @Test
    void weightsThatAreDequantized() {
        Value weights = graph.node("Mul", graph.weights(CHANNELS, CLASSES), graph.weights(1));
        Value score = graph.node("MatMul", flatPool(), weights);
        assertThat(find(score)).contains(new GlobalPoolHead(features, 1, new GlobalPoolHead.Linear(weights, true, 1)));
    }

    @Test
    void anAveragePoolThatCoversAll() {
        Map<String, Attribute> all = Map.of("kernel_shape", Attribute.Ints.of(6, 8));
        Value pooled = graph.node("Flatten", graph.node("AveragePool", all, features));
        Value score = graph.node("MatMul", pooled, graph.weights(CHANNELS, CLASSES));
        assertThat(find(score)).map(GlobalPoolHead::activations).contains(features);
    }

    @Test
    void aMeanOverHeightAndWidthInAnyOrder() {
        Map<String, Attribute> flat = Map.of("keepdims", new Attribute.Int(0));
        Value score = graph.node(
                "MatMul",
                graph.node("ReduceMean", flat, features, graph.longs(-1, 2)),
                graph.weights(CHANNELS, CLASSES));
        assertThat(find(score)).map(GlobalPoolHead::activations).contains(features);
    }

    @Test
    void aMeanBehindATransposeToChannelsLast() {
        Value last = graph.node("Transpose", Map.of("perm", Attribute.Ints.of(0, 2, 3, 1)), features);
        Map<String, Attribute> flat = Map.of("keepdims", new Attribute.Int(0));
        Value score = graph.node(
                "MatMul", graph.node("ReduceMean", flat, last, graph.longs(1, 2)), graph.weights(CHANNELS, CLASSES));
        assertThat(find(score)).map(GlobalPoolHead::activations).contains(features);
    }

    @Test
    void aPoolThatComesLastOverOneMapForEachClass() {
        Value maps = graph.conv(features, CHANNELS, CLASSES, 1, 1, 0);
        Value score = graph.node("Flatten", graph.node("GlobalAveragePool", maps));
        assertThat(find(score)).contains(new GlobalPoolHead(maps, 1, null));
    }

    @Test
    void aSoftmaxBehindItAllMakesNoDifference() {
        Value score = graph.node("MatMul", flatPool(), graph.weights(CHANNELS, CLASSES));
        assertThat(find(graph.node("Softmax", score))).isPresent();
    }

    @Test
    void twoLinearLayersAreNoSuchHead() {
        Value hidden = graph.node("MatMul", flatPool(), graph.weights(CHANNELS, CHANNELS));
        assertThat(find(graph.node("MatMul", hidden, graph.weights(CHANNELS, CLASSES))))
                .isEmpty();
    }

    @Test
    void anActivationBetweenPoolAndLinearLayerIsNoSuchHead() {
        Value hidden = graph.node("Tanh", flatPool());
        assertThat(find(graph.node("MatMul", hidden, graph.weights(CHANNELS, CLASSES))))
                .isEmpty();
    }

    @Test
    void anAveragePoolThatLeavesSeveralCellsIsNoSuchHead() {
        Map<String, Attribute> half =
                Map.of("kernel_shape", Attribute.Ints.of(6, 4), "strides", Attribute.Ints.of(6, 4));
        Value pooled = graph.node("Flatten", graph.node("AveragePool", half, features));
        assertThat(find(graph.node("MatMul", pooled, graph.weights(2 * CHANNELS, CLASSES))))
                .isEmpty();
    }

    @Test
    void aMaximumInsteadOfAMeanIsNoSuchHead() {
        Value pooled = graph.node("Flatten", graph.node("GlobalMaxPool", features));
        assertThat(find(graph.node("MatMul", pooled, graph.weights(CHANNELS, CLASSES))))
                .isEmpty();
    }

    @Test
    void aLinearLayerOverAllPlacesIsNoSuchHead() {
        Value flat = graph.node("Flatten", features);
        assertThat(find(graph.node("MatMul", flat, graph.weights(CHANNELS * 48, CLASSES))))
                .isEmpty();
    }

    @Test
    void aMeanOverTheChannelsIsNoSuchHead() {
        Map<String, Attribute> flat = Map.of("keepdims", new Attribute.Int(0));
        Value score = graph.node(
                "MatMul", graph.node("ReduceMean", flat, features, graph.longs(1, 2)), graph.weights(8, CLASSES));
        assertThat(find(score)).isEmpty();
    }

    private Value pool() {
        return graph.node("GlobalAveragePool", features);
    }

    private Value flatPool() {
        return graph.node("Flatten", pool());
    }

    private Value bias() {
        return graph.weights(CLASSES);
    }

    private Optional<GlobalPoolHead> find(Value output) {
        ShapeProbe.measure(graph.model(output), input, PICTURE);
        return GlobalPoolHead.find(ClassScore.behind(output), ReceptiveFields.of(graph.graph(), input, 2));
    }
}
