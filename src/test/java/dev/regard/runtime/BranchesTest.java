package dev.regard.runtime;

import static dev.regard.runtime.ClassifierRuns.joined;
import static dev.regard.runtime.ClassifierRuns.norm;
import static dev.regard.runtime.ClassifierRuns.run;
import static dev.regard.runtime.ClassifierRuns.scaled;
import static dev.regard.runtime.ClassifierRuns.scores;
import static dev.regard.runtime.ClassifierRuns.theGradientIsThatOfTheScores;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.DataType;
import dev.regard.onnx.Node;
import dev.regard.onnx.OnnxReader;
import dev.regard.onnx.OnnxWriter;
import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Models in which the picture decides what is computed. */
@Timeout(120)
class BranchesTest {

    private static final int CLASSES = 5;
    private static final Offset<Float> ROUNDING = Offset.offset(1e-5f);
    private static final Shape PICTURE = Shape.of(1, 3, 8, 12);

    private final TestGraph graph = new TestGraph(21);
    private final FloatTensor bright = scaled(graph.numbers(PICTURE), 1);
    private final FloatTensor dark = scaled(bright, 0.2f);
    private final FloatTensor other = graph.numbers(PICTURE);

    @Test
    void gradientsGoThroughTheBranchThatIsTaken() {
        // Given
        Value input = graph.input(-1, 3, 8, 12);
        Value layer = conv(graph, input, 3, "Softplus");
        Classifier classifier = classifier(chosen(input, layer));
        // Then
        theGradientIsThatOfTheScores(classifier, bright, other);
        theGradientIsThatOfTheScores(classifier, dark, other);
    }

    @Test
    void branchesMayReadThePictureAndHaveBranchesOfTheirOwn() {
        // Given
        Value input = graph.input(-1, 3, 8, 12);
        Value layer = conv(graph, input, 3, "Softplus");
        Value chosen = graph.either(
                        1,
                        isBright(graph, input, 0.3f),
                        List.of(layer, input),
                        (body, read) -> body.either(
                                1,
                                isBright(body, read.get(1), 0.9f),
                                read,
                                (inner, deep) -> List.of(inner.node("Exp", deep.get(0))),
                                (inner, deep) ->
                                        List.of(inner.node("Mul", deep.get(0), inner.node("ReduceMean", deep.get(1))))),
                        (body, read) -> List.of(body.node("Tanh", read.get(0))))
                .getFirst();
        Classifier classifier = classifier(chosen);
        // Then
        theGradientIsThatOfTheScores(classifier, scaled(bright, 2.5f), other);
        theGradientIsThatOfTheScores(classifier, bright, other);
        theGradientIsThatOfTheScores(classifier, dark, other);
    }

    @Test
    void severalOutputsOfABranchPassTheirGradientsTogether() {
        // Given
        Value input = graph.input(-1, 3, 8, 12);
        Value layer = conv(graph, input, 3, "Softplus");
        List<Value> chosen = graph.either(
                2,
                isBright(graph, input, 0.3f),
                List.of(layer, input),
                (body, read) -> {
                    Value tanh = body.node("Tanh", read.get(0));
                    return List.of(tanh, body.node("ReduceMean", tanh));
                },
                (body, read) -> List.of(body.node("Sigmoid", read.get(0)), body.node("ReduceMean", read.get(1))));
        Classifier classifier = classifier(graph.node("Mul", chosen.get(0), chosen.get(1)));
        // Then
        theGradientIsThatOfTheScores(classifier, bright, other);
        theGradientIsThatOfTheScores(classifier, dark, other);
    }

    @Test
    void noNumberOfTheOtherBranchGetsIn() {
        // Given
        Value input = graph.input(-1, 3, 8, 12);
        Value layer = conv(graph, input, 3, "Softplus");
        Value chosen = graph.either(
                        1,
                        isBright(graph, input, 0.3f),
                        List.of(layer),
                        (body, read) -> List.of(body.node("Tanh", read.get(0))),
                        (body, read) -> List.of(body.node("Sqrt", body.node("Neg", read.get(0)))))
                .getFirst();
        // When
        ForwardBackward result = run(
                classifier(chosen), null, Pass.INPUT_GRADIENTS, Question.of(bright, 2), EnumSet.of(Wanted.GRADIENTS));
        // Then
        assertThat(norm(result.get(Wanted.GRADIENTS))).isPositive().isFinite();
    }

