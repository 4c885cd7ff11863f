package dev.regard.cam;

import dev.regard.tensor.FloatTensor;
import java.util.Arrays;

/** How much of what a map sums is left in it, where terms of both signs cancel out. */
final class CancelledTerms {

    private CancelledTerms() {}

    /**
     * |M| / |T|: the map against what it would be if nothing cancelled, that is, the same sums of magnitudes; |.| is the
     * root of the sum of squares over all cells. 1 for a method that sums nothing of both signs, and where T is 0.
     *
     * @param activations A, [C, h, w]
     * @param gradients   dy / dA, [C, h, w]; not read for Eigen-CAM
     */
    static double left(CamMethod method, FloatTensor activations, FloatTensor gradients, ActivationMap map) {
        double squares = squares(map);
        double uncancelled = switch (method) {
            case GRAD_CAM ->
                squares(ChannelSum.weighted(magnitudes(activations), gradCamWeights(activations, gradients)));
            case X_GRAD_CAM ->
                squares(ChannelSum.weighted(magnitudes(activations), xGradCamWeights(activations, gradients)));
            case HIRES_CAM -> squares(ChannelSum.of(activations, gradients, Term.PRODUCT_MAGNITUDE));
            case LAYER_CAM -> squares(ChannelSum.of(activations, gradients, Term.POSITIVE_GRADIENT_PRODUCT_MAGNITUDE));
            case EIGEN_CAM -> total(ChannelSum.overCells(activations, activations, Term.PRODUCT));
            case EIGEN_GRAD_CAM -> total(ChannelSum.overCells(activations, gradients, Term.PRODUCT_SQUARE));
            default -> squares;
        };
        return uncancelled > 0 ? Math.sqrt(squares / uncancelled) : 1;
    }

    private static double[] gradCamWeights(FloatTensor activations, FloatTensor gradients) {
        double[] weights = ChannelSum.overCells(activations, gradients, Term.GRADIENT_MAGNITUDE);
        int cells = ChannelSum.cells(activations);
        return Arrays.stream(weights).map(weight -> weight / cells).toArray();
    }

    private static double[] xGradCamWeights(FloatTensor activations, FloatTensor gradients) {
        double[] weights = ChannelSum.overCells(activations, gradients, Term.PRODUCT_MAGNITUDE);
        double[] sums = ChannelSum.overCells(activations, gradients, Term.ACTIVATION);
        for (int channel = 0; channel < weights.length; channel++) {
            weights[channel] /= Math.abs(sums[channel] + XGradCam.EPSILON);
        }
        return weights;
    }

    private static FloatTensor magnitudes(FloatTensor activations) {
        float[] magnitudes = activations.values().clone();
        for (int at = 0; at < magnitudes.length; at++) {
            magnitudes[at] = Math.abs(magnitudes[at]);
        }
        return new FloatTensor(activations.shape(), magnitudes);
    }

    private static double squares(ActivationMap map) {
        double sum = 0;
        for (double value : map.values()) {
            sum += value * value;
        }
        return sum;
    }

    private static double total(double[] numbers) {
        return Arrays.stream(numbers).sum();
    }
}
