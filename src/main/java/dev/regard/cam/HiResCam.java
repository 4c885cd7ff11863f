package dev.regard.cam;

import dev.regard.tensor.FloatTensor;

/**
 * HiResCAM. Draelos &amp; Carin 2020, Use HiResCAM instead of Grad-CAM for faithful explanations of convolutional
 * neural networks.
 *
 * <p>M(i, j) = sum over c of g<sub>c</sub>(i, j) A<sub>c</sub>(i, j), where g is dy / dA and y the class score. Where
 * one linear layer follows, the map divides the score, less the bias, among the cells. The paper applies no ReLU, nor do we.
 *
 * <p>Where a normalization over the channels of each cell follows, the score does not change when a cell is scaled,
 * and so its sum is 0: what is left is rounding. {@link MapCheck} tells.
 */
public final class HiResCam {

    private HiResCam() {}

    /**
     * The map of one class.
     *
     * @param activations A, [C, h, w]
     * @param gradients   dy / dA, [C, h, w]
     */
    public static ActivationMap map(FloatTensor activations, FloatTensor gradients) {
        return ChannelSum.of(activations, gradients, Term.PRODUCT);
    }
}
