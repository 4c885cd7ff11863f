package dev.regard.cam;

import dev.regard.tensor.FloatTensor;

/**
 * Smooth Grad-CAM++. Omeiza et al. 2019, Smooth Grad-CAM++: An Enhanced Inference Level Visualization Technique for
 * Deep Convolutional Neural Network Models.
 *
 * <p>{@link GradCamPlusPlus} with g, g² and g³ each replaced by its mean over the gradients of noisy copies of the
 * picture: a = D2 / (2 D2 + S<sub>c</sub> D3 + 1e-6), w<sub>c</sub> = sum over i, j of a max(0, D1), M(i, j) = sum
 * over c of w<sub>c</sub> A<sub>c</sub>(i, j), with Dn the mean of g to the power n. Only the derivatives are smoothed: A
 * and its sum S<sub>c</sub> are those of the picture itself.
 *
 * <p>The paper has D1 in the numerator of a, which has not the unit of the denominator and does not become Grad-CAM++
 * without noise; with torch-cam we take D2 for it. torch-cam then takes the gradient of the last copy for D1, puts the sum of
 * g³ A in place of S g³, and noise of 0.3 whatever the picture's range; we follow the paper in all three.
 *
 * <p>One copy after another is added, so that memory does not grow with their number. Not for several threads.
 */
public final class SmoothGradCamPlusPlus {

    private final FloatTensor activations;
    // In double precision: the cube of a gradient of 1e-15 is nothing in float.
    private final double[] first;
    private final double[] second;
    private final double[] third;
    private int samples;

    /** @param activations A of the picture without noise, [C, h, w] */
    public SmoothGradCamPlusPlus(FloatTensor activations) {
        this.activations = activations;
        int size = activations.values().length;
        this.first = new double[size];
        this.second = new double[size];
        this.third = new double[size];
    }

    /** @param gradients dy / dA of one noisy copy, [C, h, w] */
    public void add(FloatTensor gradients) {
        ChannelSum.checkAlike(activations, gradients);
        for (int at = 0; at < first.length; at++) {
            double g = gradients.values()[at];
            first[at] += g;
            second[at] += g * g;
            third[at] += g * g * g;
        }
        samples++;
    }

    /**
     * The map of one class, without the final ReLU.
     *
     * @throws IllegalStateException where no copy was added
     */
    public ActivationMap map() {
        if (samples == 0) {
            throw new IllegalStateException("Smooth Grad-CAM++ needs the gradients of one noisy copy at least");
        }
        double[] sums = ChannelSum.overCells(activations, activations, Term.ACTIVATION);
        double[] weights = new double[sums.length];
        int cells = ChannelSum.cells(activations);
        for (int channel = 0; channel < sums.length; channel++) {
            for (int at = channel * cells; at < (channel + 1) * cells; at++) {
                weights[channel] += GradCamPlusPlus.weight(
                        first[at] / samples, second[at] / samples, third[at] / samples, sums[channel]);
            }
        }
        return ChannelSum.weighted(activations, weights);
    }
}
