package dev.regard.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Model;
import dev.regard.onnx.OnnxWriter;
import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import dev.regard.runtime.ShapeProbe;
import dev.regard.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The driver. What each rule computes is checked in {@link VjpRulesTest}. */
class ReverseModeTest {

    private final TestGraph graph = new TestGraph(21);
    private final Value input = graph.input(1, 3);

    @Test
    void cotangentsOfAValueThatIsUsedSeveralTimesAddUp() throws OrtException {
        // Given: y = x + x x
        Value score = graph.node("Add", input, graph.node("Mul", input, input));
        // When
        float[] gradients = gradients(score, input);
        // Then
        assertThat(gradients).containsExactly(3, -3, 1.5f);
    }

    @Test
    void aTargetInTheMiddleIsNotDifferentiatedFurther() throws OrtException {
        // Given: Asinh has no rule, and none is needed before the target
        Value target = graph.node("Asinh", input);
        Value score = graph.node("Add", target, target);
        // When
        float[] gradients = gradients(score, target);
        // Then
        assertThat(gradients).containsExactly(2, 2, 2);
        assertThat(ReverseMode.obstacles(graph.graph(), score)).doesNotContainKey(target);
    }

    @Test
    void pathsAroundTheTargetTakeNoPart() throws OrtException {
        // Given: y = relu(x) + asinh(x), seen from relu(x)
        Value target = graph.node("Relu", input);
        Value score = graph.node("Add", target, graph.node("Asinh", input));
        // When
        float[] gradients = gradients(score, target);
        // Then
        assertThat(gradients).containsExactly(1, 1, 1);
    }

    @Test
    void whatAnotherInputCouldBringAlongIsNotTakenFromATarget() throws OrtException {
        // Given: y = x s with s = sigmoid(x), seen from s
        Value target = graph.node("Sigmoid", input);
        Value score = graph.node("Mul", input, target);
        // When
        float[] gradients = gradients(score, target);
        // Then
        assertThat(gradients).containsExactly(1, -2, 0.25f);
    }

    @Test
    void anOperatorWithoutARuleIsNamed() {
        // Given
        Value score = graph.node("Relu", graph.node("Asinh", input));
        measure(score);
        // When, Then
        assertThat(ReverseMode.obstacles(graph.graph(), score))
                .hasEntrySatisfying(input, node -> assertThat(node.opType()).isEqualTo("Asinh"));
        assertThatThrownBy(() -> differentiate(score, input))
                .isInstanceOfSatisfying(
                        MissingVjpException.class, e -> assertThat(e.opType()).isEqualTo("Asinh"))
                .hasMessageContaining("Asinh");
    }

    @Test
    void anInputWithoutARuleIsNamed() {
        // Given: y = x + sum(range(sum(x), 3)), and what moves the bounds of a range has no rule
        Value scaled = graph.node(
                "Range",
                graph.node("ReduceSum", Map.of("keepdims", new Attribute.Int(0)), input),
                graph.number(3),
                graph.number(1));
        Value score = graph.node("Add", input, graph.node("ReduceSum", scaled));
        measure(score);
        // When, Then
        assertThat(ReverseMode.obstacles(graph.graph(), score))
                .hasEntrySatisfying(input, node -> assertThat(node.opType()).isEqualTo("Range"));
        assertThatThrownBy(() -> differentiate(score, input))
                .isInstanceOfSatisfying(
                        MissingVjpException.class, e -> assertThat(e.opType()).isEqualTo("Range"));
    }

    @Test
    void aSecondOutputThatNoRuleServesIsNamed() {
        // Given: y = normalized x + mean(x)
        List<Value> outputs = graph.nodes(3, "LayerNormalization", Map.of(), input, graph.weights(3));
        Value score = graph.node("Add", outputs.get(0), outputs.get(1));
        measure(score);
        // When, Then
        assertThat(ReverseMode.obstacles(graph.graph(), score)).containsKey(input);
        assertThatThrownBy(() -> differentiate(score, input))
                .isInstanceOfSatisfying(
                        MissingVjpException.class, e -> assertThat(e.opType()).isEqualTo("LayerNormalization"));
    }

    @Test
    void placesPassNoGradient() throws OrtException {
        // Given: y = x[argmax], put at the place of the greatest once more
        List<Value> greatest = graph.nodes(2, "TopK", Map.of(), input, graph.longs(1));
        Value score = graph.node("Add", input, graph.node("GatherElements", input, greatest.get(1)));
        // When, Then
        assertThat(gradients(score, input)).containsExactly(4, 1, 1);
    }

    @Test
    void lookingForObstaclesWritesNothing() {
        Value score = graph.node("Relu", graph.node("Asinh", input));
        int nodes = graph.graph().nodes().size();
        assertThat(ReverseMode.obstacles(graph.graph(), score)).isNotEmpty();
        assertThat(graph.graph().nodes()).hasSize(nodes);
    }

    @Test
    void theGradientOfWhatTheScoreDoesNotDependOnIsZero() throws OrtException {
        // Given
        Value score = graph.node("Relu", input);
        Value beside = graph.node("Relu", input);
        // When, Then
        assertThat(gradients(score, beside)).containsExactly(0, 0, 0);
    }

    @Test
    void noGradientFlowsThroughAShape() throws OrtException {
        // Given: nothing of x is used but its shape
        Value score = graph.node("Reshape", graph.weights(3), graph.node("Shape", input));
        // When, Then
        assertThat(gradients(score, input)).containsExactly(0, 0, 0);
    }

    @Test
    void whatIsMadeOfAShapeNeedsNoRule() throws OrtException {
        // Given: y = x + 0, where the zeros are made to x's measure; ConstantOfShape has no rule
        Value zeros = graph.node("ConstantOfShape", graph.node("Shape", input));
        Value score = graph.node("Add", input, zeros);
        // Then
        assertThat(ReverseMode.obstacles(graph.graph(), score)).isEmpty();
        assertThat(gradients(score, input)).containsExactly(1, 1, 1);
    }

    private Model measure(Value score) {
        Model model = graph.model(score);
        ShapeProbe.measure(model, input, Shape.of(1, 3));
        return model;
    }

    private Value differentiate(Value score, Value target) {
        Value seed = graph.graph().addInput("seed", DataType.FLOAT, List.of(-1L, 3L));
        return Objects.requireNonNull(
                ReverseMode.differentiate(graph.model(score), score, seed, List.of(target), RuleSet.EXACT)
                        .get(target));
    }

    /** Of the sum of all scores at x = (1, -2, 0.25). */
    private float[] gradients(Value score, Value target) throws OrtException {
        Model model = measure(score);
        Value gradients = differentiate(score, target);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(OnnxWriter.write(model, List.of(gradients)));
                OnnxTensor x = tensor(environment, 1, -2, 0.25f);
                OnnxTensor seed = tensor(environment, 1, 1, 1);
                OrtSession.Result result = session.run(Map.of("input", x, "seed", seed))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
        }
    }

    private static OnnxTensor tensor(OrtEnvironment environment, float... values) throws OrtException {
        return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), new long[] {1, 3});
    }
}
