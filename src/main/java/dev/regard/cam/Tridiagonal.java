package dev.regard.cam;

import java.util.Arrays;

/**
 * The symmetric tridiagonal matrix T that grows by a row and a column with every step of a Lanczos iteration, and its
 * largest eigenvalue.
 *
 * <p>A number t is above every eigenvalue of T where t I - T is positive definite, that is, where all pivots of its
 * elimination are positive: so the largest eigenvalue is found by bisection. The pivots, taken from the last row
 * upwards, also give the ratios of neighbours in its eigenvector.
 */
final class Tridiagonal {

    private double[] diagonal = {};
    private double[] beside = {};
    private double largest;
    private double[] pivots = {};

    /**
     * The next row.
     *
     * @param onDiagonal its last number
     * @param below      the number between it and a row after it, at least 0
     */
    void add(double onDiagonal, double below) {
        diagonal = Arrays.copyOf(diagonal, diagonal.length + 1);
        beside = Arrays.copyOf(beside, diagonal.length);
        diagonal[diagonal.length - 1] = onDiagonal;
        beside[diagonal.length - 1] = below;
        bisect();
    }

    /** The largest eigenvalue. */
    double largest() {
        return largest;
    }

    /** How far the iteration is from an eigenvector: what the number below the last row would add. */
    double residual() {
        double[] vector = leadingVector();
        double squares = Arrays.stream(vector).map(value -> value * value).sum();
        return beside[diagonal.length - 1] * vector[vector.length - 1] / Math.sqrt(squares);
    }

    /** The eigenvector of the largest eigenvalue; its first number is 1, none is negative. */
    double[] leadingVector() {
        double[] vector = new double[diagonal.length];
        vector[0] = 1;
        for (int row = 1; row < vector.length; row++) {
            vector[row] = vector[row - 1] * beside[row - 1] / pivots[row];
        }
        return vector;
    }

    private void bisect() {
        double low = largest;
        double high = bound();
        pivots = new double[diagonal.length];
        while (true) {
            double middle = low + (high - low) / 2;
            if (!(middle > low && middle < high)) {
                break;
            }
            if (isAbove(middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        isAbove(high);
        largest = high;
    }

    /** No eigenvalue is larger (Gershgorin), and this number is larger than that. */
    private double bound() {
        double bound = 0;
        for (int row = 0; row < diagonal.length; row++) {
            double before = row > 0 ? beside[row - 1] : 0;
            double after = row < diagonal.length - 1 ? beside[row] : 0;
            bound = Math.max(bound, diagonal[row] + before + after);
        }
        return Math.nextUp(bound * (1 + 1e-12));
    }

    /** Whether a number is above every eigenvalue; leaves the pivots behind. */
    private boolean isAbove(double number) {
        for (int row = diagonal.length - 1; row >= 0; row--) {
            double after = row < diagonal.length - 1 ? beside[row] * beside[row] / pivots[row + 1] : 0;
            pivots[row] = number - diagonal[row] - after;
            if (!(pivots[row] > 0)) {
                return false;
            }
        }
        return true;
    }
}
