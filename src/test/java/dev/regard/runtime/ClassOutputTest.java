package dev.regard.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Model;
import dev.regard.onnx.OnnxReader;
import dev.regard.onnx.OnnxWriter;
import dev.regard.onnx.TensorData;
import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import dev.regard.runtime.OutputChoice.Output;
import dev.regard.runtime.OutputChoice.Reason;
import dev.regard.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Takes the output that holds the class scores among several; others are no reason to fail. */
class ClassOutputTest {

    private static final InputSize SIZE = new InputSize(8, 12);

    private final TestGraph graph = new TestGraph(17);
    private final Value middle = graph.node("Relu", graph.conv(graph.input(-1, 3, 8, 12), 3, 4, 3, 2, 1));
    private final Value last = graph.node("Relu", graph.conv(middle, 4, 6, 3, 2, 1));
    private final Value features = pooled(last);

    private Value pooled(Value maps) {
        return graph.node("Flatten", graph.node("GlobalAveragePool", maps));
    }

    private Value linear(Value x, int from, int to) {
        return graph.node("MatMul", x, graph.weights(from, to));
    }

    @Test
    void asManyScoresAsNamesDecide() {
        // Given
        Value sex = linear(features, 6, 2);
        Value age = linear(features, 6, 8);
        // When
        OutputChoice choice = choice(graph.model(sex, age), 8, null);
        // Then
        assertThat(choice.name()).isEqualTo(age.name());
        assertThat(choice.reason()).isEqualTo(Reason.LABELS);
        assertThat(choice.outputs()).containsExactly(new Output(sex.name(), 2), new Output(age.name(), 8));
    }

    @Test
    void whatSomebodySaysDecidesMore() {
        // Given
        Value sex = linear(features, 6, 2);
        Model model = graph.model(sex, linear(features, 6, 8));
        // When
        OutputChoice choice = choice(model, 8, sex.name());
        // Then
        assertThat(choice.name()).isEqualTo(sex.name());
        assertThat(choice.reason()).isEqualTo(Reason.STATED);
        assertThatThrownBy(() -> choice(model, 8, "height"))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("the output 'height'")
                .hasMessageContaining("'%s' (2)".formatted(sex.name()));
    }

    @Test
    void anAuxiliaryHeadComesFromFewerLayers() {
        // Given
        Value auxiliary = linear(pooled(middle), 4, 5);
        Value main = linear(features, 6, 5);
        // Then
        assertTaken(main, auxiliary, main);
    }

    @Test
    void anEmbeddingIsNoListOfClasses() {
        // Given
        Value projected = linear(linear(features, 6, 16), 16, 64);
        Value scores = linear(features, 6, 10);
        // Then: also where more layers lead to it
        assertTaken(scores, features, scores);
        assertTaken(scores, projected, scores);
    }

    @Test
    void oneNumberBesideAListIsNotTheClass() {
        // Given
        Value scores = linear(features, 6, 5);
        Value uncertainty = linear(features, 6, 1);
        Value confidence = graph.node("ReduceMax", Map.of("axes", Attribute.Ints.of(1)), graph.node("Softmax", scores));
        // Then
        assertTaken(scores, uncertainty, scores, confidence);
    }

