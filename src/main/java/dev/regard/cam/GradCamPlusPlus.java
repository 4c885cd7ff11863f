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
 *
 * <p>The paper's a lies between 0 and 1/2, as its activations come from a ReLU. Where S<sub>c</sub> is negative, as behind
 * a normalization or a SiLU, the denominator may come close to zero or pass it: then single cells outweigh all others, or
 * count with the wrong sign. The map is given as the formula has it, and {@link #shareBeyondPaper} tells.
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
     * The part of all weights, by magnitude, that comes from cells whose a is none that the paper knows: below 0 or above
     * 1/2. 0 where no activation is negative.
     *
     * @param activations A, [C, h, w]
     * @param gradients   dy / dA, [C, h, w]
     */
    static double shareBeyondPaper(FloatTensor activations, FloatTensor gradients) {
        int cells = ChannelSum.cells(activations);
        double[] sums = ChannelSum.overCells(activations, gradients, Term.ACTIVATION);
        double all = 0;
        double beyond = 0;
        for (int at = 0; at < gradients.values().length; at++) {
            double g = gradients.values()[at];
            double weight = weight(g, g * g, g * g * g, sums[at / cells]);
            all += Math.abs(weight);
            beyond += weight < 0 || weight > 0.5 * g ? Math.abs(weight) : 0;
        }
        return all > 0 ? beyond / all : 0;
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
