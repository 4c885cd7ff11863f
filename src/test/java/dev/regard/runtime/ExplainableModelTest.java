package dev.regard.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An augmented graph at work: two convolutions, a pool and a linear layer. */
class ExplainableModelTest {

    private static final int CLASSES = 5;
    private static final Set<Wanted> EVERYTHING = EnumSet.allOf(Wanted.class);

    private final TestGraph graph = new TestGraph(13);
    private final FloatTensor picture = graph.numbers(Shape.of(1, 3, 8, 12));
    private final Value first = graph.node("Relu", graph.conv(graph.input(-1, 3, 8, 12), 3, 4, 3, 1, 1));
    private final Value last = graph.node("Relu", graph.conv(first, 4, 6, 3, 2, 1));
    private final Classifier classifier = Classifier.of(
            graph.model(graph.node(
                    "MatMul", graph.node("Flatten", graph.node("GlobalAveragePool", last)), graph.weights(6, CLASSES))),
            new InputSize(8, 12));

    private ExplainableModel model;
    private Interrupt interrupt;

    @BeforeEach
    void load() {
        model = AugmentedGraph.load(classifier, last, Device.named("cpu"));
        interrupt = new Interrupt();
    }

    @AfterEach
    void close() {
        interrupt.close();
        model.close();
    }

    @Test
    void severalClassesInOneRunGiveTheSameAsOneByOne() {
        // Given
        FloatTensor all = seed(0, 3, 4);
        // When
        FloatTensor together = run(all, Wanted.GRADIENTS).get(Wanted.GRADIENTS);
        // Then
        assertThat(together.shape()).isEqualTo(Shape.of(3, 6, 4, 6));
        int row = 0;
        for (int index : new int[] {0, 3, 4}) {
            FloatTensor alone = run(seed(index), Wanted.GRADIENTS).get(Wanted.GRADIENTS);
            assertThat(together.slice(row++).values())
                    .containsExactly(alone.slice(0).values());
        }
    }

    @Test
    void theGradientsTimesTheActivationsAreTheScoresOfALinearHead() {
        // When: without a bias the head is linear, so the score is the sum of gradient times activation
        ForwardBackward result = model.run(picture, seed(0, 1, 2, 3, 4), EVERYTHING, interrupt);
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
        ForwardBackward result = run(null, Wanted.CLASS_MAPS);
        // Then
        FloatTensor maps = result.get(Wanted.CLASS_MAPS);
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
        ForwardBackward result = model.run(picture, null, EnumSet.noneOf(Wanted.class), interrupt);
        // Then
        assertThat(result.scores().shape()).isEqualTo(Shape.of(CLASSES));
        assertThat(result.find(Wanted.ACTIVATIONS)).isEmpty();
        assertThatThrownBy(() -> result.get(Wanted.GRADIENTS)).hasMessageContaining("GRADIENTS was not asked for");
    }

    @Test
    void anotherLayerHasItsOwnShapeAndNoClassMaps() {
        try (ExplainableModel atFirst = AugmentedGraph.load(classifier, first, Device.named("cpu"))) {
            assertThat(atFirst.layerShape()).isEqualTo(Shape.of(1, 4, 8, 12));
            assertThatThrownBy(() -> atFirst.run(picture, null, EnumSet.of(Wanted.CLASS_MAPS), interrupt))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("CLASS_MAPS");
        }
    }

    @Test
    void anInterruptEndsARun() {
        // Given
        interrupt.stop();
        // When, Then
        assertThatThrownBy(() -> run(null, Wanted.ACTIVATIONS)).isInstanceOf(InterruptedRunException.class);
    }

    @Test
    void anInterruptedRunHarmsNoOther() {
        // Given
        float[] before = run(null, Wanted.ACTIVATIONS).scores().values();
        try (Interrupt stopped = new Interrupt()) {
            stopped.stop();
            assertThatThrownBy(() -> model.run(picture, null, EVERYTHING, stopped))
                    .isInstanceOf(InterruptedRunException.class);
        }
        // When
        float[] after = run(null, Wanted.ACTIVATIONS).scores().values();
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
        ExplainableModel closed = AugmentedGraph.load(classifier, first, Device.named("cpu"));
        closed.close();
        // When, Then
        assertThatThrownBy(() -> closed.run(picture, null, EnumSet.of(Wanted.ACTIVATIONS), interrupt))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPictureOfAnotherSizeIsRefusedInWords() {
        FloatTensor small = FloatTensor.zeros(Shape.of(1, 3, 4, 4));
        assertThatThrownBy(() -> model.run(small, null, EnumSet.of(Wanted.ACTIVATIONS), interrupt))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("ONNX Runtime could not run it");
    }

    private ForwardBackward run(@Nullable FloatTensor seed, Wanted wanted) {
        return model.run(picture, seed, EnumSet.of(wanted), interrupt);
    }

    private static FloatTensor seed(int... indices) {
        FloatTensor seed = FloatTensor.zeros(Shape.of(indices.length, CLASSES));
        for (int row = 0; row < indices.length; row++) {
            seed.values()[row * CLASSES + indices[row]] = 1;
        }
        return seed;
    }
}
