package dev.regard.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever form a model takes its picture in, its scores and gradients are those of the plain form, [N, C, H, W] of floats. */
class InputFormsTest {

    private static final InputSize SIZE = new InputSize(8, 12);
    private static final float[] PICTURE = samples();

    private static float[] samples() {
        float[] samples = new float[3 * 8 * 12];
        for (int index = 0; index < samples.length; index++) {
            samples[index] = index * 37 % 256;
        }
        return samples;
    }

    @ParameterizedTest
    @EnumSource(names = {"UINT8", "INT16", "UINT16", "INT32", "INT64", "DOUBLE"})
    void numbersOfAnyTypeGoInAsFloats(DataType type) {
        Classifier classifier = classifier(graph -> cast(graph, graph.input(type, -1, 3, 8, 12), DataType.FLOAT));
        assertThat(classifier.gradientObstacle(classifier.input())).isEmpty();
        assertSameAsPlain(classifier, Shape.of(1, 3, 8, 12));
    }

    @Test
    void whereWholeNumbersAreComputedWithTheyAreRoundedAndTheGradientPassesThrough() {
        // Given: a picture that is dequantized, by a scale of 1
        Classifier classifier = classifier(
                graph -> graph.node("DequantizeLinear", graph.input(DataType.UINT8, -1, 3, 8, 12), graph.number(1)));
        assertThat(classifier.gradientObstacle(classifier.input())).isEmpty();
        assertSameAsPlain(classifier, Shape.of(1, 3, 8, 12));
    }

    @Test
    void aCastThatChangesNumbersStays() {
        // Given: what is above 127 becomes negative
        Classifier classifier = classifier(graph ->
                cast(graph, cast(graph, graph.input(DataType.UINT8, -1, 3, 8, 12), DataType.INT8), DataType.FLOAT));
        float[] wrapped = new float[PICTURE.length];
        for (int index = 0; index < wrapped.length; index++) {
            wrapped[index] = (byte) (int) PICTURE[index];
        }
        Shape shape = Shape.of(1, 3, 8, 12);
        assertThat(scores(classifier, new FloatTensor(shape, PICTURE)))
                .containsExactly(scores(plain(), new FloatTensor(shape, wrapped)), within(1e-4f));
    }

    @Test
    void aPictureWithoutABatchIsABatchOfOne() {
        Classifier classifier = classifier(graph -> graph.node("Unsqueeze", graph.input(3, 8, 12), graph.longs(0)));
        assertThat(classifier.input().batchAxis()).hasValue(0);
        assertSameAsPlain(classifier, Shape.of(1, 3, 8, 12));
    }

    @Test
    void aPictureWithoutABatchMayHaveItsChannelsLast() {
        Classifier classifier = classifier(graph -> {
            Value moved = graph.node("Transpose", permutation(2, 0, 1), graph.input(DataType.UINT8, 8, 12, 3));
            return cast(graph, graph.node("Unsqueeze", moved, graph.longs(0)), DataType.FLOAT);
        });
        assertThat(classifier.isChannelsFirst()).isFalse();
        assertSameAsPlain(classifier, Shape.of(1, 8, 12, 3));
    }

    @Test
    void aGreyPictureMayLackItsChannelsAndItsBatch() {
        for (Form form : List.<Form>of(
                graph -> graph.node("Unsqueeze", graph.input(-1, 24, 12), graph.longs(1)),
                graph -> graph.node("Unsqueeze", graph.input(24, 12), graph.longs(0, 1)),
                graph -> graph.node("Reshape", graph.input(1, 24, 12), graph.longs(1, 1, 24, 12)))) {
            assertSame(grey(form), grey(graph -> graph.input(-1, 1, 24, 12)), Shape.of(1, 1, 24, 12));
        }
    }

