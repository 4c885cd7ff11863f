package dev.regard.cam;

import dev.regard.tensor.FloatTensor;

/**
 * What every number of a picture adds to a class score, against a baseline.
 *
 * @param values          [C, H, W]
 * @param sum             of all values, in double precision
 * @param scoreDifference what they should add up to: the score of the picture less that of the baseline
 */
public record Attribution(FloatTensor values, double sum, double scoreDifference) {

    /** One number for each pixel: the sum over channels, signed. */
    public ActivationMap map() {
        return ChannelReduction.sum(values);
    }

    /** How far the values are from adding up, in units of the class score: more steps make it smaller. */
    public double completenessError() {
        return Math.abs(sum - scoreDifference);
    }
}
