package dev.regard.cam;

import dev.regard.tensor.FloatTensor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Feature maps as masks of a picture, and the map that their scores make: what Score-CAM and its kin have in common.
 *
 * <p>m<sub>c</sub> = (u - min u) / (max u - min u + 1e-8), where u is A<sub>c</sub> at the size of the picture, bilinear with
 * corners aligned; M(i, j) = sum over c of w<sub>c</sub> A<sub>c</sub>(i, j), where w is the softmax of one score for each
 * channel. Channels are asked about in the order of their standard deviation, largest first, so that the first answers say most.
 */
final class FeatureMasks {

    private static final double EPSILON = 1e-8;

    private final FloatTensor activations;
    private final int height;
    private final int width;
    private final int[] order;

    /**
     * @param activations A, [C, h, w]
     * @param height      of the masks, in pixels
     * @param width       of the masks, in pixels
     * @param channels    how many are used, from 1 to C
     */
    FeatureMasks(FloatTensor activations, int height, int width, int channels) {
        int all = activations.shape().dimension(0);
        if (channels < 1 || channels > all) {
            throw new IllegalArgumentException("there are %d channels, asked for %d".formatted(all, channels));
        }
        this.activations = activations;
        this.height = height;
        this.width = width;
        double[] deviations = deviations();
        this.order = IntStream.range(0, all)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer channel) -> -deviations[channel]))
                .limit(channels)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** How many channels are used. */
    int channels() {
        return order.length;
    }

    /** A channel, by its place in the order of asking, at the size of the picture: u, [H * W]. */
    float[] upsampled(int place) {
        int rows = activations.shape().dimension(1);
        int columns = activations.shape().dimension(2);
        float[] values = activations.slice(order[place]).values();
        MapGeometry corners = new MapGeometry(0, 0, 1, 1, true);
        MapGeometry pixels = new MapGeometry(0, 0, step(columns, width), step(rows, height), true);
        return Bilinear.resample(new ActivationMap(rows, columns, values), corners, height, width, pixels)
                .values();
    }

    /** The first cell lies on the first pixel and the last on the last. */
    private static double step(int cells, int pixels) {
        return pixels == 1 ? 0 : (cells - 1.0) / (pixels - 1);
    }

    /** From 0 to 1, in place. */
    static float[] scaled(float[] values) {
        float min = Float.POSITIVE_INFINITY;
        float max = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
        double range = max - min + EPSILON;
        for (int at = 0; at < values.length; at++) {
            values[at] = (float) ((values[at] - min) / range);
        }
        return values;
    }

    /**
     * The map.
     *
     * @param scores one for each place in the order; not a number where there is none yet
     */
    ActivationMap weighted(double[] scores) {
        double max = Arrays.stream(scores)
                .filter(score -> !Double.isNaN(score))
                .max()
                .orElse(0);
        double[] weights = new double[activations.shape().dimension(0)];
        double sum = 0;
        for (int place = 0; place < scores.length; place++) {
            if (!Double.isNaN(scores[place])) {
                weights[order[place]] = Math.exp(scores[place] - max);
                sum += weights[order[place]];
            }
        }
        for (int channel = 0; channel < weights.length && sum > 0; channel++) {
            weights[channel] /= sum;
        }
        return ChannelSum.weighted(activations, weights);
    }

    private double[] deviations() {
        int cells = ChannelSum.cells(activations);
        double[] sums = ChannelSum.overCells(activations, activations, Term.ACTIVATION);
        double[] squares = ChannelSum.overCells(activations, activations, Term.PRODUCT);
        double[] variances = new double[sums.length];
        for (int channel = 0; channel < sums.length; channel++) {
            variances[channel] = squares[channel] / cells - Math.pow(sums[channel] / cells, 2);
        }
        return variances;
    }
}
