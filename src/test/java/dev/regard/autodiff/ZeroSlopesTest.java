package dev.regard.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Node;
import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZeroSlopesTest {

    private final TestGraph graph = new TestGraph(21);
    private final Value input = graph.input(1, 3);
    private final Value layer = graph.node("Relu", input);

    @ParameterizedTest
    @ValueSource(strings = {"Round", "Floor", "Ceil", "Sign", "Hardmax"})
    void aStepOnTheOnlyWayIsNamed(String opType) {
        Value score = graph.node("Mul", graph.node(opType, layer), graph.weights(3));
        assertThat(step(score, layer)).isEqualTo(opType);
        assertThat(step(score, input)).isEqualTo(opType);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Equal"})
    void aComparisonIsAStep(String opType) {
        // Given: Where takes its numbers from constants
        Value truth = graph.node(opType, layer, graph.number(0));
        Value score = graph.node("Where", graph.node("Not", truth), graph.weights(3), graph.weights(3));
        // Then: what lies nearest to the layer is named
        assertThat(step(score, layer)).isEqualTo(opType);
    }

    @Test
    void aCastToWholeNumbersIsAStep() {
        Value score = cast(cast(layer, DataType.INT32), DataType.FLOAT);
        assertThat(step(score, layer)).isEqualTo("Cast");
    }

    @Test
    void indicesAreSteps() {
        Value places = graph.nodes(2, "TopK", Map.of(), layer, graph.longs(1)).get(1);
        Value score = graph.node("Gather", graph.weights(3), places);
        assertThat(step(score, layer)).isEqualTo("Gather");
        assertThat(step(graph.node("Gather", graph.weights(3), graph.node("ArgMax", layer)), layer))
                .isEqualTo("ArgMax");
    }

    @Test
    void oneOtherWayIsEnough() {
        // Given: y = round(a) + a
        Value score = graph.node("Add", graph.node("Round", layer), layer);
        // Then
        assertThat(ZeroSlopes.of(graph.graph(), score)).isEmpty();
    }

    @Test
    void whatLiesBehindTheStepHasASlope() {
        Value behind = graph.node("Round", layer);
        Value score = graph.node("Mul", behind, graph.weights(3));
        assertThat(ZeroSlopes.of(graph.graph(), score)).containsOnlyKeys(layer, input);
    }

    @Test
    void anOperatorWithoutARuleIsAnotherMatter() {
        Value score = graph.node("Asinh", layer);
        assertThat(ZeroSlopes.of(graph.graph(), score)).isEmpty();
        assertThat(ReverseMode.obstacles(graph.graph(), score)).containsKey(layer);
    }

    private Value cast(Value x, DataType type) {
        return graph.node("Cast", Map.of("to", new Attribute.Int(type.code())), x);
    }

    private String step(Value score, Value value) {
        Map<Value, Node> slopes = ZeroSlopes.of(graph.graph(), score);
        assertThat(slopes).containsKey(value);
        assertThat(ReverseMode.obstacles(graph.graph(), score)).isEmpty();
        return Objects.requireNonNull(slopes.get(value)).opType();
    }
}
