package dev.regard.cam;

import dev.regard.tensor.FloatTensor;

/**
 * Input x gradient. Shrikumar et al. 2016, Not Just a Black Box: Learning Important Features Through Propagating
 * Activation Differences.
 *
 * <p>M(i, j) = sum over c of x<sub>c</sub>(i, j) dy / dx<sub>c</sub>(i, j), signed, where x is the picture as the model
 * takes it and y the class score: to first order, what the pixel adds to the score against a picture of zeros. In most
 * models zero is the mean colour, so that grey pixels get nothing. Captum gives the products for every channel; their sum
 * keeps what the products add up to.
 */
public final class InputTimesGradient {

    private InputTimesGradient() {}

    /**
     * The map of one class.
     *
     * @param picture   x, [C, H, W]
     * @param gradients dy / dx, [C, H, W]
     */
    public static ActivationMap map(FloatTensor picture, FloatTensor gradients) {
        return ChannelSum.of(picture, gradients, Term.PRODUCT);
    }
}
