package dev.regard.cam;

import dev.regard.tensor.FloatTensor;

/**
 * Grad-CAM. Selvaraju et al. 2017, Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization,
 * equations 1 and 2.
 *
 * <p>M(i, j) = sum over c of a<sub>c</sub> A<sub>c</sub>(i, j), where the channel weight a<sub>c</sub> is the mean over
 * i, j of dy / dA<sub>c</sub>(i, j), and y is the class score. The paper's final ReLU is left to the drawing: what
 * speaks against a class is part of the answer.
 */
public final class GradCam {

    private GradCam() {}

    /**
     * The map of one class.
     *
     * @param activations A, [C, h, w]
     * @param gradients   dy / dA, [C, h, w]
     */
    public static ActivationMap map(FloatTensor activations, FloatTensor gradients) {
        return ChannelSum.weighted(activations, weights(activations, gradients));
    }

    /** The channel weights a. */
    static double[] weights(FloatTensor activations, FloatTensor gradients) {
        double[] weights = ChannelSum.overCells(activations, gradients, Term.GRADIENT);
        int cells = ChannelSum.cells(activations);
        for (int channel = 0; channel < weights.length; channel++) {
            weights[channel] /= cells;
        }
        return weights;
    }
}
