package dev.regard.cam;

import dev.regard.tensor.FloatTensor;
import java.util.Arrays;

/**
 * The first principal component of feature maps, cell by cell: X v, where X has a row for each cell and a column for each
 * channel, less the channel's mean, and v is the unit vector over channels that makes X v longest: the right singular
 * vector of the largest singular value s. As a singular vector has no sign, the value of largest magnitude is made
 * positive.
 *
 * <p>v is an eigenvector of X' X, and X v one of X X', each with the eigenvalue s²: the {@link Lanczos} iteration finds
 * the one that has fewer numbers. It needs products with X and X' alone; a complete decomposition of the smaller of the
 * two matrices takes ten times as long where neither cells nor channels are few.
 *
 * <p>Where the two largest singular values are equal, every unit vector in the plane of the two singular vectors would
 * be as right. Then the result is the one in that plane next to a fixed first vector: the same for the same numbers,
 * but the least change of them may turn it.
 */
final class PrincipalComponent {

    private final double[] centred;
    private final int cells;
    private final int channels;

    private PrincipalComponent(FloatTensor maps) {
        this.cells = ChannelSum.cells(maps);
        this.channels = maps.shape().dimension(0);
        this.centred = centred(maps.values(), cells);
    }

    /**
     * X v; zeros where every cell is like every other.
     *
     * @param maps [C, h, w]
     */
    static ActivationMap of(FloatTensor maps) {
        return ChannelSum.map(maps, upright(new PrincipalComponent(maps).longest()));
    }

    /** Feature maps, each less its mean. */
    static double[] centred(float[] values, int cells) {
        double[] centred = new double[values.length];
        for (int from = 0; from < values.length; from += cells) {
            double sum = 0;
            for (int at = from; at < from + cells; at++) {
                sum += values[at];
            }
            for (int at = from; at < from + cells; at++) {
                centred[at] = values[at] - sum / cells;
            }
        }
        return centred;
    }

    private double[] longest() {
        if (channels <= cells) {
            return toCells(new Lanczos(v -> toChannels(toCells(v))).leading(channels));
        }
        double[] v = toChannels(new Lanczos(u -> toCells(toChannels(u))).leading(cells));
        double length = Math.sqrt(Lanczos.dot(v, 0, v));
        return length == 0 ? new double[cells] : toCells(scaled(v, 1 / length));
    }

    /** X v. */
    private double[] toCells(double[] v) {
        double[] product = new double[cells];
        for (int channel = 0; channel < channels; channel++) {
            for (int cell = 0; cell < cells; cell++) {
                product[cell] += v[channel] * centred[channel * cells + cell];
            }
        }
        return product;
    }

    /** X' u. */
    private double[] toChannels(double[] u) {
        double[] product = new double[channels];
        for (int channel = 0; channel < channels; channel++) {
            product[channel] = Lanczos.dot(centred, channel * cells, u);
        }
        return product;
    }

    /** The vector or its opposite: the one whose value of largest magnitude is positive. */
    static double[] upright(double[] vector) {
        double largest = 0;
        for (double value : vector) {
            largest = Math.abs(value) > Math.abs(largest) ? value : largest;
        }
        return largest < 0 ? scaled(vector, -1) : vector;
    }

    private static double[] scaled(double[] vector, double factor) {
        return Arrays.stream(vector).map(value -> value * factor).toArray();
    }
}
