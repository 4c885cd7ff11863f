package dev.regard.cam;

import dev.regard.tensor.FloatTensor;

/**
 * FEM, the feature explanation method. Fuad et al. 2020, Features Understanding in 3D CNNs for Actions Recognition in Video,
 * section III.
 *
 * <p>M(i, j) = sum over c of mu<sub>c</sub> B<sub>c</sub>(i, j), where B<sub>c</sub> is 1 where A<sub>c</sub> lies more than two
 * standard deviations above its mean mu<sub>c</sub>, and 0 elsewhere. It knows neither class nor gradient.
 */
public final class Fem {

    private static final double DEVIATIONS = 2;

    private Fem() {}

    /**
     * The map of a picture, whatever the class.
     *
     * @param activations A, [C, h, w]
     */
    public static ActivationMap map(FloatTensor activations) {
        int cells = ChannelSum.cells(activations);
        double[] sums = ChannelSum.overCells(activations, activations, Term.ACTIVATION);
        double[] squares = ChannelSum.overCells(activations, activations, Term.PRODUCT);
        double[] map = new double[cells];
        for (int channel = 0; channel < sums.length; channel++) {
            double mean = sums[channel] / cells;
            double variance = Math.max(0, squares[channel] / cells - mean * mean);
            double limit = mean + DEVIATIONS * Math.sqrt(variance);
            for (int cell = 0; cell < cells; cell++) {
                map[cell] += activations.values()[channel * cells + cell] > limit ? mean : 0;
            }
        }
        return ChannelSum.map(activations, map);
    }
}