    private static Classifier grey(Form form) {
        TestGraph graph = new TestGraph(17);
        Value features = graph.node("Sigmoid", graph.conv(form.picture(graph), 1, 4, 3, 2, 1));
        Value pooled = graph.node("Flatten", graph.node("GlobalAveragePool", features));
        return Classifier.of(graph.model(graph.node("MatMul", pooled, graph.weights(4, 5))), SIZE);
    }

    @Test
    void scoresMayLackABatch() {
        TestGraph graph = new TestGraph(17);
        Value scores = graph.node("Squeeze", head(graph, graph.input(1, 3, 8, 12)), graph.longs(0));
        Classifier classifier = Classifier.of(graph.model(scores), SIZE);
        assertThat(classifier.score().classes()).isEqualTo(5);
        assertThat(classifier.input().batchAxis()).hasValue(0);
        assertSameAsPlain(classifier, Shape.of(1, 3, 8, 12));
    }

    @Test
    void aFixedBatchIsFreed() {
        // Given: rows that are named by their number
        TestGraph graph = new TestGraph(17);
        Value scores = graph.node("Reshape", head(graph, graph.input(4, 3, 8, 12)), graph.longs(4, 5));
        Classifier classifier = Classifier.of(graph.model(scores), SIZE);
        assertThat(classifier.input().batchAxis()).hasValue(0);
        assertSameAsPlain(classifier, Shape.of(1, 3, 8, 12));
    }

    @Test
    void whatIsStoredForEachRowOfABatchStandsBesideEveryPicture() {
        // Given: the same bias four times, as exporters fold an Expand
        TestGraph graph = new TestGraph(17);
        Value scores = head(graph, graph.input(4, 3, 8, 12));
        Value bias = graph.node("Expand", graph.weights(1, 5), graph.longs(4, 5));
        Classifier classifier = Classifier.of(graph.model(graph.node("Add", scores, bias)), SIZE);
        TestGraph single = new TestGraph(17);
        Value alone = head(single, single.input(-1, 3, 8, 12));
        Classifier plain = Classifier.of(single.model(single.node("Add", alone, single.weights(1, 5))), SIZE);
        // When, Then
        assertThat(classifier.input().batchAxis()).hasValue(0);
        assertSame(classifier, plain, Shape.of(1, 3, 8, 12));
    }

    @Test
    void aBatchThatCannotBeFreedIsFilled() {
        // Given: each row has a bias of its own
        TestGraph graph = new TestGraph(17);
        Value scores = head(graph, graph.input(4, 3, 8, 12));
        Classifier classifier =
                Classifier.of(graph.model(graph.node("Softmax", graph.node("Add", scores, graph.weights(4, 5)))), SIZE);
        TestGraph single = new TestGraph(17);
        Value alone = head(single, single.input(-1, 3, 8, 12));
        Value first = single.node("Slice", single.weights(4, 5), single.longs(0), single.longs(1));
        Classifier plain = Classifier.of(single.model(single.node("Softmax", single.node("Add", alone, first))), SIZE);
        // When, Then
        assertThat(classifier.input().batchAxis()).isEmpty();
        assertThat(classifier.stages()).hasSameSizeAs(plain.stages());
        assertSame(classifier, plain, Shape.of(1, 3, 8, 12));
        assertThat(atLayer(classifier, Pass.LAYER_GRADIENTS))
                .usingRecursiveComparison()
                .withComparatorForType((a, b) -> Math.abs(a - b) < 1e-5 ? 0 : 1, Float.class)
                .isEqualTo(atLayer(plain, Pass.LAYER_GRADIENTS));
        assertThat(tail(classifier)).containsExactly(tail(plain), within(1e-4f));
    }

    private static Map<String, Attribute> permutation(long... axes) {
        return Map.of("perm", Attribute.Ints.of(axes));
    }

    private static Value cast(TestGraph graph, Value value, DataType type) {
        return graph.node("Cast", Map.of("to", new Attribute.Int(type.code())), value);
    }

    /** From what the test makes of its input to a model: the weights are the same in each. */
    private interface Form {
        Value picture(TestGraph graph);
    }

