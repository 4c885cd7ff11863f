package dev.regard.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.EnumSet;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The part of a model behind a layer, run on activations that are given. */
class TailTest {

    private static final int CLASSES = 5;
    private static final Offset<Float> ROUNDING = Offset.offset(1e-5f);

    private final TestGraph graph = new TestGraph(21);
    private final FloatTensor picture = graph.numbers(Shape.of(1, 3, 8, 12));

    @Test
    void theActivationsOfAPictureGiveItsScores() {
        // Given
        Value layer = relu(graph.input(-1, 3, 8, 12), 3);
        Classifier classifier = classifier(relu(layer, 4));

        // When and then
        theTailGivesTheScores(classifier, layer);
    }

    @Test
    void whatLeadsPastTheLayerTakesPart() {
        // Given
        Value before = relu(graph.input(-1, 3, 8, 12), 3);
        Value layer = relu(before, 4);
        Classifier classifier = classifier(graph.node("Add", relu(layer, 4), before));

        // When and then
        theTailGivesTheScores(classifier, layer);
    }

    @Test
    void aModelOfOnePictureRunsRowByRow() {
        // Given
        Value before = relu(graph.input(1, 3, 8, 12), 3);
        Value layer = relu(before, 4);
        Value joined = graph.node("Add", relu(layer, 4), before);
        Value flat = graph.node("Reshape", graph.node("GlobalAveragePool", joined), graph.longs(1, 4));
        Classifier classifier =
                Classifier.of(graph.model(graph.node("MatMul", flat, graph.weights(4, CLASSES))), new InputSize(8, 12));

        // When and then
        theTailGivesTheScores(classifier, layer);
    }

    @Test
    void eachRowHasActivationsOfItsOwn() {
        // Given
        Value layer = relu(graph.input(-1, 3, 8, 12), 3);
        Classifier classifier = classifier(relu(layer, 4));
        FloatTensor rows = graph.numbers(Shape.of(3, 4, 8, 12));

        // When
        FloatTensor together = run(classifier, layer, Pass.TAIL, Question.ofTail(picture, rows, 0), Set.of())
                .scores();

        // Then
        for (int row = 0; row < 3; row++) {
            FloatTensor one =
                    new FloatTensor(Shape.of(1, 4, 8, 12), rows.slice(row).values());
            assertThat(run(classifier, layer, Pass.TAIL, Question.ofTail(picture, one, 0), Set.of())
                            .scores()
                            .values())
                    .containsExactly(together.slice(row).values(), ROUNDING);
        }
    }

    @Test
    void gradientsOfTheTailAreThoseOfTheLayer() {
        // Given
        Value before = relu(graph.input(-1, 3, 8, 12), 3);
        Value layer = relu(before, 4);
        Classifier classifier = classifier(graph.node("Add", graph.node("Tanh", layer), before));
        ForwardBackward whole = run(
                classifier,
                layer,
                Pass.LAYER_GRADIENTS,
                Question.of(picture, 2),
                EnumSet.of(Wanted.ACTIVATIONS, Wanted.GRADIENTS));

        // When
        ForwardBackward tail = run(
                classifier,
                layer,
                Pass.TAIL_GRADIENTS,
                Question.ofTail(picture, whole.get(Wanted.ACTIVATIONS), 2),
                EnumSet.of(Wanted.GRADIENTS));

        // Then
        assertThat(tail.get(Wanted.GRADIENTS).values())
                .containsExactly(whole.get(Wanted.GRADIENTS).values(), ROUNDING);
    }

    @Test
    void aPoolAndALinearLayerAreLinear() {
        // Given
        Value layer = relu(graph.input(-1, 3, 8, 12), 3);
        Value last = relu(layer, 4);
        Classifier classifier = classifier(last);

        // Then
        assertThat(isLinearBehind(classifier, last)).isTrue();
        assertThat(isLinearBehind(classifier, layer)).isFalse();
    }

    @Test
    void aProductWithItselfIsNotLinear() {
        // Given
        Value layer = relu(graph.input(-1, 3, 8, 12), 3);
        Classifier classifier = classifier(graph.node("Mul", layer, layer));

        // Then
        assertThat(isLinearBehind(classifier, layer)).isFalse();
    }

    @Test
    void aSumOfWhatIsLinearIsLinear() {
        // Given
        Value layer = relu(graph.input(-1, 3, 8, 12), 3);
        Value convolved = graph.conv(layer, 4, 4, 3, 1, 1);
        Classifier classifier = classifier(graph.node("Add", convolved, layer));

        // Then
        assertThat(isLinearBehind(classifier, layer)).isTrue();
    }

    private void theTailGivesTheScores(Classifier classifier, Value layer) {
        ForwardBackward whole =
                run(classifier, layer, Pass.FORWARD, Question.of(picture, 0), EnumSet.of(Wanted.ACTIVATIONS));
        FloatTensor activations = whole.get(Wanted.ACTIVATIONS);
        FloatTensor twice = twice(activations);
        FloatTensor scores = run(classifier, layer, Pass.TAIL, Question.ofTail(picture, twice, 0), Set.of())
                .scores();
        assertThat(scores.shape()).isEqualTo(Shape.of(2, CLASSES));
        assertThat(scores.slice(0).values())
                .containsExactly(whole.scores().slice(0).values(), ROUNDING);
        assertThat(scores.slice(1).values())
                .containsExactly(whole.scores().slice(0).values(), ROUNDING);
    }

    private static FloatTensor twice(FloatTensor one) {
        int[] extents = one.shape().dimensions();
        extents[0] = 2;
        FloatTensor twice = FloatTensor.zeros(Shape.of(extents));
        int length = one.values().length;
        System.arraycopy(one.values(), 0, twice.values(), 0, length);
        System.arraycopy(one.values(), 0, twice.values(), length, length);
        return twice;
    }

    private Value relu(Value input, int channels) {
        return graph.node("Relu", graph.conv(input, channels, 4, 3, 1, 1));
    }

    private Classifier classifier(Value features) {
        Value pooled = graph.node("Flatten", graph.node("GlobalAveragePool", features));
        return Classifier.of(
                graph.model(graph.node("MatMul", pooled, graph.weights(4, CLASSES))), new InputSize(8, 12));
    }

    private static boolean isLinearBehind(Classifier classifier, Value layer) {
        Value value = classifier.model().graph().value(layer.name()).orElseThrow();
        return LinearTail.isBehind(
                classifier.model().graph(), value, classifier.score().value());
    }

    private static ForwardBackward run(
            Classifier classifier, Value layer, Pass pass, Question question, Set<Wanted> wanted) {
        FeatureMap map = classifier.layer(layer.name()).orElseThrow();
        try (ExplainableModel model =
                        ExplainableModel.load(AugmentedGraph.of(classifier, map, pass), Device.named("cpu"));
                Interrupt interrupt = new Interrupt()) {
            return model.run(question, wanted, interrupt);
        }
    }
}
