package dev.regard.cam;

import dev.regard.tensor.FloatTensor;

/**
 * Ablation-CAM. Desai &amp; Ramaswamy 2020, Ablation-CAM: Visual Explanations for Deep Convolutional Network via Gradient-free
 * Localization, equations 3 and 4.
 *
 * <p>M(i, j) = sum over c of w<sub>c</sub> A<sub>c</sub>(i, j), where w<sub>c</sub> = (y - y<sub>c</sub>) / y, y is the class
 * score and y<sub>c</sub> the class score with all of channel c set to 0. A negative y turns the signs, as the formula says.
 * Where y is 0 there is no share of it: the weights are the plain differences. The paper's final ReLU is left to the drawing.
 *
 * <p>pytorch-grad-cam sets a channel to a value below the layer's smallest where that is not 0; we follow the paper.
 *
 * <p>Question c is about the activations without channel c.
 */
public final class AblationCam implements Perturbation {

    private final FloatTensor activations;
    private final double[] scores;
    private final double[][] weights;

    /**
     * @param activations A, [C, h, w]
     * @param scores      y of each class asked for
     */
    public AblationCam(FloatTensor activations, double[] scores) {
        this.activations = activations;
        this.scores = scores.clone();
        this.weights = new double[scores.length][activations.shape().dimension(0)];
    }

    @Override
    public int questions() {
        return activations.shape().dimension(0);
    }

    @Override
    public void answer(int question, double[] answered) {
        for (int row = 0; row < scores.length; row++) {
            weights[row][question] = share(scores[row] - answered[row], scores[row]);
        }
    }

    @Override
    public ActivationMap map(int row) {
        return ChannelSum.weighted(activations, weights[row]);
    }

    /**
     * The map where the class score is linear in the layer, up to a constant: there y - y<sub>c</sub> is exactly the sum over
     * i, j of g<sub>c</sub>(i, j) A<sub>c</sub>(i, j).
     *
     * @param activations A, [C, h, w]
     * @param gradients   g = dy / dA, [C, h, w]
     * @param score       y
     */
    public static ActivationMap exact(FloatTensor activations, FloatTensor gradients, double score) {
        double[] weights = ChannelSum.overCells(activations, gradients, Term.PRODUCT);
        for (int channel = 0; channel < weights.length; channel++) {
            weights[channel] = share(weights[channel], score);
        }
        return ChannelSum.weighted(activations, weights);
    }

    private static double share(double lost, double score) {
        return score == 0 ? lost : lost / score;
    }
}
