package dev.regard.cam;

import dev.regard.tensor.FloatTensor;

/**
 * XGrad-CAM. Fu et al. 2020, Axiom-based Grad-CAM: Towards Accurate Visualization and Explanation of CNNs.
 *
 * <p>M(i, j) = sum over c of w<sub>c</sub> A<sub>c</sub>(i, j), with the channel weight w<sub>c</sub> = sum over i, j
 * of g A / (S<sub>c</sub> + 1e-7); g is dy / dA<sub>c</sub>(i, j), S<sub>c</sub> the sum of A<sub>c</sub> over all
 * cells. It is Grad-CAM with the mean gradient taken where the feature map is active: behind it stand the axioms of
 * sensitivity and conservation.
 *
 * <p>The paper has no 1e-7 and looks at activations that are at least 0. pytorch-grad-cam adds 1e-7 and torch-cam 1e-8,
 * both whatever the sign of S; we take the former. Where activations have both signs, S may come close to 0 and the
 * channel's weight may be as large as you like: choose another method there.
 */
public final class XGradCam {

    static final double EPSILON = 1e-7;

    private XGradCam() {}

    /**
     * The map of one class, without the final ReLU.
     *
     * @param activations A, [C, h, w]
     * @param gradients   dy / dA, [C, h, w]
     */
    public static ActivationMap map(FloatTensor activations, FloatTensor gradients) {
        double[] weights = ChannelSum.overCells(activations, gradients, Term.PRODUCT);
        double[] sums = ChannelSum.overCells(activations, gradients, Term.ACTIVATION);
        for (int channel = 0; channel < weights.length; channel++) {
            weights[channel] /= sums[channel] + EPSILON;
        }
        return ChannelSum.weighted(activations, weights);
    }
}
