package dev.regard.bias;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What a change did to the probability of the class, beside the same change somewhere else.
 *
 * @param count   of comparisons
 * @param mean    change of the probability
 * @param control the same where the change was made elsewhere
 * @param low     lower end of the difference of the two, of 95 % of repetitions
 * @param high    upper end
 * @param flips   share of comparisons after which another class is the best one
 * @param controlFlips the same elsewhere
 */
public record Effect(
        int count, double mean, double control, double low, double high, double flips, double controlFlips) {

    private static final int REPETITIONS = 2000;

    /** Nothing could be compared. */
    public static final Effect NONE = new Effect(0, 0, 0, 0, 0, 0, 0);

    /** One change and its control. */
    record Pair(double change, double control, boolean flips, boolean controlFlips) {}

    /** Draws pairs again and again (the bootstrap of Efron 1979), which asks nothing of how they are distributed. */
    static Effect of(List<Pair> pairs) {
        int count = pairs.size();
        if (count == 0) {
            return NONE;
        }
        Random random = new Random(count);
        double[] means = new double[REPETITIONS];
        for (int repetition = 0; repetition < REPETITIONS; repetition++) {
            double sum = 0;
            for (int draw = 0; draw < count; draw++) {
                Pair pair = pairs.get(random.nextInt(count));
                sum += pair.change - pair.control;
            }
            means[repetition] = sum / count;
        }
        Arrays.sort(means);
        return new Effect(
                count,
                pairs.stream().mapToDouble(Pair::change).sum() / count,
                pairs.stream().mapToDouble(Pair::control).sum() / count,
                means[REPETITIONS / 40],
                means[REPETITIONS - 1 - REPETITIONS / 40],
                pairs.stream().filter(Pair::flips).count() / (double) count,
                pairs.stream().filter(Pair::controlFlips).count() / (double) count);
    }

    /** By how much more than elsewhere. */
    public double difference() {
        return mean - control;
    }
}
