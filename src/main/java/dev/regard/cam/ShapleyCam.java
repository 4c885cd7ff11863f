package dev.regard.cam;

import dev.regard.tensor.FloatTensor;

/**
 * Shapley-CAM. Cai 2025, CAMs as Shapley Value-based Explainers, section 4.
 *
 * <p>M(i, j) = sum over c of w<sub>c</sub> A<sub>c</sub>(i, j), where w<sub>c</sub> is the mean over i, j of g - (1/2) H A: the
 * gradient g = dy / dA less half the product of the second derivatives H with the activations, which is how the gradient
 * itself changes on the way to an empty layer. The paper recommends it with a score made of class score and
 * probability; here y is the class score, as everywhere.
 *
 * <p>H A is taken as a difference of gradients: (g(A + e A) - g(A - e A)) / (2 e).
 */
public final class ShapleyCam {

    /** e: large enough for float32 gradients to differ, small enough for few ReLUs to switch. */
    public static final double STEP = 1.0 / 128;

    private ShapleyCam() {}

    /**
     * The map of one class.
     *
     * @param activations A, [C, h, w]
     * @param gradients   g at A, [C, h, w]
     * @param above       g at (1 + {@link #STEP}) A, [C, h, w]
     * @param below       g at (1 - {@link #STEP}) A, [C, h, w]
     */
    public static ActivationMap map(
            FloatTensor activations, FloatTensor gradients, FloatTensor above, FloatTensor below) {
        double[] weights = ChannelSum.overCells(activations, gradients, Term.GRADIENT);
        double[] sumsAbove = ChannelSum.overCells(activations, above, Term.GRADIENT);
        double[] sumsBelow = ChannelSum.overCells(activations, below, Term.GRADIENT);
        int cells = ChannelSum.cells(activations);
        for (int channel = 0; channel < weights.length; channel++) {
            double curvature = (sumsAbove[channel] - sumsBelow[channel]) / (2 * STEP);
            weights[channel] = (weights[channel] - curvature / 2) / cells;
        }
        return ChannelSum.weighted(activations, weights);
    }
}
