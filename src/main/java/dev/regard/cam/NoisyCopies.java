package dev.regard.cam;

import dev.regard.tensor.FloatTensor;
import java.util.SplittableRandom;

/**
 * Copies of a picture with normal noise, as {@link SmoothGrad} and {@link SmoothGradCamPlusPlus} need them. The same
 * seed gives the same copies, on every machine.
 *
 * @param picture   as the model takes it
 * @param deviation standard deviation of the noise, in the numbers of the picture
 * @param seed      of the random numbers
 */
public record NoisyCopies(FloatTensor picture, double deviation, long seed) {

    public NoisyCopies {
        if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the deviation of noise is at least 0, given " + deviation);
        }
    }

    /**
     * With the noise level of the SmoothGrad paper.
     *
     * @param level deviation as a share of the difference between the picture's largest and smallest number; the paper
     *              finds 0.1 to 0.2 best
     */
    public static NoisyCopies ofLevel(FloatTensor picture, double level, long seed) {
        return new NoisyCopies(picture, level * picture.range(), seed);
    }

    /** The copy of this number, from 0 on; each has noise of its own. */
    public FloatTensor copy(int number) {
        SplittableRandom random = new SplittableRandom(31 * seed + number);
        float[] noisy = picture.values().clone();
        for (int at = 0; at < noisy.length; at++) {
            noisy[at] += (float) (deviation * random.nextGaussian());
        }
        return new FloatTensor(picture.shape(), noisy);
    }
}
