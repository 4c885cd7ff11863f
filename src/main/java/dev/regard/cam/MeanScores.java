package dev.regard.cam;

/** The mean of the scores that several questions about the same thing were answered with. */
final class MeanScores {

    private final double[][] sums;
    private final int[] counts;

    MeanScores(int classes, int things) {
        this.sums = new double[classes][things];
        this.counts = new int[things];
    }

    int classes() {
        return sums.length;
    }

    void add(int thing, double[] scores) {
        counts[thing]++;
        for (int row = 0; row < sums.length; row++) {
            sums[row][thing] += scores[row];
        }
    }

    /** One for each thing, of a class; not a number where there is no answer yet. */
    double[] of(int row) {
        double[] means = new double[counts.length];
        for (int thing = 0; thing < means.length; thing++) {
            means[thing] = counts[thing] == 0 ? Double.NaN : sums[row][thing] / counts[thing];
        }
        return means;
    }
}
