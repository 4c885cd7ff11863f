package dev.regard.cam;

import dev.regard.tensor.FloatTensor;

/**
 * Layer-CAM. Jiang et al. 2021, LayerCAM: Exploring Hierarchical Class Activation Maps for Localization.
 *
 * <p>M(i, j) = sum over c of max(0, g<sub>c</sub>(i, j)) A<sub>c</sub>(i, j), where g is dy / dA and y the class score.
 * Each cell has a weight of its own, so that early layers give fine maps. Peers agree on the formula. The paper's
 * final ReLU is left to the drawing; where activations are at least 0 it changes nothing.
 */
public final class LayerCam {

    private LayerCam() {}

    /**
     * The map of one class.
     *
     * @param activations A, [C, h, w]
     * @param gradients   dy / dA, [C, h, w]
     */
    public static ActivationMap map(FloatTensor activations, FloatTensor gradients) {
        return ChannelSum.of(activations, gradients, Term.POSITIVE_GRADIENT_PRODUCT);
    }
}
