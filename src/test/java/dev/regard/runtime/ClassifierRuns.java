package dev.regard.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.onnx.Value;
import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;

/** Runs a classifier, and holds its gradients against its scores. */
final class ClassifierRuns {

    private ClassifierRuns() {}

    static float[] scores(Classifier classifier, FloatTensor picture) {
        return run(classifier, null, Pass.SCORES, Question.of(picture, 0), Set.of())
                .scores()
                .values();
    }

    /** Compares the gradient with central differences along itself and along another picture. */
    static void theGradientIsThatOfTheScores(Classifier classifier, FloatTensor picture, FloatTensor other) {
        FloatTensor gradient = run(
                        classifier, null, Pass.INPUT_GRADIENTS, Question.of(picture, 2), EnumSet.of(Wanted.GRADIENTS))
                .get(Wanted.GRADIENTS);
        double norm = norm(gradient);
        assertThat(norm).isPositive();
        for (FloatTensor direction : List.of(scaled(gradient, (float) (1 / norm)), other)) {
            float step = 1e-2f;
            double difference = scores(classifier, moved(picture, direction, step))[2]
                    - scores(classifier, moved(picture, direction, -step))[2];
            assertThat(difference / (2 * step))
                    .isCloseTo(dot(gradient, direction), Offset.offset(5e-3 * norm * norm(direction)));
        }
    }

    private static FloatTensor moved(FloatTensor picture, FloatTensor direction, float step) {
        FloatTensor moved = scaled(picture, 1);
        for (int index = 0; index < moved.values().length; index++) {
            moved.values()[index] += step * direction.values()[index];
        }
        return moved;
    }

    static FloatTensor scaled(FloatTensor numbers, float factor) {
        FloatTensor scaled = FloatTensor.zeros(numbers.shape());
        for (int index = 0; index < scaled.values().length; index++) {
            scaled.values()[index] = factor * numbers.values()[index];
        }
        return scaled;
    }

    private static double dot(FloatTensor a, FloatTensor b) {
        double sum = 0;
        for (int index = 0; index < a.values().length; index++) {
            sum += (double) a.values()[index] * b.values()[index];
        }
        return sum;
    }

    static double norm(FloatTensor numbers) {
        return Math.sqrt(dot(numbers, numbers));
    }

    static FloatTensor joined(FloatTensor first, FloatTensor second) {
        int[] extents = first.shape().dimensions();
        extents[0] = 2;
        float[] both = Arrays.copyOf(first.values(), 2 * first.values().length);
        System.arraycopy(second.values(), 0, both, first.values().length, second.values().length);
        return new FloatTensor(Shape.of(extents), both);
    }

    static ForwardBackward run(
            Classifier classifier, @Nullable Value layer, Pass pass, Question question, Set<Wanted> wanted) {
        FeatureMap map = layer == null ? null : classifier.layer(layer.name()).orElseThrow();
        try (ExplainableModel model =
                        ExplainableModel.load(AugmentedGraph.of(classifier, map, pass), Device.named("cpu"));
                Interrupt interrupt = new Interrupt()) {
            return model.run(question, wanted, interrupt);
        }
    }
}
