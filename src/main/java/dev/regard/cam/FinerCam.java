package dev.regard.cam;

import dev.regard.tensor.FloatTensor;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finer-CAM. Zhang et al. 2025, Finer-CAM: Spotting the Difference Reveals Finer Details for Visual Explanation, section 3.
 *
 * <p>Grad-CAM of y - alpha times the sum over j of p<sub>j</sub> y<sub>j</sub> in place of the class score y: what tells the
 * class from those most like it. These are the three whose scores are nearest, p their probabilities, made to add up to 1.
 */
public final class FinerCam {

    /** How many classes are compared, as in the paper. */
    public static final int COMPARED = 3;

    private FinerCam() {}

    /**
     * The classes to compare with, nearest score first.
     *
     * @param index  of the class
     * @param scores of all classes
     * @return {@link #COMPARED} indices, or all others where there are fewer
     */
    public static int[] compared(int index, float[] scores) {
        return IntStream.range(0, scores.length)
                .filter(other -> other != index)
                .boxed()
                .sorted(Comparator.comparingDouble(other -> Math.abs((double) scores[other] - scores[index])))
                .limit(COMPARED)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * dy / dA of the difference.
     *
     * @param gradients     of the class, [C, h, w]
     * @param ofCompared    of the classes to compare with, likewise
     * @param probabilities of these classes; only what they are to each other counts
     * @param alpha         how much they count
     */
    public static FloatTensor difference(
            FloatTensor gradients, List<FloatTensor> ofCompared, double[] probabilities, double alpha) {
        double sum = 0;
        for (double probability : probabilities) {
            sum += probability;
        }
        float[] values = gradients.values().clone();
        for (int other = 0; other < probabilities.length; other++) {
            // Where all are 0 to the last bit they are alike.
            double share = sum > 0 ? probabilities[other] / sum : 1.0 / probabilities.length;
            float[] compared = ofCompared.get(other).values();
            for (int at = 0; at < values.length; at++) {
                values[at] -= (float) (alpha * share * compared[at]);
            }
        }
        return new FloatTensor(gradients.shape(), values);
    }
}
