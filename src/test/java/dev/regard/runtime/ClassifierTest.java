package dev.regard.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regard.autodiff.ClassScore;
import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Model;
import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which layers can be target layers, and what is no image classifier. */
class ClassifierTest {

    private static final InputSize SIZE = new InputSize(16, 24);

    private final TestGraph graph = new TestGraph(21);

    @Test
    void aLayerOfAResidualNetIsListedOnlyWhereEveryPathPassesIt() {
        // Given
        Value x = graph.input(-1, 3, -1, -1);
        Value stem = graph.node("Relu", graph.conv(x, 3, 4, 3, 2, 1));
        Value inside = graph.node("Relu", graph.conv(stem, 4, 8, 3, 2, 1));
        Value sum = graph.node("Add", graph.conv(inside, 8, 8, 3, 1, 1), graph.conv(stem, 4, 8, 1, 2, 0));
        Value last = graph.node("Relu", sum);
        // When
        Classifier classifier = Classifier.of(graph.model(linear(last, 8)), SIZE);
        // Then
        assertThat(values(classifier.stages())).containsExactly(stem, last);
        assertThat(classifier.recommendedLayer().orElseThrow().value()).isEqualTo(last);
        assertThat(classifier.score().classes()).isEqualTo(5);
        assertThat(classifier.input().shape().toLongs()).containsExactly(1, 3, 16, 24);
    }

    @Test
    void aLayerThatIsNotListedIsFoundByItsName() {
        // Given
        Value x = graph.input(-1, 3, 16, 24);
        Value inside = graph.conv(x, 3, 4, 3, 1, 1);
        Value last = graph.node("Relu", inside);
        // When
        Classifier classifier = Classifier.of(graph.model(linear(last, 4)), SIZE);
        // Then
        assertThat(classifier.layer(inside.name()).map(FeatureMap::value)).contains(inside);
        assertThat(classifier.layer("nowhere")).isEmpty();
        assertThat(classifier.layer(x.name())).isEmpty();
        assertThat(classifier.layer(classifier.score().value().name())).isEmpty();
    }

    @Test
    void aGateMakesNoPathOfItsOwnBehindIt() {
        // Given: squeeze and excitation
        Value x = graph.conv(graph.input(-1, 3, 16, 24), 3, 4, 3, 2, 1);
        Value gate = graph.node("Sigmoid", graph.conv(graph.node("GlobalAveragePool", x), 4, 4, 1, 1, 0));
        Value gated = graph.node("Mul", x, gate);
        // When
        Classifier classifier = Classifier.of(graph.model(linear(gated, 4)), SIZE);
        // Then: in front of the gate all paths meet too, but that is the same size in a row
        assertThat(values(classifier.stages())).containsExactly(gated);
    }

    @Test
    void askingForAShapeIsNoPath() {
        // Given: PyTorch's x.view(x.size(0), -1), with the size taken late
        Value features = graph.node("Relu", graph.conv(graph.input(-1, 3, 16, 24), 3, 4, 3, 2, 1));
        Value last = graph.node("Relu", graph.conv(features, 4, 4, 3, 2, 1));
        Value batch = graph.node("Gather", graph.node("Shape", features), graph.longs(0));
        Value flat = graph.node(
                "Reshape", last, graph.node("Concat", Map.of("axis", new Attribute.Int(0)), batch, graph.longs(-1)));
        // When
        Classifier classifier =
                Classifier.of(graph.model(graph.node("MatMul", flat, graph.weights(4 * 4 * 6, 5))), SIZE);
        // Then
        assertThat(values(classifier.stages())).containsExactly(features, last);
    }

    @Test
    void oneScoreWithASigmoidIsOneClass() {
        // Given
        Value z = yesOrNo();
        // When
        Classifier classifier = Classifier.of(graph.model(graph.node("Sigmoid", z)), SIZE);
        // Then
        assertThat(classifier.score().value()).isEqualTo(z);
        assertThat(classifier.score().classes()).isEqualTo(1);
    }

    @Test
    void oneScoreWithASigmoidAndTwoNamesIsTwoClasses() {
        // Given
        Value z = yesOrNo();
        // When
        Classifier classifier =
                Classifier.of(graph.model(graph.node("Sigmoid", z)), new Expectation(SIZE, 2, Map.of()));
        // Then
        assertThat(classifier.score().classes()).isEqualTo(2);
        assertThat(classifier.score().activation()).isEqualTo(ClassScore.Activation.SIGMOID);
        assertThat(classifier.gradientObstacle(classifier.input())).isEmpty();
    }

    private Value yesOrNo() {
        Value features = graph.conv(graph.input(-1, 3, 16, 24), 3, 4, 3, 2, 1);
        return graph.node(
                "MatMul", graph.node("Flatten", graph.node("GlobalAveragePool", features)), graph.weights(4, 1));
    }

    @Test
    void takesTheScoresAndNotWhatTheyAreMadeFrom() {
        // Given: an embedding, scores as [N, classes, 1, 1], and a mask that is no list
        Value features = graph.conv(graph.input(-1, 3, 16, 24), 3, 4, 3, 2, 1);
        Value embedding = graph.node("GlobalAveragePool", features);
        Value scores = graph.conv(embedding, 4, 6, 1, 1, 0);
        // When
        Classifier classifier = Classifier.of(graph.model(features, embedding, scores), SIZE);
        // Then
        assertThat(classifier.score().value()).isEqualTo(scores);
        assertThat(classifier.score().classes()).isEqualTo(6);
    }

    @Test
    void refusesWhatTakesTwoPictures() {
        Value sum = graph.node(
                "Add",
                graph.input(1, 3, 16, 24),
                graph.graph().addInput("more", DataType.FLOAT, List.of(1L, 3L, 16L, 24L)));
        assertRefused(graph.model(linear(sum, 3)), "it takes 2 pictures");
    }

