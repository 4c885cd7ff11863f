package dev.regard.cam;

import dev.regard.tensor.FloatTensor;

/**
 * FullGrad. Srinivas &amp; Fleuret 2019, Full-Gradient Representation for Neural Network Visualization.
 *
 * <p>A class score y of a network of ReLUs is the sum of x dy/dx over the picture x and of b dy/dz over all biases b,
 * where z is the output of the layer that adds b. M = sum over the picture's channels of N(|x dy/dx|) + sum over
 * layers and their channels of R(N(|b dy/dz|)); N(m) = (m - min m) / (1e-7 + max(m - min m)) for each channel, R enlarges
 * bilinearly to the picture, with half-pixel centres and clamped edges.
 *
 * <p>The paper leaves open what N scales together. Its authors' code takes each layer with all its channels;
 * pytorch-grad-cam takes each channel alone, and we do the same, so that maps can be compared. So every channel counts
 * alike, however little it adds: the size of b does not matter, only whether it is 0. pytorch-grad-cam scales the sum
 * once more at the end; we leave that to the drawing.
 *
 * <p>One layer after another is added, so that memory holds one map however many layers there are. Not for several
 * threads.
 */
public final class FullGrad {

    private final ActivationMap sum;

    /**
     * Begins with the picture's own part.
     *
     * @param picture   x, [C, H, W]
     * @param gradients dy / dx, [C, H, W]
     */
    public FullGrad(FloatTensor picture, FloatTensor gradients) {
        ChannelSum.checkAlike(picture, gradients);
        float[] products = picture.values().clone();
        for (int at = 0; at < products.length; at++) {
            products[at] *= gradients.values()[at];
        }
        this.sum = reduced(new FloatTensor(picture.shape(), products));
    }

    /**
     * A layer with a bias.
     *
     * @param biasGradients b dy / dz, [C, h, w]; the sign does not matter
     */
    public void add(FloatTensor biasGradients) {
        addReduced(reduced(biasGradients));
    }

    /**
     * A layer whose channels are summed already. As R is linear, it makes no difference.
     *
     * @param layer sum over its channels of N(|b dy / dz|), [h, w]
     */
    public void addReduced(ActivationMap layer) {
        ActivationMap enlarged = Bilinear.resize(layer, sum.height(), sum.width());
        for (int pixel = 0; pixel < sum.values().length; pixel++) {
            sum.values()[pixel] += enlarged.values()[pixel];
        }
    }

    /** The map of one class, of the size of the picture; no value is below 0. */
    public ActivationMap map() {
        return new ActivationMap(sum.height(), sum.width(), sum.values().clone());
    }

    /** The sum over channels of N of the magnitudes. */
    private static ActivationMap reduced(FloatTensor perChannel) {
        int cells = ChannelSum.cells(perChannel);
        double[] map = new double[cells];
        float[] channel = new float[cells];
        for (int from = 0; from < perChannel.values().length; from += cells) {
            for (int cell = 0; cell < cells; cell++) {
                channel[cell] = Math.abs(perChannel.values()[from + cell]);
            }
            float[] scaled = MapScaling.minMax(channel);
            for (int cell = 0; cell < cells; cell++) {
                map[cell] += scaled[cell];
            }
        }
        return ChannelSum.map(perChannel, map);
    }
}
