package dev.regard.autodiff;

import static dev.regard.autodiff.GradientCheck.affine;
import static dev.regard.autodiff.GradientCheck.check;
import static dev.regard.autodiff.GradientCheck.constant;
import static dev.regard.autodiff.GradientCheck.gradients;
import static dev.regard.autodiff.GradientCheck.shape;
import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Normalizations of every kind, and the softmax. */
class NormalizationVjpsTest {

    private static final Map<String, Attribute> NONE = Map.of();

    @ParameterizedTest
    @ValueSource(strings = {"1x3", "1x3x7", "1x3x4x5", "1x3x2x4x5"})
    void batchNormalization(String shape) {
        TensorData gamma = constant(Shape.of(3));
        TensorData variance = TensorData.floats(Shape.of(3), 0.5f, 1, 2);
        check("BatchNormalization", NONE, 0, shape(shape), gamma, gamma, gamma, variance);
        check("BatchNormalization", epsilon(0.1f), 0, shape(shape), gamma, gamma, gamma, variance);
    }

    @ParameterizedTest
    @CsvSource({"1x7, -1", "1x3x7, -1", "1x3x7, 2", "1x3x7, 1", "1x3x4x5, 1", "1x3x4x5, -2", "1x3x4x5, 3"})
    void layerNormalization(String shape, int axis) {
        Map<String, Attribute> attributes = new HashMap<>(epsilon(0.01f));
        attributes.put("axis", new Attribute.Int(axis));
        Shape last = last(shape(shape), axis);
        check("LayerNormalization", attributes, 0, shape(shape), constant(last), constant(last));
        check("LayerNormalization", attributes, 0, shape(shape), constant(last));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void scaleAndBiasOfALayerNormalization(int input) {
        Shape whole = Shape.of(2, 3, 7);
        check("LayerNormalization", NONE, input, Shape.of(7), constant(whole), constant(Shape.of(7)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"LayerNormalization", "InstanceNormalization", "GroupNormalization"})
    void numbersFarFromZero(String opType) {
        check(Shape.of(1, 6, 4, 5), (graph, x) -> {
            Shape parameters = Shape.of(opType.startsWith("Layer") ? 5 : 6);
            Value scale = graph.addConstant("scale", constant(parameters));
            Map<String, Attribute> attributes =
                    opType.startsWith("Group") ? Map.of("num_groups", new Attribute.Int(2)) : NONE;
            return graph.addNode(opType, "y", List.of(affine(graph, x, 1, 10), scale, scale), attributes);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"1x3x7", "1x3x4x5", "1x3x2x4x5"})
    void instanceNormalization(String shape) {
        TensorData scale = constant(Shape.of(3));
        check("InstanceNormalization", NONE, 0, shape(shape), scale, scale);
        check("InstanceNormalization", epsilon(0.1f), 0, shape(shape), scale, scale);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void scaleAndBiasOfAnInstanceNormalization(int input) {
        check("InstanceNormalization", NONE, input, Shape.of(3), constant(Shape.of(2, 3, 4, 5)), constant(Shape.of(3)));
    }

    @ParameterizedTest
    @CsvSource({"1x6x7, 2", "1x6x4x5, 1", "1x6x4x5, 3", "1x6x4x5, 6", "1x4x2x4x5, 2"})
    void groupNormalization(String shape, int groups) {
        Map<String, Attribute> attributes = new HashMap<>(epsilon(0.01f));
        attributes.put("num_groups", new Attribute.Int(groups));
        TensorData scale = constant(Shape.of(shape(shape).dimension(1)));
        check("GroupNormalization", attributes, 0, shape(shape), scale, scale);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void scaleAndBiasOfAGroupNormalization(int input) {
        Map<String, Attribute> attributes = Map.of("num_groups", new Attribute.Int(2));
        check(
                "GroupNormalization",
                attributes,
                input,
                Shape.of(6),
                constant(Shape.of(2, 6, 4, 5)),
                constant(Shape.of(6)));
    }

    @Test
    void meanVarianceNormalization() {
        check("MeanVarianceNormalization", NONE, 0, Shape.of(2, 3, 4, 5));
        Map<String, Attribute> byPicture = Map.of("axes", Attribute.Ints.of(1, 2, 3));
        check("MeanVarianceNormalization", byPicture, 0, Shape.of(1, 3, 4, 5));
        Map<String, Attribute> byChannel = Map.of("axes", Attribute.Ints.of(-2, -1));
        check("MeanVarianceNormalization", byChannel, 0, Shape.of(1, 3, 4, 5));
    }

    @ParameterizedTest
    @CsvSource({"1, 7", "3, 7", "5, 7", "5, 2", "9, 3"})
    void localResponseNormalization(int size, int channels) {
        Map<String, Attribute> attributes = Map.of(
                "size", new Attribute.Int(size),
                "alpha", new Attribute.Real(0.9f),
                "beta", new Attribute.Real(0.6f),
                "bias", new Attribute.Real(1.5f));
        check("LRN", attributes, 0, Shape.of(1, channels, 4, 5));
    }

    @Test
    void localResponseNormalizationByDefault() {
        check("LRN", Map.of("size", new Attribute.Int(5)), 0, Shape.of(1, 8, 4, 5));
    }

    @ParameterizedTest
    @CsvSource({"1, -1", "2, -1", "1, 1", "2, 1", "2, -2"})
    void lpNormalization(int p, int axis) {
        Map<String, Attribute> attributes = Map.of("p", new Attribute.Int(p), "axis", new Attribute.Int(axis));
        check("LpNormalization", attributes, 0, Shape.of(1, 3, 4, 5));
    }

    @Test
    void normalizedZerosHaveTheDerivativeZero() {
        assertThat(gradients("LpNormalization", new TensorData[0], 0, 0)).containsExactly(0, 0);
    }

    @ParameterizedTest
    @CsvSource({"1x7, -1", "1x7, 1", "1x3x4x5, -1", "1x3x4x5, 1", "1x3x4x5, -2"})
    void softmaxAndItsLogarithm(String shape, int axis) {
        Map<String, Attribute> attributes = Map.of("axis", new Attribute.Int(axis));
        check("Softmax", attributes, 0, shape(shape));
        check("LogSoftmax", attributes, 0, shape(shape));
    }

    @Test
    void theSoftmaxIsOverTheLastAxisByDefault() {
        check("Softmax", NONE, 0, Shape.of(1, 3, 4));
        check("LogSoftmax", NONE, 0, Shape.of(1, 3, 4));
    }

    private static Map<String, Attribute> epsilon(float epsilon) {
        return Map.of("epsilon", new Attribute.Real(epsilon));
    }

    private static Shape last(Shape shape, int axis) {
        int from = Math.floorMod(axis, shape.rank());
        return Shape.of(Arrays.copyOfRange(shape.dimensions(), from, shape.rank()));
    }
}
