package dev.regard.explain;

import dev.regard.autodiff.ClassScore.Activation;
import java.util.Comparator;
import java.util.List;
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
                .sorted(Comparator.comparingDouble(Prediction::score)
                        .reversed()
                        .thenComparing(Comparator.comparingInt(Prediction::index)))
                .toList();
    }

    /** One for each class. */
    static double[] probabilities(float[] scores, Activation activation) {
        return activation == Activation.SIGMOID ? sigmoid(scores) : softmax(scores);
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

    private static double[] sigmoid(float[] scores) {
        double[] probabilities = new double[scores.length];
        for (int index = 0; index < scores.length; index++) {
            probabilities[index] = 1 / (1 + Math.exp(-scores[index]));
        }
        return probabilities;
    }
}
