package dev.regard.cam;

import dev.regard.tensor.FloatTensor;

/**
 * Eigen-CAM. Muhammad &amp; Yeasin 2020, Eigen-CAM: Class Activation Map using Principal Components.
 *
 * <p>M = X v, where X has a row for each cell and a column for each channel of A, less the mean of every channel, and v
 * is the right singular vector of the largest singular value: the first principal component of the feature maps. It
 * knows neither class nor gradient.
 *
 * <p>The paper does not subtract the means, so that a channel which is large everywhere decides; pytorch-grad-cam
 * subtracts them, and so do we. A singular vector has no sign: pytorch-grad-cam leaves it to the decomposition, so that
 * maps of one model turn from picture to picture. We make the value of largest magnitude positive.
 *
 * <p>What happens where the two largest singular values are equal stands at {@link PrincipalComponent}.
 */
public final class EigenCam {

    private EigenCam() {}

    /**
     * The map of a picture, whatever the class.
     *
     * @param activations A, [C, h, w]
     */
    public static ActivationMap map(FloatTensor activations) {
        return PrincipalComponent.of(activations);
    }
}