    private static Classifier classifier(Form form) {
        TestGraph graph = new TestGraph(17);
        return Classifier.of(graph.model(head(graph, form.picture(graph))), SIZE);
    }

    private static Classifier plain() {
        return classifier(graph -> graph.input(-1, 3, 8, 12));
    }

    private static Value head(TestGraph graph, Value picture) {
        Value features =
                graph.node("Sigmoid", graph.conv(graph.node("Mul", picture, graph.number(0.01f)), 3, 6, 3, 2, 1));
        Value pooled = graph.node("Flatten", graph.node("GlobalAveragePool", features));
        return graph.node("MatMul", pooled, graph.weights(6, 5));
    }

    /** @param shape how the picture lies in the input of the form */
    private static void assertSameAsPlain(Classifier classifier, Shape shape) {
        assertSame(classifier, plain(), shape);
    }

    private static void assertSame(Classifier classifier, Classifier plain, Shape shape) {
        boolean isLast = shape.dimension(3) == 3;
        FloatTensor channelsFirst = new FloatTensor(plain.input().shape(), PICTURE);
        FloatTensor given = new FloatTensor(shape, isLast ? last(PICTURE) : PICTURE);
        assertThat(classifier.input().shape()).isEqualTo(shape);
        ForwardBackward expected = atPicture(plain, channelsFirst);
        ForwardBackward found = atPicture(classifier, given);
        float[] gradients = expected.get(Wanted.GRADIENTS).values();
        assertThat(found.scores().values()).containsExactly(expected.scores().values(), within(1e-4f));
        assertThat(found.get(Wanted.GRADIENTS).values())
                .containsExactly(isLast ? last(gradients) : gradients, within(1e-6f));
    }

    private static float[] last(float[] planes) {
        float[] last = new float[planes.length];
        for (int index = 0; index < planes.length; index++) {
            last[index] = planes[index % 3 * 96 + index / 3];
        }
        return last;
    }

    private static ForwardBackward atPicture(Classifier classifier, FloatTensor picture) {
        return run(classifier, null, Pass.INPUT_GRADIENTS, Question.of(picture, 2), Wanted.GRADIENTS);
    }

    private static float[] scores(Classifier classifier, FloatTensor picture) {
        return run(classifier, null, Pass.SCORES, Question.of(picture, 0))
                .scores()
                .values();
    }

    private static Map<Wanted, FloatTensor> atLayer(Classifier classifier, Pass pass) {
        FloatTensor picture = new FloatTensor(Shape.of(1, 3, 8, 12), PICTURE);
        return run(
                        classifier,
                        classifier.recommendedLayer().orElseThrow(),
                        pass,
                        Question.of(picture, 2),
                        Wanted.ACTIVATIONS,
                        Wanted.GRADIENTS)
                .tensors();
    }

    /** The scores of altered activations. */
    private static float[] tail(Classifier classifier) {
        FloatTensor picture = new FloatTensor(Shape.of(1, 3, 8, 12), PICTURE);
        FloatTensor altered = FloatTensor.zeros(Shape.of(2, 6, 4, 6));
        altered.values()[7] = 3;
        altered.values()[200] = -2;
        return run(
                        classifier,
                        classifier.recommendedLayer().orElseThrow(),
                        Pass.TAIL,
                        Question.ofTail(picture, altered, 2))
                .scores()
                .values();
    }

    private static ForwardBackward run(
            Classifier classifier, @Nullable FeatureMap layer, Pass pass, Question question, Wanted... wanted) {
        EnumSet<Wanted> all = EnumSet.noneOf(Wanted.class);
        all.addAll(List.of(wanted));
        try (ExplainableModel model =
                        ExplainableModel.load(AugmentedGraph.of(classifier, layer, pass), Device.named("cpu"));
                Interrupt interrupt = new Interrupt()) {
            return model.run(question, all, interrupt);
        }
    }
}