    @Test
    void scoresBesideTheirProbabilitiesAreNoOutputOfTheirOwn() {
        // Given
        Value scores = linear(features, 6, 5);
        Value probabilities = graph.node("Sigmoid", scores);
        // When
        OutputChoice choice = choice(graph.model(scores, probabilities), 0, null);
        // Then
        assertThat(choice.reason()).isEqualTo(Reason.ONLY);
        assertThat(choice.name()).isEqualTo(probabilities.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ArgMax", "TopK", "Greater", "Cast", "QuantizeLinear"})
    void behindADecisionAreTheScoresThatItIsMadeOf(String opType) {
        // Given
        Value scores = graph.node("Softmax", linear(features, 6, 5));
        List<Value> decision = switch (opType) {
            case "ArgMax" -> List.of(graph.node("Identity", graph.node(opType, axis(), scores)));
            case "TopK" -> graph.nodes(2, opType, Map.of(), scores, graph.longs(3));
            case "Greater" -> List.of(graph.node(opType, scores, graph.number(0.5f)));
            case "Cast" -> List.of(graph.node(opType, Map.of("to", new Attribute.Int(DataType.INT64.code())), scores));
            default ->
                List.of(graph.node(
                        opType, scores, graph.number(1f / 256), graph.bytes(DataType.UINT8, Shape.of(), 0, 0)));
        };
        // When
        Classifier classifier = classifier(graph.model(decision.toArray(Value[]::new)), 0, null);
        // Then
        assertThat(classifier.score().classes()).isEqualTo(5);
        assertThat(classifier.output().name()).isEqualTo(decision.getFirst().name());
        assertThat(classifier.output().reason()).isEqualTo(Reason.ONLY);
    }

    private static Map<String, Attribute> axis() {
        return Map.of("axis", new Attribute.Int(1));
    }

    @Test
    void aMapByNameNamesTheClasses() {
        // Given: as Azure Custom Vision writes it
        Value scores = graph.node("Softmax", linear(features, 6, 3));
        Value names = graph.graph().addConstant("names", texts("dog", "cat", "cow"));
        Value best = graph.learned("ArrayFeatureExtractor", Map.of(), names, graph.node("ArgMax", axis(), scores));
        Value map = graph.learned(
                "ZipMap", Map.of("classlabels_strings", new Attribute.Texts(List.of("dog", "cat", "cow"))), scores);
        // When
        OutputChoice choice = choice(graph.model(best, map), 0, null);
        // Then
        assertThat(choice.classNames()).containsExactly("dog", "cat", "cow");
        assertThat(choice.outputs()).hasSize(1);
    }

    @Test
    void numbersInOrderNameNoClasses() {
        // Given
        Value scores = graph.node("Softmax", linear(features, 6, 3));
        Value map = graph.learned("ZipMap", Map.of("classlabels_int64s", Attribute.Ints.of(0, 1, 2)), scores);
        // Then
        assertThat(choice(graph.model(map), 0, null).classNames()).isEmpty();
    }

    @Test
    void aLinearClassifierIsALayerLikeAnyOther() {
        // Given: as scikit-learn is exported
        Map<String, Attribute> weights = Map.of(
                "coefficients", new Attribute.Reals(List.of(1f, 2f, 3f, 4f, 5f, 6f, 6f, 5f, 4f, 3f, 2f, 1f)),
                "intercepts", new Attribute.Reals(List.of(0f, 1f)),
                "classlabels_strings", new Attribute.Texts(List.of("no", "yes")),
                "post_transform", new Attribute.Text("SOFTMAX"));
        List<Value> both = graph.learned(2, "LinearClassifier", weights, features);
        Value normalized = graph.learned("Normalizer", Map.of("norm", new Attribute.Text("L1")), both.getLast());
        // When
        Classifier classifier = classifier(graph.model(both.getFirst(), normalized), 0, null);
        // Then
        assertThat(classifier.output().classNames()).containsExactly("no", "yes");
        assertThat(classifier.head()).isPresent();
        assertThat(classifier.gradientObstacle(classifier.input())).isEmpty();
    }

    @Test
    void listsInASequenceAreOutputsOfTheirOwn() {
        // Given
        Value scores = linear(features, 6, 5);
        Value sequence = graph.node("SequenceConstruct", features, scores);
        // Then
        assertThat(choice(graph.model(sequence), 0, null).name()).isEqualTo(scores.name());
    }

    @Test
    void whatHasNothingToDoWithTheImageIsLeftAlone() {
        // Given
        Value names = graph.node("Identity", graph.graph().addConstant("names", texts("a", "b")));
        Value version = graph.node("Identity", graph.weights(1, 3));
        Value shape = graph.node("Shape", last);
        List<Value> normalized = graph.nodes(3, "LayerNormalization", Map.of(), features, graph.weights(6));
        Value scores = linear(normalized.getFirst(), 6, 5);
        // When
        OutputChoice choice =
                choice(graph.model(names, version, shape, normalized.get(1), normalized.get(2), scores), 0, null);
        // Then
        assertThat(choice.outputs()).containsExactly(new Output(scores.name(), 5));
    }

    private void assertTaken(Value expected, Value... outputs) {
        OutputChoice choice = choice(new Model(8, "", Map.of("", 17), Map.of(), copyWith(outputs)), 0, null);
        assertThat(choice.name()).isEqualTo(expected.name());
        assertThat(choice.reason()).isEqualTo(Reason.LIKELIEST);
        assertThat(choice.outputs()).hasSize(outputs.length);
    }

    /** The graph keeps the outputs that it once has. */
    private dev.regard.onnx.Graph copyWith(Value... outputs) {
        return OnnxReader.read(OnnxWriter.write(graph.model(), List.of(outputs)))
                .graph();
    }

    private static OutputChoice choice(Model model, int named, @Nullable String stated) {
        return classifier(model, named, stated).output();
    }

    private static Classifier classifier(Model model, int named, @Nullable String stated) {
        return Classifier.of(OnnxReader.read(OnnxWriter.write(model)), new Expectation(SIZE, named, Map.of(), stated));
    }

    private static TensorData texts(String... texts) {
        return TensorData.texts(texts);
    }
}