    @Test
    void eachPictureDecidesForItself() {
        // Given
        Value input = graph.input(-1, 3, 8, 12);
        Classifier classifier = classifier(chosen(input, conv(graph, input, 3, "Softplus")));
        // When
        ForwardBackward both = run(classifier, null, Pass.SCORES, Question.ofEach(joined(bright, dark), 0), Set.of());
        // Then
        assertThat(both.scores().slice(0).values()).containsExactly(scores(classifier, bright), ROUNDING);
        assertThat(both.scores().slice(1).values()).containsExactly(scores(classifier, dark), ROUNDING);
        assertThat(scores(classifier, bright)).isNotEqualTo(scores(classifier, dark));
    }

    @Test
    void layersBehindABranchAreWhereBothBranchesHaveThem() {
        // Given
        Value input = graph.input(-1, 3, 8, 12);
        Value layer = conv(graph, input, 3, "Relu");
        Value behind = conv(graph, chosen(input, layer), 4, "Relu");
        // When
        List<String> stages = classifier(behind).stages().stream()
                .map(map -> map.value().name())
                .toList();
        // Then
        assertThat(stages).containsExactly(layer.name(), "If", behind.name());
    }

    @Test
    void theTailBehindALayerTakesTheBranchOfThePicture() {
        // Given
        Value input = graph.input(-1, 3, 8, 12);
        Value layer = conv(graph, input, 3, "Relu");
        Classifier classifier = classifier(chosen(input, layer));
        for (FloatTensor picture : List.of(bright, dark)) {
            FloatTensor activations = run(
                            classifier, layer, Pass.FORWARD, Question.of(picture, 0), EnumSet.of(Wanted.ACTIVATIONS))
                    .get(Wanted.ACTIVATIONS);
            // When
            ForwardBackward tail =
                    run(classifier, layer, Pass.TAIL, Question.ofTail(picture, activations, 0), Set.of());
            // Then
            assertThat(tail.scores().values()).containsExactly(scores(classifier, picture), ROUNDING);
        }
    }

    @Test
    void weightsWithinBranchesAreShuffledToo() {
        // Given
        Value input = graph.input(-1, 3, 8, 12);
        Classifier classifier = classifier(chosen(input, conv(graph, input, 3, "Relu")));
        // When
        int layers = ShuffledWeights.layers(classifier);
        // Then: the linear layer, one convolution in each branch, the one before
        assertThat(layers).isEqualTo(4);
        AugmentedGraph shuffled =
                AugmentedGraph.of(classifier, null, Pass.SCORES).with(ShuffledWeights.of(classifier, 3, 1));
        try (ExplainableModel model = ExplainableModel.load(shuffled, Device.named("cpu"));
                Interrupt interrupt = new Interrupt()) {
            assertThat(model.run(Question.of(dark, 0), Set.of(), interrupt)
                            .scores()
                            .values())
                    .isNotEqualTo(scores(classifier, dark));
        }
    }

    @Test
    void aConditionOfShapesIsResolvedAndTheBatchIsFree() {
        // Given
        Value input = graph.input(-1, 3, 8, 12);
        Value layer = conv(graph, input, 3, "Relu");
        Value height = graph.node("Gather", graph.node("Shape", layer), graph.longs(2));
        Value chosen = graph.either(
                        1,
                        graph.node("Greater", height, graph.longs(5)),
                        List.of(layer),
                        (body, read) -> List.of(conv(body, read.get(0), 4, "Relu")),
                        (body, read) -> List.of(body.node("Neg", read.get(0))))
                .getFirst();
        // When
        Classifier classifier = classifier(chosen);
        // Then
        assertThat(opTypes(classifier)).doesNotContain("If", "Neg");
        assertThat(classifier.input().batchAxis()).isPresent();
        assertThat(classifier.layer("If")).isPresent();
        theGradientIsThatOfTheScores(classifier, bright, other);
    }

