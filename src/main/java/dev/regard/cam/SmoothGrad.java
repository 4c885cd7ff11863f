package dev.regard.cam;

import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;

/**
 * SmoothGrad. Smilkov et al. 2017, SmoothGrad: removing noise by adding noise.
 *
 * <p>G = mean of dy / dx over {@link NoisyCopies} of the picture x, where y is the class score; M(i, j) = max over c of
 * |G<sub>c</sub>(i, j)|. The mean is taken of signed gradients, as in the paper, so that what has no fixed sign
 * vanishes; some peers take the mean of magnitudes or of squares, which is another method. The reduction is that of
 * {@link InputGradient}, which SmoothGrad without noise is.
 *
 * <p>One copy after another is added, so that memory does not grow with their number. Not for several threads.
 */
public final class SmoothGrad {

    private final Shape shape;
    private final double[] sum;
    private int samples;

    /** @param shape of the picture, [C, H, W] */
    public SmoothGrad(Shape shape) {
        this.shape = shape;
        this.sum = new double[shape.size()];
    }

    /** @param gradients dy / dx of one noisy copy, [C, H, W] */
    public void add(FloatTensor gradients) {
        if (!gradients.shape().equals(shape)) {
            throw new IllegalArgumentException("gradients of a picture of " + shape + ", given " + gradients.shape());
        }
        for (int at = 0; at < sum.length; at++) {
            sum[at] += gradients.values()[at];
        }
        samples++;
    }

    /**
     * G, [C, H, W].
     *
     * @throws IllegalStateException where no copy was added
     */
    public FloatTensor gradients() {
        if (samples == 0) {
            throw new IllegalStateException("SmoothGrad needs the gradients of one noisy copy at least");
        }
        float[] mean = new float[sum.length];
        for (int at = 0; at < mean.length; at++) {
            mean[at] = (float) (sum[at] / samples);
        }
        return new FloatTensor(shape, mean);
    }

    /** The map of one class; no value is below 0. Throws what {@link #gradients} throws. */
    public ActivationMap map() {
        return InputGradient.map(gradients());
    }
}
