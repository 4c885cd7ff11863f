package dev.regard.cam;

import java.util.Random;

/**
 * A matrix V without negative numbers as a product W H of two smaller ones, likewise, by multiplicative updates: H becomes
 * H (W' V) / (W' W H) and W becomes W (V H') / (W H H'), number by number. Each round brings W H nearer to V.
 */
final class Factors {

    /** Keeps what is divided by off zero. */
    private static final double EPSILON = 1e-12;

    private final double[] given;
    private final int rows;
    private final int columns;
    private final int count;
    /** W', [count][rows]. */
    private final double[][] left;
    /** H, [count][columns]. */
    private final double[][] right;

    /**
     * @param given   V, row by row
     * @param rows    of V
     * @param columns of V
     * @param count   columns of W and rows of H
     * @param seed    of the random start
     */
    Factors(double[] given, int rows, int columns, int count, long seed) {
        this.given = given;
        this.rows = rows;
        this.columns = columns;
        this.count = count;
        Random random = new Random(seed);
        this.left = start(rows, random);
        this.right = start(columns, random);
    }

    private double[][] start(int length, Random random) {
        double[][] start = new double[count][];
        for (int index = 0; index < count; index++) {
            start[index] = random.doubles(length, 0.1, 1).toArray();
        }
        return start;
    }

    /** Goes on until a round gains less than a share of V. */
    void improve(int mostRounds, double leastGain) {
        double whole = Math.sqrt(Lanczos.dot(given, 0, given));
        double before = Double.POSITIVE_INFINITY;
        for (int round = 0; round < mostRounds; round++) {
            scale(right, timesGiven(left), gram(left));
            scale(left, givenTimes(right), gram(right));
            double error = error();
            if (before - error <= leastGain * whole) {
                break;
            }
            before = error;
        }
    }

    /** A column of W, so scaled that its row of H has 1 as its largest number. */
    double[] channels(int index) {
        return scaled(left[index], largest(right[index]));
    }

    /** A row of H, its largest number 1. */
    double[] cells(int index) {
        double largest = largest(right[index]);
        return largest > 0 ? scaled(right[index], 1 / largest) : right[index].clone();
    }

    /** How much of W H is of one column and row: the sum of their product. */
    double amount(int index) {
        return sum(left[index]) * sum(right[index]);
    }

    /** W' V. */
    private double[][] timesGiven(double[][] factors) {
        double[][] product = new double[count][columns];
        for (int index = 0; index < count; index++) {
            for (int row = 0; row < rows; row++) {
                double factor = factors[index][row];
                for (int column = 0; column < columns; column++) {
                    product[index][column] += factor * given[row * columns + column];
                }
            }
        }
        return product;
    }

    /** (V H')'. */
    private double[][] givenTimes(double[][] factors) {
        double[][] product = new double[count][rows];
        for (int index = 0; index < count; index++) {
            for (int row = 0; row < rows; row++) {
                product[index][row] = Lanczos.dot(given, row * columns, factors[index]);
            }
        }
        return product;
    }

    private double[][] gram(double[][] factors) {
        double[][] gram = new double[count][count];
        for (int one = 0; one < count; one++) {
            for (int other = 0; other < count; other++) {
                gram[one][other] = Lanczos.dot(factors[one], 0, factors[other]);
            }
        }
        return gram;
    }

    private static void scale(double[][] factors, double[][] numerators, double[][] gram) {
        int length = factors[0].length;
        double[] denominators = new double[factors.length];
        for (int at = 0; at < length; at++) {
            for (int one = 0; one < factors.length; one++) {
                denominators[one] = EPSILON;
                for (int other = 0; other < factors.length; other++) {
                    denominators[one] += gram[one][other] * factors[other][at];
                }
            }
            for (int one = 0; one < factors.length; one++) {
                factors[one][at] *= numerators[one][at] / denominators[one];
            }
        }
    }

    private double error() {
        double squares = 0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                double difference = given[row * columns + column];
                for (int index = 0; index < count; index++) {
                    difference -= left[index][row] * right[index][column];
                }
                squares += difference * difference;
            }
        }
        return Math.sqrt(squares);
    }

    private static double largest(double[] numbers) {
        double largest = 0;
        for (double number : numbers) {
            largest = Math.max(largest, number);
        }
        return largest;
    }

    private static double sum(double[] numbers) {
        double sum = 0;
        for (double number : numbers) {
            sum += number;
        }
        return sum;
    }

    private static double[] scaled(double[] numbers, double factor) {
        double[] scaled = numbers.clone();
        for (int at = 0; at < scaled.length; at++) {
            scaled[at] *= factor;
        }
        return scaled;
    }
}
