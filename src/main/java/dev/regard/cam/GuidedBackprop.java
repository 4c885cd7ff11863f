package dev.regard.cam;

import dev.regard.tensor.FloatTensor;

/**
 * Guided backpropagation. Springenberg et al. 2015, Striving for Simplicity: The All Convolutional Net.
 *
 * <p>The gradient dy / dx of the class score y with respect to the picture x, but with every ReLU letting back only what is
 * positive, both in its input and in the gradient that arrives. The paper shows it as a colour picture; the map is M(i, j) =
 * max over c of its magnitude, as for {@link InputGradient}. pytorch-grad-cam shows it shifted and clipped to grey.
 *
 * <p>It draws edges well, but hardly depends on the class, nor on the later layers (Adebayo et al. 2018, Sanity Checks
 * for Saliency Maps).
 */
public final class GuidedBackprop {

    private GuidedBackprop() {}

    /**
     * The map of one class; no value is below 0.
     *
     * @param guidedGradients dy / dx by the guided rule, [C, H, W]
     */
    public static ActivationMap map(FloatTensor guidedGradients) {
        return ChannelReduction.largestMagnitude(guidedGradients);
    }
}
