package dev.regard.cam;

import dev.regard.tensor.FloatTensor;

/**
 * Input gradient, the first saliency map. Simonyan et al. 2013, Deep Inside Convolutional Networks: Visualising Image
 * Classification Models and Saliency Maps.
 *
 * <p>M(i, j) = max over c of |dy / dx<sub>c</sub>(i, j)|, where x is the picture as the model takes it and y the class
 * score: how much the score would change with the pixel, whichever way. It does not say whether the pixel speaks for
 * the class. Captum gives the magnitude for every channel, other peers the sum over channels; the paper's maximum is ours.
 */
public final class InputGradient {

    private InputGradient() {}

    /**
     * The map of one class; no value is below 0.
     *
     * @param gradients dy / dx, [C, H, W]
     */
    public static ActivationMap map(FloatTensor gradients) {
        return ChannelReduction.largestMagnitude(gradients);
    }
}
