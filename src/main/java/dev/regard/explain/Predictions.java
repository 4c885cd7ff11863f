package dev.regard.explain;

import dev.regard.autodiff.ClassScore.Activation;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** Class scores in words. */
final class Predictions {

    private Predictions() {}

    /** All classes, best first; equal ones by index. */
    static List<Prediction> of(float[] scores, List<String> labels, Activation activation) {
        double[] probabilities = probabilities(scores, activation);
        return IntStream.range(0, scores.length)
                .mapToObj(
                        index -> new Prediction(index, labels.get(index), scores[index], (float) probabilities[index]))
                // 0 and -0 are equal, as in the graph, where the best classes are found too.
                .sorted(Comparator.<Prediction>comparingDouble(prediction -> prediction.score() + 0f)
                        .reversed()
                        .thenComparing(Comparator.comparingInt(Prediction::index)))
                .toList();
    }

    /** One for each class. */
    static double[] probabilities(float[] scores, Activation activation) {
        return switch (activation) {
            case SOFTMAX -> softmax(scores);
            case SIGMOID -> each(scores, score -> 1 / (1 + Math.exp(-score)));
            case CLIPPED -> each(scores, score -> Math.min(1, Math.max(0, score)));
            case NONE -> each(scores, score -> score);
        };
    }

    private static double[] softmax(float[] scores) {
        double max = Double.NEGATIVE_INFINITY;
        for (float score : scores) {
            max = Math.max(max, score);
        }
        double[] probabilities = new double[scores.length];
        double sum = 0;
        for (int index = 0; index < scores.length; index++) {
            probabilities[index] = Math.exp(scores[index] - max);
            sum += probabilities[index];
        }
        for (int index = 0; index < scores.length; index++) {
            probabilities[index] /= sum;
        }
        return probabilities;
    }

    private static double[] each(float[] scores, DoubleUnaryOperator probability) {
        return IntStream.range(0, scores.length)
                .mapToDouble(index -> probability.applyAsDouble(scores[index]))
                .toArray();
    }
}
