package dev.regard.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An augmented graph at work: two convolutions, a pool and a linear layer. */
class ExplainableModelTest {

    private static final int CLASSES = 5;
    private static final Set<Wanted> BOTH = EnumSet.of(Wanted.ACTIVATIONS, Wanted.GRADIENTS);

    private final TestGraph graph = new TestGraph(21);
    private final FloatTensor picture = graph.numbers(Shape.of(1, 3, 8, 12));
    private final Value first = graph.node("Relu", graph.conv(graph.input(-1, 3, 8, 12), 3, 4, 3, 1, 1));
    private final Value last = graph.node("Relu", graph.conv(first, 4, 6, 3, 2, 1));
    private final Classifier classifier = Classifier.of(
            graph.model(graph.node(
                    "MatMul", graph.node("Flatten", graph.node("GlobalAveragePool", last)), graph.weights(6, CLASSES))),
            new InputSize(8, 12));

    private ExplainableModel forward;
    private ExplainableModel model;
    private Interrupt interrupt;

    @BeforeEach
    void load() {
        forward = load(last, Pass.FORWARD);
        model = load(last, Pass.LAYER_GRADIENTS);
        interrupt = new Interrupt();
    }

    @AfterEach
    void close() {
        interrupt.close();
        forward.close();
        model.close();
    }

    private ExplainableModel load(Value layer, Pass pass) {
        FeatureMap map = classifier.layer(layer.name()).orElseThrow();
        return ExplainableModel.load(AugmentedGraph.of(classifier, map, pass), Device.named("cpu"));
    }

    @Test
    void severalClassesInOneRunGiveTheSameAsOneByOne() {
        // When
        FloatTensor together = run(Question.of(picture, 0, 3, 4)).get(Wanted.GRADIENTS);
        // Then
        assertThat(together.shape()).isEqualTo(Shape.of(3, 6, 4, 6));
        int row = 0;
        for (int index : new int[] {0, 3, 4}) {
            FloatTensor alone = run(Question.of(picture, index)).get(Wanted.GRADIENTS);
            assertThat(together.slice(row++).values())
                    .containsExactly(alone.slice(0).values());
        }
    }

    @Test
    void severalPicturesInOneRunGiveTheSameAsOneByOne() {
        // Given
        FloatTensor other = graph.numbers(Shape.of(1, 3, 8, 12));
        float[] both = Arrays.copyOf(picture.values(), 2 * picture.values().length);
        System.arraycopy(other.values(), 0, both, picture.values().length, other.values().length);
        Question question =
                new Question(new FloatTensor(Shape.of(2, 3, 8, 12), both), new long[] {1, 0, 1}, new long[] {2, 2, 4});
        // When
        ForwardBackward together = run(question);
        // Then
        ForwardBackward alone = run(Question.of(other, 2, 4));
        assertThat(together.scores().slice(0).values())
                .containsExactly(alone.scores().slice(0).values());
        assertThat(together.get(Wanted.ACTIVATIONS).slice(1).values())
                .containsExactly(alone.get(Wanted.ACTIVATIONS).slice(0).values());
        assertThat(together.get(Wanted.GRADIENTS).slice(2).values())
                .containsExactly(alone.get(Wanted.GRADIENTS).slice(1).values());
    }

    @Test
    void theBestClassesAreFoundOnTheWay() {
        // Given
        float[] scores = run(Question.of(picture, 0)).scores().values();
        // When
        ForwardBackward best = run(Question.best(picture, 2));
        // Then
        Integer[] ranking = IntStream.range(0, CLASSES)
                .boxed()
                .sorted(Comparator.comparing((Integer index) -> scores[index]).reversed())
                .toArray(Integer[]::new);
        assertThat(best.classes()).containsExactly(ranking[0], ranking[1]);
        assertThat(best.get(Wanted.GRADIENTS).slice(1).values())
                .containsExactly(run(Question.of(picture, ranking[1]))
                        .get(Wanted.GRADIENTS)
                        .values());
    }

