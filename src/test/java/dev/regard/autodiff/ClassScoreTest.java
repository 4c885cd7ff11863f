package dev.regard.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.autodiff.ClassScore.Activation;
import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import dev.regard.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassScoreTest {

    private final TestGraph graph = new TestGraph(13);
    private final Value logits = graph.node("Relu", graph.input(1, 5));

    @ParameterizedTest
    @CsvSource({"Softmax, SOFTMAX", "LogSoftmax, SOFTMAX", "Sigmoid, SIGMOID"})
    void standsBeforeAFinalActivation(String opType, Activation activation) {
        // When
        ClassScore score = ClassScore.behind(graph.node(opType, logits));
        // Then
        assertThat(score).isEqualTo(new ClassScore(logits, activation));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Identity", "Flatten", "Reshape", "Squeeze", "Unsqueeze", "Dropout", "Cast"})
    void standsThereAlsoWhereTheOutputIsOnlyReshaped(String opType) {
        // Given
        Value reshaped = graph.node(opType, graph.node("Softmax", logits), graph.longs(1, 5));
        // When
        ClassScore score = ClassScore.behind(graph.node("Identity", reshaped));
        // Then
        assertThat(score.value()).isSameAs(logits);
    }

    @Test
    void isTheOutputItselfWhereNothingFollowsTheLogits() {
        // Given
        Value flat = graph.node("Flatten", logits);
        // When
        ClassScore score = ClassScore.behind(flat);
        // Then: not the value before the Flatten, whose shape may be another
        assertThat(score).isEqualTo(new ClassScore(flat, Activation.SOFTMAX));
    }

    @Test
    void aSigmoidThatIsNotTheLastIsNoActivationOfTheScores() {
        Value output = graph.node("Mul", logits, graph.node("Sigmoid", logits));
        assertThat(ClassScore.behind(output).value()).isSameAs(output);
    }

    @Test
    void countsItsClassesAlsoWhereAxesOfExtentOneAreLeft() {
        logits.measured(Shape.of(1, 5, 1, 1));
        assertThat(ClassScore.behind(logits).classes()).isEqualTo(5);
    }
}
