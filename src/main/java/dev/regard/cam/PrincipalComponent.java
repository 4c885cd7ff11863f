package dev.regard.cam;

import dev.regard.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * The first principal component of feature maps, cell by cell: s u, where X = U S V' has a row for each cell and a
 * column for each channel, less the channel's mean.
 *
 * <p>u is the eigenvector of X X' with the largest eigenvalue s². It is found by the Lanczos iteration, with every new
 * vector made orthogonal to all before it (Golub &amp; Van Loan, Matrix Computations, chapter 10): a step costs one
 * pass over the numbers, and X X' is never formed. A complete decomposition, of X X' or of X' X, whichever is smaller,
 * takes twenty times as long where neither cells nor channels are few.
 *
 * <p>Where the two largest singular values are equal, every unit vector in the plane of the two singular vectors would
 * be as right. Then the result is the one in that plane next to a fixed first vector: the same for the same numbers,
 * but the least change of them may turn it.
 */
final class PrincipalComponent {

    /** Of the residual, as a share of the eigenvalue: float32 has no more digits to give. */
    private static final double TOLERANCE = 1e-9;

    /** More than any feature maps have needed: ratios of the singular values of 0.999 take about 120. */
    private static final int MOST_STEPS = 300;

    private static final long SEED = 1;

    private final double[] centred;
    private final int cells;
    private final List<double[]> basis = new ArrayList<>();
    private final Tridiagonal projected = new Tridiagonal();

    private PrincipalComponent(FloatTensor maps) {
        this.cells = ChannelSum.cells(maps);
        this.centred = centred(maps.values(), cells);
    }

    /**
     * s u, the value of largest magnitude positive; zeros where every cell is like every other.
     *
     * @param maps [C, h, w]
     */
    static ActivationMap of(FloatTensor maps) {
        return ChannelSum.map(maps, new PrincipalComponent(maps).find());
    }

    private static double[] centred(float[] values, int cells) {
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

    private double[] find() {
        double[] next = timesItself(new Random(SEED).doubles(cells, -1, 1).toArray());
        double length = length(next);
        if (!(length > 0)) {
            return next;
        }
        for (int step = 0; step < MOST_STEPS; step++) {
            basis.add(scaled(next, 1 / length));
            next = timesItself(basis.getLast());
            double diagonal = dot(next, basis.getLast());
            makeOrthogonal(next);
            length = length(next);
            projected.add(diagonal, length);
            if (projected.residual() <= TOLERANCE * projected.largest()) {
                break;
            }
        }
        return upright(combined());
    }

    /** X X' u, channel by channel. */
    private double[] timesItself(double[] u) {
        double[] product = new double[cells];
        for (int from = 0; from < centred.length; from += cells) {
            double share = 0;
            for (int cell = 0; cell < cells; cell++) {
                share += centred[from + cell] * u[cell];
            }
            for (int cell = 0; cell < cells; cell++) {
                product[cell] += share * centred[from + cell];
            }
        }
        return product;
    }

    /** Twice, as once leaves what rounding brought back. */
    private void makeOrthogonal(double[] vector) {
        for (int pass = 0; pass < 2; pass++) {
            for (double[] direction : basis) {
                addTo(vector, direction, -dot(vector, direction));
            }
        }
    }

    private double[] combined() {
        double[] weights = projected.leadingVector();
        double[] sum = new double[cells];
        for (int step = 0; step < weights.length; step++) {
            addTo(sum, basis.get(step), weights[step]);
        }
        return scaled(sum, Math.sqrt(projected.largest()) / length(sum));
    }

    private static double[] upright(double[] vector) {
        double largest = 0;
        for (double value : vector) {
            largest = Math.abs(value) > Math.abs(largest) ? value : largest;
        }
        return largest < 0 ? scaled(vector, -1) : vector;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int at = 0; at < a.length; at++) {
            sum += a[at] * b[at];
        }
        return sum;
    }

    private static double length(double[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    private static double[] scaled(double[] vector, double factor) {
        return Arrays.stream(vector).map(value -> value * factor).toArray();
    }

    private static void addTo(double[] sum, double[] vector, double factor) {
        for (int at = 0; at < sum.length; at++) {
            sum[at] += factor * vector[at];
        }
    }
}
