package dev.regard.cam;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * The eigenvector of the largest eigenvalue of a symmetric matrix, where that is not negative, by the Lanczos iteration
 * (Golub &amp; Van Loan, Matrix Computations, chapter 10): each step takes one product with the matrix, and every new
 * vector is made orthogonal to all before it, so that rounding does no harm. It needs tens of steps where power iteration
 * needs hundreds, and at most as many as the matrix has rows.
 */
final class Lanczos {

    /** Of the residual, as a share of the eigenvalue. */
    private static final double TOLERANCE = 1e-8;

    /** Never seen to be needed: two largest eigenvalues that differ by 0.2 % take about 100. */
    private static final int MOST_STEPS = 300;

    private static final long SEED = 1;

    private final UnaryOperator<double[]> matrix;
    private final List<double[]> basis = new ArrayList<>();
    private final Tridiagonal projected = new Tridiagonal();

    /** @param matrix its product with a vector */
    Lanczos(UnaryOperator<double[]> matrix) {
        this.matrix = matrix;
    }

    /**
     * The eigenvector, of length 1; zeros where the matrix is zero, not numbers where it is not made of numbers.
     *
     * @param size rows of the matrix
     */
    double[] leading(int size) {
        double[] next = matrix.apply(new Random(SEED).doubles(size, -1, 1).toArray());
        double length = length(next);
        if (!(length > 0)) {
            return next;
        }
        for (int step = 0; step < Math.min(size, MOST_STEPS); step++) {
            scale(next, 1 / length);
            basis.add(next);
            next = matrix.apply(next);
            double diagonal = dot(next, 0, basis.getLast());
            makeOrthogonal(next);
            length = length(next);
            projected.add(diagonal, length);
            if (projected.residual() <= TOLERANCE * projected.largest()) {
                break;
            }
        }
        return combined(size);
    }

    /** Twice, as rounding leaves something the first time. */
    private void makeOrthogonal(double[] vector) {
        for (int pass = 0; pass < 2; pass++) {
            for (double[] direction : basis) {
                addTo(vector, direction, -dot(vector, 0, direction));
            }
        }
    }

    private double[] combined(int size) {
        double[] weights = projected.leadingVector();
        double[] sum = new double[size];
        for (int step = 0; step < weights.length; step++) {
            addTo(sum, basis.get(step), weights[step]);
        }
        scale(sum, 1 / length(sum));
        return sum;
    }

    /** Of all numbers of b with as many of a. In four sums, as one alone waits for each addition to end. */
    static double dot(double[] a, int from, double[] b) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int at = 0;
        for (; at + 3 < b.length; at += 4) {
            first += a[from + at] * b[at];
            second += a[from + at + 1] * b[at + 1];
            third += a[from + at + 2] * b[at + 2];
            fourth += a[from + at + 3] * b[at + 3];
        }
        for (; at < b.length; at++) {
            first += a[from + at] * b[at];
        }
        return first + second + (third + fourth);
    }

    private static double length(double[] vector) {
        return Math.sqrt(dot(vector, 0, vector));
    }

    private static void scale(double[] vector, double factor) {
        for (int at = 0; at < vector.length; at++) {
            vector[at] *= factor;
        }
    }

    private static void addTo(double[] sum, double[] vector, double factor) {
        for (int at = 0; at < sum.length; at++) {
            sum[at] += factor * vector[at];
        }
    }
}
