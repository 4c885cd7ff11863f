package dev.regard.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.regard.onnx.Attribute;
import dev.regard.onnx.TestGraph;
import dev.regard.onnx.Value;
import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Models that compute weights or statistics from the image: their way counts, and images in a batch stay apart. */
class ComputedWeightsTest {

    private static final int CLASSES = 4;
    private static final Shape IMAGE = Shape.of(1, 3, 6, 6);

    private final TestGraph graph = new TestGraph(20);

    private Classifier classifier(Value scores) {
        return Classifier.of(graph.model(scores), new InputSize(6, 6));
    }

    private Value head(Value maps, int channels) {
        Value pooled = graph.node("Flatten", graph.node("GlobalAveragePool", maps));
        return graph.node("MatMul", pooled, graph.weights(channels, CLASSES));
    }

    private static ForwardBackward run(Classifier classifier, Pass pass, Question question, Set<Wanted> wanted) {
        try (ExplainableModel model =
                        ExplainableModel.load(AugmentedGraph.of(classifier, null, pass), Device.named("cpu"));
                Interrupt interrupt = new Interrupt()) {
            return model.run(question, wanted, interrupt);
        }
    }

    private static double score(Classifier classifier, FloatTensor image, int index, float step) {
        FloatTensor moved = new FloatTensor(image.shape(), image.values().clone());
        moved.values()[index] += step;
        return run(classifier, Pass.SCORES, Question.of(moved, 2), Set.of())
                .scores()
                .values()[2];
    }

    @Test
    void aKernelFromTheImage() {
        // Given
        Value x = graph.input(IMAGE.toLongs());
        Value maps = graph.node("Tanh", graph.conv(x, 3, 4, 3, 1, 1));
        Value means = graph.node("Flatten", graph.node("GlobalAveragePool", maps));
        Value kernel = graph.node(
                "Reshape", graph.node("MatMul", means, graph.weights(4, 2 * 4 * 9)), graph.longs(2, 4, 3, 3));
        Value bias = graph.node("Reshape", graph.node("MatMul", means, graph.weights(4, 2)), graph.longs(2));
        Value filtered = graph.node("Conv", Map.of("pads", Attribute.Ints.of(1, 1, 1, 1)), maps, kernel, bias);
        Classifier classifier = classifier(head(graph.node("Sigmoid", filtered), 2));
        FloatTensor image = graph.numbers(IMAGE);
        // When
        float[] gradients = run(classifier, Pass.INPUT_GRADIENTS, Question.of(image, 2), Set.of(Wanted.GRADIENTS))
                .get(Wanted.GRADIENTS)
                .values();
        // Then
        assertThat(classifier.input().batchAxis()).isEmpty();
        for (int index = 0; index < gradients.length; index += 13) {
            double difference = score(classifier, image, index, 0.05f) - score(classifier, image, index, -0.05f);
            assertThat((double) gradients[index]).isCloseTo(difference / 0.1, within(2e-3));
        }
    }

    @Test
    void imagesOfABatchThatIsNormalizedInTrainingStayApart() {
        // Given
        Value x = graph.input(-1, 3, 6, 6);
        Value maps = graph.conv(x, 3, 4, 3, 1, 1);
        Value[] inputs = {maps, graph.weights(4), graph.weights(4), graph.weights(4), graph.weights(4)};
        Value normalized = graph.nodes(3, "BatchNormalization", Map.of("training_mode", new Attribute.Int(1)), inputs)
                .getFirst();
        Classifier classifier = classifier(head(graph.node("Relu", normalized), 4));
        FloatTensor both = graph.numbers(Shape.of(2, 3, 6, 6));
        Question question = Question.ofEach(both, 1);
        // When
        float[] together = gradients(classifier, question);
        // Then
        assertThat(classifier.input().batchAxis()).hasValue(0);
        float[] second = gradients(classifier, question.row(1));
        for (int index = 0; index < second.length; index++) {
            assertThat(together[second.length + index]).isCloseTo(second[index], within(1e-5f));
        }
    }

    private static float[] gradients(Classifier classifier, Question question) {
        return run(classifier, Pass.INPUT_GRADIENTS, question, Set.of(Wanted.GRADIENTS))
                .get(Wanted.GRADIENTS)
                .values();
    }

    @Test
    void whatIsTakenFromTheWholeBatchRunsImageByImage() {
        // Given: the mean over all images and places, which is about the same for any noise
        Value x = graph.input(-1, 3, 6, 6);
        Value maps = graph.conv(x, 3, 4, 3, 1, 1);
        Value mean = graph.node("ReduceMean", maps, graph.longs(0, 2, 3));
        Classifier classifier = classifier(head(graph.node("Relu", graph.node("Sub", maps, mean)), 4));
        // Then
        assertThat(classifier.input().batchAxis()).isEmpty();
    }
}
