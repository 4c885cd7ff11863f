package dev.regard.metrics;

import java.util.Arrays;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealLinearOperator;
import org.hipparchus.linear.RealVector;

/**
 * The linear equations of {@link LinearImputation}, one for each missing pixel p:
 *
 * <p>d<sub>p</sub> x<sub>p</sub> - sum over missing neighbours q of w<sub>pq</sub> x<sub>q</sub> = sum over known neighbours
 * q of w<sub>pq</sub> x<sub>q</sub>, where w is 1/6 for the four direct neighbours and 1/12 for the four diagonal ones, which
 * add up to 1.
 *
 * <p>At the border of the picture neighbours are absent. As in the authors' code (tleemann/road_evaluation), their weights
 * are taken off d<sub>p</sub> too, so that d<sub>p</sub> is the sum of the weights of the neighbours that exist, and
 * x<sub>p</sub> stays a mean of them. The matrix is symmetric, as w<sub>pq</sub> = w<sub>qp</sub>. Without known pixels it
 * would be the Laplacian of a graph, which has no negative eigenvalue, and 0 for constants only; one known pixel anywhere
 * makes it positive definite, as every missing pixel has a path to it.
 */
final class MissingPixels implements RealLinearOperator {

    private final Neighbours around;
    private final boolean[] missing;
    private final int[] pixels;
    /** Of each equation: the numbers of its 8 neighbours; where one is absent or known, the number behind the last one. */
    private final int[] neighbours;

    private final double[] diagonal;

    /**
     * @param missing [H * W], row by row
     * @throws IllegalArgumentException when all are missing
     */
    MissingPixels(boolean[] missing, int width) {
        this.around = new Neighbours(missing.length / width, width);
        this.missing = missing;
        int[] numbers = new int[missing.length];
        int count = 0;
        for (int pixel = 0; pixel < missing.length; pixel++) {
            numbers[pixel] = missing[pixel] ? count++ : -1;
        }
        if (count == missing.length) {
            throw new IllegalArgumentException("every pixel is missing: at least one has to be known");
        }
        this.pixels = new int[count];
        this.neighbours = new int[count * Neighbours.ALL];
        this.diagonal = new double[count];
        Arrays.fill(neighbours, count);
        for (int pixel = 0; pixel < missing.length; pixel++) {
            if (missing[pixel]) {
                connect(pixel, numbers);
            }
        }
    }

    private void connect(int pixel, int[] numbers) {
        int equation = numbers[pixel];
        pixels[equation] = pixel;
        for (int which = 0; which < Neighbours.ALL; which++) {
            int neighbour = around.of(pixel, which);
            diagonal[equation] += neighbour < 0 ? 0 : Neighbours.weight(which);
            if (neighbour >= 0 && missing[neighbour]) {
                neighbours[equation * Neighbours.ALL + which] = numbers[neighbour];
            }
        }
    }

    /** How many equations there are. */
    int count() {
        return pixels.length;
    }

    /** The pixel that an equation is about. */
    int pixel(int equation) {
        return pixels[equation];
    }

    /** What the known neighbours add to each equation, from a channel that starts at {@code plane}. */
    double[] rightSide(float[] values, int plane) {
        double[] side = new double[count()];
        for (int equation = 0; equation < side.length; equation++) {
            for (int which = 0; which < Neighbours.ALL; which++) {
                int neighbour = around.of(pixels[equation], which);
                if (neighbour >= 0 && !missing[neighbour]) {
                    side[equation] += Neighbours.weight(which) * values[plane + neighbour];
                }
            }
        }
        return side;
    }

    /** d<sub>p</sub>. */
    double diagonal(int equation) {
        return diagonal[equation];
    }

    /** The weighted sum of x over the missing neighbours that come before; x ends with a 0 more. */
    double before(int equation, double[] x) {
        return half(equation * Neighbours.ALL, x);
    }

    /** Likewise over those that come after. */
    double after(int equation, double[] x) {
        return half(equation * Neighbours.ALL + Neighbours.HALF, x);
    }

    private double half(int at, double[] x) {
        return Neighbours.DIRECT * (x[neighbours[at]] + x[neighbours[at + 1]])
                + Neighbours.DIAGONAL * (x[neighbours[at + 2]] + x[neighbours[at + 3]]);
    }

    @Override
    public int getRowDimension() {
        return count();
    }

    @Override
    public int getColumnDimension() {
        return count();
    }

    @Override
    public RealVector operate(RealVector vector) {
        double[] x = Arrays.copyOf(((ArrayRealVector) vector).getDataRef(), count() + 1);
        double[] y = new double[count()];
        for (int equation = 0; equation < y.length; equation++) {
            y[equation] = diagonal[equation] * x[equation] - before(equation, x) - after(equation, x);
        }
        return new ArrayRealVector(y, false);
    }
}
