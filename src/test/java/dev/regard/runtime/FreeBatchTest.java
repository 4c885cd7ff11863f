package dev.regard.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Models that were exported for one picture take several, where that is safe. */
class FreeBatchTest {

    private static final InputSize SIZE = new InputSize(8, 12);

    private final TestGraph graph = new TestGraph(17);
    private final Value features = graph.node("Relu", graph.conv(graph.input(1, 3, 8, 12), 3, 6, 3, 2, 1));

    @Test
    void aShapeThatNamesOnePictureTakesMore() {
        // Given
        Value pooled = graph.node("GlobalAveragePool", features);
        Value scores = graph.node("MatMul", graph.node("Reshape", pooled, graph.longs(1, -1)), graph.weights(6, 5));
        // When
        Classifier classifier = Classifier.of(graph.model(scores), SIZE);
        // Then
        assertThat(classifier.input().batchAxis()).hasValue(0);
        assertThat(classifier.score().value().batchAxis()).hasValue(0);
        assertSeveralClassesGiveTheSameAsOneByOne(classifier);
    }

    @Test
    void aClassTokenStandsBesideEveryPicture() {
        // Given
        Value tokens = graph.node(
                "Transpose",
                Map.of("perm", Attribute.Ints.of(0, 2, 1)),
                graph.node("Reshape", features, graph.longs(1, 6, 24)));
        Value all = graph.node("Concat", Map.of("axis", new Attribute.Int(1)), graph.weights(1, 1, 6), tokens);
        Value mixed = graph.node("MatMul", graph.weights(25, 25), all);
        Value first = graph.node("Gather", Map.of("axis", new Attribute.Int(1)), mixed, graph.longs(0));
        Value scores = graph.node("MatMul", graph.node("Reshape", first, graph.longs(1, 6)), graph.weights(6, 5));
        // When
        Classifier classifier = Classifier.of(graph.model(scores), SIZE);
        // Then
        assertThat(classifier.input().batchAxis()).hasValue(0);
        assertSeveralClassesGiveTheSameAsOneByOne(classifier);
    }

    @Test
    void windowsOfOnePictureBecomeWindowsOfSeveral() {
        // Given: four windows of 2 x 3 cells
        Value apart = graph.node("Reshape", features, graph.longs(1, 6, 2, 2, 2, 3));
        Value ordered = graph.node("Transpose", Map.of("perm", Attribute.Ints.of(0, 2, 4, 3, 5, 1)), apart);
        Value windows = graph.node("Reshape", ordered, graph.longs(4, 6, 6));
        Value seen = graph.node("MatMul", graph.node("Softmax", windows), graph.weights(6, 6));
        Value flat = graph.node("Reshape", seen, graph.longs(1, 144));
        // When
        Classifier classifier = Classifier.of(graph.model(graph.node("MatMul", flat, graph.weights(144, 5))), SIZE);
        // Then
        assertThat(classifier.input().batchAxis()).hasValue(0);
        assertSeveralClassesGiveTheSameAsOneByOne(classifier);
    }

    @Test
    void cellsMayComeBeforePictures() {
        // Given: cells first, as PyTorch's attention has them, with the heads beside the one picture
        Value cells = graph.node(
                "Transpose",
                Map.of("perm", Attribute.Ints.of(2, 0, 1)),
                graph.node("Reshape", features, graph.longs(1, 6, 24)));
        Value rows = graph.node("Gemm", graph.node("Reshape", cells, graph.longs(24, 6)), graph.weights(6, 6));
        Value projected = graph.node("Reshape", rows, graph.longs(24, 1, 6));
        Value heads = graph.node("Reshape", projected, graph.longs(24, 2, 3));
        Value seen = graph.node("MatMul", graph.node("Softmax", heads), graph.weights(3, 3));
        Value whole = graph.node("Reshape", seen, graph.longs(24, 1, 6));
        Value mean =
                graph.node("ReduceMean", Map.of("axes", Attribute.Ints.of(0), "keepdims", new Attribute.Int(0)), whole);
        // When
        Classifier classifier = Classifier.of(graph.model(graph.node("MatMul", mean, graph.weights(6, 5))), SIZE);
        // Then
        assertThat(classifier.input().batchAxis()).hasValue(0);
        assertThat(classifier.score().value().batchAxis()).hasValue(0);
        assertSeveralClassesGiveTheSameAsOneByOne(classifier);
    }

    @Test
    void whereThePicturesCannotBeFollowedTheBatchStaysFixed() {
        // Given: the cells of the one picture as rows
        Value rows = graph.node(
                "Reshape",
                graph.node("Transpose", Map.of("perm", Attribute.Ints.of(2, 3, 0, 1)), features),
                graph.longs(24, 6));
        Value mean =
                graph.node("ReduceMean", Map.of("axes", Attribute.Ints.of(0), "keepdims", new Attribute.Int(1)), rows);
        // When
        Classifier classifier = Classifier.of(graph.model(graph.node("MatMul", mean, graph.weights(6, 5))), SIZE);
        // Then
        assertThat(classifier.input().batchAxis()).isEmpty();
        assertSeveralClassesGiveTheSameAsOneByOne(classifier);
    }

    @Test
    void whatMixesPicturesStaysFixed() {
        // Given: the mean over the batch, of one picture, is that picture
        Value pooled = graph.node("Flatten", graph.node("GlobalAveragePool", features));
        Value mean = graph.node("ReduceMean", Map.of("axes", Attribute.Ints.of(0)), pooled);
        Value scores = graph.node("MatMul", graph.node("Sub", pooled, graph.node("Neg", mean)), graph.weights(6, 5));
        // When
        Classifier classifier = Classifier.of(graph.model(scores), SIZE);
        // Then
        assertThat(classifier.input().batchAxis()).isEmpty();
    }

    private void assertSeveralClassesGiveTheSameAsOneByOne(Classifier classifier) {
        FloatTensor picture = graph.numbers(Shape.of(1, 3, 8, 12));
        AugmentedGraph augmented =
                AugmentedGraph.of(classifier, classifier.layer(features.name()).orElseThrow(), Pass.LAYER_GRADIENTS);
        try (ExplainableModel model = ExplainableModel.load(augmented, Device.named("cpu"));
                Interrupt interrupt = new Interrupt()) {
            EnumSet<Wanted> wanted = EnumSet.of(Wanted.GRADIENTS);
            FloatTensor together =
                    model.run(Question.of(picture, 1, 4), wanted, interrupt).get(Wanted.GRADIENTS);
            FloatTensor alone =
                    model.run(Question.of(picture, 4), wanted, interrupt).get(Wanted.GRADIENTS);
            assertThat(together.slice(1).values())
                    .containsExactly(alone.slice(0).values(), within(1e-6f));
        }
    }
}
