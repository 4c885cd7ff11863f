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
            sums[channel] = sum(terms);
        }
        return sums;
    }

    /** Four sums beside each other, as a processor adds quicker than it has the result of an addition. */
    private static double sum(double[] terms) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int at = 0;
        for (; at + 3 < terms.length; at += 4) {
            first += terms[at];
            second += terms[at + 1];
            third += terms[at + 2];
            fourth += terms[at + 3];
        }
        for (; at < terms.length; at++) {
            first += terms[at];
        }
        return first + second + (third + fourth);
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
