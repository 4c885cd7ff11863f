package dev.regard.cam;

import dev.regard.tensor.FloatTensor;

/**
 * Integrated gradients. Sundararajan et al. 2017, Axiomatic Attribution for Deep Networks, section 3.
 *
 * <p>I = (x - b) times the integral, for t from 0 to 1, of dy / dx at b + t (x - b), number by number; x is the picture
 * as the model takes it, b the baseline and y the class score. The attributions I add up to y(x) - y(b) (completeness),
 * but for what the steps of the sum leave: {@link Attribution} tells it. The map is the sum of I over channels.
 *
 * <p>The paper sums at the right ends of the steps. Captum takes Gauss-Legendre by default, which is better where
 * the gradient is smooth along the path. Networks of ReLUs have gradients that jump: there the midpoint rule is as good,
 * and a step it adds is a step it gains, so we take it.
 *
 * <p>The gradients are added point after point, so that memory does not grow with the steps. Not for several threads.
 */
public final class IntegratedGradients {

    private final FloatTensor picture;
    private final FloatTensor baseline;
    private final int steps;
    private final double[] sum;
    private int added;

    /**
     * @param picture  x, [C, H, W]
     * @param baseline b, of the same shape: a picture that says nothing, such as the mean colour, black, or a blurred copy
     * @param steps    how many points of the path are looked at, at least 1; the paper finds 20 to 300 enough
     */
    public IntegratedGradients(FloatTensor picture, FloatTensor baseline, int steps) {
        ChannelSum.checkAlike(picture, baseline);
        if (steps < 1) {
            throw new IllegalArgumentException("integrated gradients takes at least 1 step, given " + steps);
        }
        this.picture = picture;
        this.baseline = baseline;
        this.steps = steps;
        this.sum = new double[picture.values().length];
    }

    /** How many points there are, and gradients to add. */
    public int steps() {
        return steps;
    }

    /** A picture on the way from the baseline to the picture: the middle of this step, counted from 0. */
    public FloatTensor point(int step) {
        double share = (step + 0.5) / steps;
        float[] values = new float[sum.length];
        for (int at = 0; at < values.length; at++) {
            double start = baseline.values()[at];
            values[at] = (float) (start + share * (picture.values()[at] - start));
        }
        return new FloatTensor(picture.shape(), values);
    }

    /**
     * The gradients at one of the points, in any order.
     *
     * @param gradients dy / dx, [C, H, W]
     */
    public void add(FloatTensor gradients) {
        ChannelSum.checkAlike(picture, gradients);
        for (int at = 0; at < sum.length; at++) {
            sum[at] += gradients.values()[at];
        }
        added++;
    }

    /**
     * The attributions.
     *
     * @param score         y(x)
     * @param baselineScore y(b)
     * @throws IllegalStateException where not exactly one gradient was added for each step
     */
    public Attribution result(double score, double baselineScore) {
        if (added != steps) {
            throw new IllegalStateException(
                    "integrated gradients of %d steps needs as many gradients, given %d".formatted(steps, added));
        }
        float[] attributions = new float[sum.length];
        double total = 0;
        for (int at = 0; at < sum.length; at++) {
            double attribution = ((double) picture.values()[at] - baseline.values()[at]) * sum[at] / steps;
            attributions[at] = (float) attribution;
            total += attribution;
        }
        return new Attribution(new FloatTensor(picture.shape(), attributions), total, score - baselineScore);
    }
}