    @Test
    void whatReadsThePictureTellsWhereItsChannelsAre() {
        // Given: 11 channels of 16 x 1 pixels, and 3 channels of 3 x 3 that are last
        Value first = graph.input(-1, 11, 16, 1);
        Classifier thin = Classifier.of(graph.model(linear(graph.conv(first, 11, 4, 1, 1, 0), 4)), SIZE);
        TestGraph other = new TestGraph(21);
        Value moved = other.node("Transpose", Map.of("perm", Attribute.Ints.of(0, 3, 1, 2)), other.input(-1, 3, 3, 3));
        Value pooled = other.node("Flatten", other.node("GlobalAveragePool", other.conv(moved, 3, 4, 1, 1, 0)));
        Classifier small = Classifier.of(other.model(other.node("MatMul", pooled, other.weights(4, 5))), SIZE);
        // When, Then
        assertThat(thin.isChannelsFirst()).isTrue();
        assertThat(small.isChannelsFirst()).isFalse();
    }

    @Test
    void refusesAnInputThatIsNoPicture() {
        Value x = graph.input(1, 3);
        assertRefused(graph.model(graph.node("MatMul", x, graph.weights(3, 5))), "FLOAT with 2 axes");
    }

    @Test
    void aNetworkOfLinearLayersHasNoLayerToReadAMapFrom() {
        // Given: also where the graph scales the picture
        Value scaled = graph.node("Div", graph.input(-1, 3, 16, 24), graph.number(255));
        Value flat = graph.node("Flatten", scaled);
        Classifier classifier = Classifier.of(graph.model(graph.node("MatMul", flat, graph.weights(1152, 5))), SIZE);
        assertThat(classifier.stages()).isEmpty();
        assertThat(classifier.featureMaps()).isEmpty();
        assertThat(classifier.branches()).isEmpty();
        assertThat(classifier.recommendedLayer()).isEmpty();
        assertThat(classifier.gradientObstacle(classifier.input())).isEmpty();
    }

    @Test
    void layersOfTowersAreThoseOfEachBranch() {
        // Given: an ensemble of three that reads a scaled picture; two of them are added up first
        Value x = graph.node("Div", graph.input(-1, 3, 16, 24), graph.number(255));
        Value first = graph.node("Relu", graph.conv(x, 3, 4, 3, 2, 1));
        Value second = graph.node("Relu", graph.conv(x, 3, 4, 5, 2, 2));
        Value deeper = graph.node("Relu", graph.conv(second, 4, 6, 3, 2, 1));
        Value third = graph.node("Relu", graph.conv(x, 3, 4, 3, 1, 1));
        Value pair = graph.node("Add", linear(first, 4), linear(deeper, 6));
        // When
        Classifier classifier = Classifier.of(graph.model(graph.node("Add", pair, linear(third, 4))), SIZE);
        // Then
        assertThat(classifier.stages()).isEmpty();
        assertThat(classifier.branches().stream().map(ClassifierTest::values))
                .containsExactly(List.of(first), List.of(second, deeper), List.of(third));
        assertThat(classifier.recommendedLayer().map(FeatureMap::value)).contains(first);
    }

    @Test
    void scalesThatAreJoinedAreBranchesBehindWhatTheyShare() {
        // Given: the means of two layers, side by side
        Value shared = graph.node("Relu", graph.conv(graph.input(-1, 3, 16, 24), 3, 4, 3, 2, 1));
        Value deeper = graph.node("Relu", graph.conv(shared, 4, 4, 3, 2, 1));
        Value joined = graph.node(
                "Concat",
                Map.of("axis", new Attribute.Int(1)),
                graph.node("Flatten", graph.node("GlobalAveragePool", shared)),
                graph.node("Flatten", graph.node("GlobalAveragePool", deeper)));
        // When
        Classifier classifier = Classifier.of(graph.model(graph.node("MatMul", joined, graph.weights(8, 5))), SIZE);
        // Then
        assertThat(values(classifier.stages())).containsExactly(shared);
        assertThat(classifier.branches().stream().map(ClassifierTest::values)).containsExactly(List.of(deeper));
    }

    @Test
    void refusesAMaskThatIsFlattened() {
        // Given: 2 numbers for each pixel
        Value mask = graph.conv(graph.input(-1, 3, 16, 24), 3, 2000, 1, 1, 0);
        assertRefused(graph.model(graph.node("Flatten", mask)), "768,000 numbers for a picture: a mask");
    }

    @Test
    void refusesWhatOnnxRuntimeCannotRun() {
        Value x = graph.node("NoSuchOperator", graph.input(-1, 3, 16, 24));
        assertRefused(graph.model(linear(x, 3)), "ONNX Runtime cannot run it");
    }

    @Test
    void refusesAnOutputThatIsNoListOfScores() {
        Value one = graph.node(
                "ReduceMean",
                Map.of("keepdims", new Attribute.Int(0)),
                graph.conv(graph.input(-1, 3, 16, 24), 3, 4, 3, 2, 1));
        assertRefused(graph.model(one), "none of its outputs is a list of class scores");
    }

    private static List<Value> values(List<FeatureMap> layers) {
        return layers.stream().map(FeatureMap::value).toList();
    }

    private Value linear(Value features, int channels) {
        return graph.node(
                "MatMul", graph.node("Flatten", graph.node("GlobalAveragePool", features)), graph.weights(channels, 5));
    }

    private static void assertRefused(Model model, String message) {
        assertThatThrownBy(() -> Classifier.of(model, SIZE))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining(message);
    }
}
