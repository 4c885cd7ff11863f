package dev.regard.metrics;

import dev.regard.tensor.FloatTensor;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Max-sensitivity: how far a map moves when the picture hardly does. Yeh, Hsieh, Suggala, Inouye &amp; Ravikumar 2019, On the
 * (In)fidelity and Sensitivity of Explanations, arXiv 1901.09392.
 *
 * <p>The largest |M(x + e) - M(x)|<sub>2</sub> / |M(x)|<sub>2</sub> over copies x + e of the picture with noise e that is
 * even between -r and r in every value: from 0, the less, the better. The paper bounds the maximum over all such e from below
 * by that over some, as this does.
 *
 * @param picture x, [C, H, W], as the model takes it
 * @param radius  r, in the numbers of the picture, above 0 and at most a million
 * @param seed    of the noise
 */
public record MaxSensitivity(FloatTensor picture, double radius, long seed) {

    public MaxSensitivity {
        Pictures.checked(picture);
        Finite.between(radius, Double.MIN_VALUE, LinearImputation.MOST_NOISE, "the radius of noise");
    }

    /** The copy of this number, from 0 on; each has noise of its own. */
    public FloatTensor copy(int number) {
        SplittableRandom random = new SplittableRandom(31 * seed + number);
        float[] noisy = picture.values().clone();
        for (int at = 0; at < noisy.length; at++) {
            noisy[at] += (float) (radius * (2 * random.nextDouble() - 1));
        }
        return new FloatTensor(picture.shape(), noisy);
    }

    /**
     * @param map   of the picture, unscaled
     * @param noisy the maps of copies, at least one, unscaled
     * @throws IllegalArgumentException when the map is 0 everywhere, there is no copy, or sizes differ
     */
    public static double of(Relevance map, List<Relevance> noisy) {
        Finite.atLeast(noisy.size(), 1, "the number of noisy copies");
        double[] values = map.doubles();
        double norm = norm(values, new double[values.length]);
        if (norm == 0) {
            throw new IllegalArgumentException("a map that is 0 everywhere cannot be compared with others");
        }
        double largest = 0;
        for (Relevance other : noisy) {
            map.refuseOtherSize(other);
            largest = Math.max(largest, norm(other.doubles(), values) / norm);
        }
        return largest;
    }

    private static double norm(double[] one, double[] other) {
        double sum = 0;
        for (int at = 0; at < one.length; at++) {
            sum += (one[at] - other[at]) * (one[at] - other[at]);
        }
        return Math.sqrt(sum);
    }
}
