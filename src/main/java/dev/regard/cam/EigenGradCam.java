package dev.regard.cam;

import dev.regard.tensor.FloatTensor;

/**
 * Eigen-Grad-CAM: a method of pytorch-grad-cam (Gildenblat 2021), without a paper.
 *
 * <p>{@link EigenCam} of g A in place of A, where g is dy / dA and y the class score: what varies most among the terms
 * that {@link HiResCam} sums. Sign and equal singular values as there. As the sign is ours to choose, the map does not
 * tell what speaks for a class from what speaks against it.
 */
public final class EigenGradCam {

    private EigenGradCam() {}

    /**
     * The map of one class.
     *
     * @param activations A, [C, h, w]
     * @param gradients   dy / dA, [C, h, w]
     */
    public static ActivationMap map(FloatTensor activations, FloatTensor gradients) {
        ChannelSum.checkAlike(activations, gradients);
        float[] products = activations.values().clone();
        for (int at = 0; at < products.length; at++) {
            products[at] *= gradients.values()[at];
        }
        return PrincipalComponent.of(new FloatTensor(activations.shape(), products));
    }
}
