package dev.regard.cam;

import dev.regard.tensor.FloatTensor;

/**
 * Grad-CAM++. Chattopadhyay et al. 2018, Grad-CAM++: Generalized Gradient-Based Visual Explanations for Deep
 * Convolutional Networks.
 *
 * <p>M(i, j) = sum over c of w<sub>c</sub> A<sub>c</sub>(i, j), with the channel weight w<sub>c</sub> = sum over i, j
 * of a max(0, g) and a = g² / (2 g² + S<sub>c</sub> g³ + 1e-6); g is dy / dA<sub>c</sub>(i, j), S<sub>c</sub> the sum
 * of A<sub>c</sub> over all cells.
 *
 * <p>The paper differentiates exp(y), whose higher derivatives are powers of g: its closed form is this one without
 * the 1e-6. pytorch-grad-cam adds it against division by zero; torch-cam adds 1e-8 and puts the sum of g³ A in place of
 * S g³, which is another formula. We take the former, so that maps can be compared. The 1e-6 is not small: where
 * gradients are below a thousandth, g² is below it, and the weights become those of max(0, g)³.
 */
public final class GradCamPlusPlus {

    private static final double EPSILON = 1e-6;

    private GradCamPlusPlus() {}

    /**
     * The map of one class, without the final ReLU.
     *
     * @param activations A, [C, h, w]
     * @param gradients   dy / dA, [C, h, w]
     */
    public static ActivationMap map(FloatTensor activations, FloatTensor gradients) {
        int cells = ChannelSum.cells(activations);
        double[] sums = ChannelSum.overCells(activations, gradients, Term.ACTIVATION);
        double[] weights = new double[sums.length];
        for (int channel = 0; channel < sums.length; channel++) {
            for (int at = channel * cells; at < (channel + 1) * cells; at++) {
                double g = gradients.values()[at];
                weights[channel] += weight(g, g * g, g * g * g, sums[channel]);
            }
        }
        return ChannelSum.weighted(activations, weights);
    }

    /**
     * What one cell adds to its channel's weight.
     *
     * @param first  the gradient g
     * @param second its square
     * @param third  its cube
     * @param sum    of the channel's activations
     */
    static double weight(double first, double second, double third, double sum) {
        return first > 0 ? second / (2 * second + sum * third + EPSILON) * first : 0;
    }
}