    @Test
    void theGradientsTimesTheActivationsAreTheScoresOfALinearHead() {
        // When: without a bias the head is linear, so the score is the sum of gradient times activation
        ForwardBackward result = run(Question.of(picture, 0, 1, 2, 3, 4));
        // Then
        float[] activations = result.get(Wanted.ACTIVATIONS).values();
        for (int index = 0; index < CLASSES; index++) {
            float[] gradients = result.get(Wanted.GRADIENTS).slice(index).values();
            double sum = 0;
            for (int i = 0; i < activations.length; i++) {
                sum += activations[i] * gradients[i];
            }
            assertThat(sum).isCloseTo(result.scores().values()[index], within(1e-5));
        }
    }

    @Test
    void theMeanOfAClassMapIsTheScoreWithoutBias() {
        // When
        ForwardBackward result = forward.run(Question.of(picture, 0), EnumSet.of(Wanted.CLASS_MAPS), interrupt);
        // Then
        FloatTensor maps = result.get(Wanted.CLASS_MAPS).slice(0);
        assertThat(maps.shape()).isEqualTo(Shape.of(CLASSES, 4, 6));
        for (int index = 0; index < CLASSES; index++) {
            double mean = 0;
            for (float value : maps.slice(index).values()) {
                mean += value / 24.0;
            }
            assertThat(mean).isCloseTo(result.scores().values()[index], within(1e-5));
        }
    }

    @Test
    void givesBackWhatWasAskedForAndNothingElse() {
        // When
        ForwardBackward result = forward.run(Question.of(picture, 0), EnumSet.noneOf(Wanted.class), interrupt);
        // Then
        assertThat(result.scores().shape()).isEqualTo(Shape.of(1, CLASSES));
        assertThat(result.classes()).isEmpty();
        assertThatThrownBy(() -> result.get(Wanted.ACTIVATIONS)).hasMessageContaining("ACTIVATIONS was not asked for");
    }

    @Test
    void onlyTheLayerBeforeThePoolHasClassMaps() {
        try (ExplainableModel atFirst = load(first, Pass.FORWARD)) {
            assertThat(forward.offered()).contains(Wanted.CLASS_MAPS);
            assertThat(atFirst.offered()).containsExactly(Wanted.ACTIVATIONS);
            assertThatThrownBy(() -> atFirst.run(Question.of(picture, 0), EnumSet.of(Wanted.CLASS_MAPS), interrupt))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("CLASS_MAPS");
        }
    }

    @Test
    void anInterruptEndsARun() {
        // Given
        interrupt.stop();
        // When, Then
        assertThatThrownBy(() -> run(Question.of(picture, 0))).isInstanceOf(InterruptedRunException.class);
    }

    @Test
    void anInterruptedRunHarmsNoOther() {
        // Given
        float[] before = run(Question.of(picture, 0)).scores().values();
        try (Interrupt stopped = new Interrupt()) {
            stopped.stop();
            assertThatThrownBy(() -> model.run(Question.of(picture, 0), BOTH, stopped))
                    .isInstanceOf(InterruptedRunException.class);
        }
        // When
        float[] after = run(Question.of(picture, 0)).scores().values();
        // Then
        assertThat(after).containsExactly(before);
    }

    @Test
    void stoppingAnInterruptThatIsClosedDoesNothing() {
        Interrupt closed = new Interrupt();
        closed.close();
        closed.stop();
        closed.close();
    }

    @Test
    void aClosedModelDoesNotRun() {
        // Given
        ExplainableModel closed = load(first, Pass.FORWARD);
        closed.close();
        // When, Then
        assertThatThrownBy(() -> closed.run(Question.of(picture, 0), EnumSet.of(Wanted.ACTIVATIONS), interrupt))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPictureOfAnotherSizeIsRefusedInWords() {
        FloatTensor small = FloatTensor.zeros(Shape.of(1, 3, 4, 4));
        assertThatThrownBy(() -> run(Question.of(small, 0)))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("ONNX Runtime could not run it");
    }

    private ForwardBackward run(Question question) {
        return model.run(question, BOTH, interrupt);
    }
}
