package dev.regard.cam;

import dev.regard.tensor.FloatTensor;

/**
 * Grad-CAM element-wise: a method of pytorch-grad-cam (Gildenblat 2021), without a paper.
 *
 * <p>M(i, j) = sum over c of max(0, g<sub>c</sub>(i, j) A<sub>c</sub>(i, j)), where g is dy / dA and y the class score.
 * It is HiResCAM without what speaks against the class: nothing cancels out, and nothing is negative.
 */
public final class GradCamElementwise {

    private GradCamElementwise() {}

    /**
     * The map of one class; no value is below 0.
     *
     * @param activations A, [C, h, w]
     * @param gradients   dy / dA, [C, h, w]
     */
    public static ActivationMap map(FloatTensor activations, FloatTensor gradients) {
        return ChannelSum.of(activations, gradients, Term.POSITIVE_PRODUCT);
    }
}
