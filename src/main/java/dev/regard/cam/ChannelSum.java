package dev.regard.cam;

import dev.regard.tensor.FloatTensor;

/** Sums over the channels of feature maps, in double precision: the step that most methods end with. */
final class ChannelSum {

    private ChannelSum() {}

    /**
     * M(i, j) = sum over c of w<sub>c</sub> A<sub>c</sub>(i, j).
     *
     * @param activations A, [C, h, w]
     * @param weights     w, one for each channel
     */
    static ActivationMap weighted(FloatTensor activations, double[] weights) {
        int cells = cells(activations);
        double[] map = new double[cells];
        float[] values = activations.values();
        for (int channel = 0; channel < weights.length; channel++) {
            double weight = weights[channel];
            int from = channel * cells;
            for (int cell = 0; cell < cells; cell++) {
                map[cell] += weight * values[from + cell];
            }
        }
        return map(activations, map);
    }

    /**
     * M(i, j) = sum over c of term(A<sub>c</sub>(i, j), g<sub>c</sub>(i, j)).
     *
     * @param activations A, [C, h, w]
     * @param gradients   g, [C, h, w]
     */
    static ActivationMap of(FloatTensor activations, FloatTensor gradients, Term term) {
        checkAlike(activations, gradients);
        int cells = cells(activations);
        double[] map = new double[cells];
        double[] terms = new double[cells];
        for (int from = 0; from < activations.values().length; from += cells) {
            term.fill(activations.values(), gradients.values(), from, terms);
            for (int cell = 0; cell < cells; cell++) {
                map[cell] += terms[cell];
            }
        }
        return map(activations, map);
    }

    /**
     * For each channel, the sum over i, j of term(A<sub>c</sub>(i, j), g<sub>c</sub>(i, j)).
     *
     * @param activations A, [C, h, w]
     * @param gradients   g, [C, h, w]
     * @return one sum for each channel
     */
    static double[] overCells(FloatTensor activations, FloatTensor gradients, Term term) {
        checkAlike(activations, gradients);
        int cells = cells(activations);
        double[] sums = new double[activations.shape().dimension(0)];
        double[] terms = new double[cells];
        for (int channel = 0; channel < sums.length; channel++) {
            term.fill(activations.values(), gradients.values(), channel * cells, terms);
            double sum = 0;
            for (double one : terms) {
                sum += one;
            }
            sums[channel] = sum;
        }
        return sums;
    }

    /** How many cells each feature map has. */
    static int cells(FloatTensor maps) {
        if (maps.shape().rank() != 3) {
            throw new IllegalArgumentException("feature maps are [channels, height, width], given " + maps.shape());
        }
        return maps.shape().dimension(1) * maps.shape().dimension(2);
    }

    static void checkAlike(FloatTensor activations, FloatTensor gradients) {
        if (!activations.shape().equals(gradients.shape())) {
            throw new IllegalArgumentException("gradients have the shape of what they belong to, given "
                    + gradients.shape() + " for " + activations.shape());
        }
    }

    /** A map of the height and width of these feature maps. */
    static ActivationMap map(FloatTensor maps, double[] values) {
        float[] rounded = new float[values.length];
        for (int cell = 0; cell < values.length; cell++) {
            rounded[cell] = (float) values[cell];
        }
        return new ActivationMap(maps.shape().dimension(1), maps.shape().dimension(2), rounded);
    }
}