    @Test
    void whereTheShapeDependsOnTheBranchGradientsAreWithdrawn() {
        // Given
        Value input = graph.input(-1, 3, 8, 12);
        Value layer = conv(graph, input, 3, "Relu");
        Value chosen = graph.either(
                        1,
                        isBright(graph, input, 0.3f),
                        List.of(layer),
                        (body, read) -> List.of(body.node(
                                "MaxPool",
                                Map.of("kernel_shape", Attribute.Ints.of(2, 2), "strides", Attribute.Ints.of(2, 2)),
                                read.get(0))),
                        (body, read) -> List.of(body.node("Relu", read.get(0))))
                .getFirst();
        // When
        Classifier classifier = classifier(graph.node("Relu", chosen));
        // Then
        assertThat(classifier.gradientObstacle(classifier.input())).isPresent();
        assertThat(classifier.stages()).extracting(map -> map.value().name()).containsExactly(layer.name());
        assertThat(scores(classifier, bright)).hasSize(CLASSES).isNotEqualTo(scores(classifier, dark));
        assertThatThrownBy(() -> AugmentedGraph.of(classifier, null, Pass.INPUT_GRADIENTS))
                .isInstanceOf(InvalidModelException.class)
                .hasMessageContaining("is not known");
    }

    @Test
    void aLoopThatThePictureEndsKeepsGradientsOut() {
        // Given
        Value input = graph.input(-1, 3, 8, 12);
        Value layer = conv(graph, input, 3, "Relu");
        Attribute body =
                graph.body(3, List.of(DataType.INT64, DataType.BOOL, DataType.FLOAT), List.of(), (inner, given) -> {
                    Value half = inner.node("Mul", given.get(2), inner.number(0.5f));
                    return List.of(inner.node("Greater", inner.node("ReduceMax", half), inner.number(0.2f)), half);
                });
        Value loop = graph.node(
                "Loop",
                Map.of("body", body),
                graph.node("Identity", graph.longs(20)),
                isBright(graph, input, 0.1f),
                layer);
        // When
        Classifier classifier = classifier(conv(graph, loop, 4, "Relu"));
        // Then
        assertThat(classifier.gradientObstacle(classifier.input()).map(Node::opType))
                .isEqualTo(Optional.of("Loop"));
        assertThat(scores(classifier, bright)).hasSize(CLASSES);
    }

    /** One of two convolutions, as the brightness of the picture decides. */
    private Value chosen(Value input, Value layer) {
        return graph.either(
                        1,
                        isBright(graph, input, 0.3f),
                        List.of(layer),
                        (body, read) -> List.of(conv(body, read.get(0), 4, "Tanh")),
                        (body, read) -> List.of(conv(body, read.get(0), 4, "Sigmoid")))
                .getFirst();
    }

    private static Value isBright(TestGraph at, Value picture, float limit) {
        Value brightness = at.node("ReduceMean", Map.of("keepdims", new Attribute.Int(0)), at.node("Abs", picture));
        return at.node("Greater", brightness, at.number(limit));
    }

    private static Value conv(TestGraph at, Value input, int channels, String activation) {
        return at.node(activation, at.conv(input, channels, 4, 3, 1, 1));
    }

    /** As it is read from a file. */
    private Classifier classifier(Value features) {
        Value pooled = graph.node("Flatten", graph.node("GlobalAveragePool", features));
        Value scores = graph.node("MatMul", pooled, graph.weights(4, CLASSES));
        return Classifier.of(OnnxReader.read(OnnxWriter.write(graph.model(scores))), new InputSize(8, 12));
    }

    private static List<String> opTypes(Classifier classifier) {
        return classifier.model().graph().nodes().stream().map(Node::opType).toList();
    }
}
