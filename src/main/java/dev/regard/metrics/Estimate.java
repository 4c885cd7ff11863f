package dev.regard.metrics;

import java.util.Optional;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.stat.descriptive.DescriptiveStatistics;
import org.hipparchus.stat.interval.BinomialProportion;
import org.hipparchus.stat.interval.ConfidenceInterval;

/**
 * The mean of a metric over pictures, and how well that many pictures determine it.
 *
 * @param mean     over the pictures
 * @param interval in which the mean over all such pictures lies with a confidence of 95 %; empty where it is unknown, as one
 *                 number says nothing about how much the next would differ
 * @param count    n, how many pictures, at least 1
 */
public record Estimate(double mean, Optional<Interval> interval, int count) {

    public Estimate {
        Finite.number(mean, "a mean");
        Finite.atLeast(count, 1, "the number of pictures");
    }

    /**
     * The mean of any numbers. Student 1908, The probable error of a mean: mean +- t s / sqrt(n), where s is the standard
     * deviation of the numbers and t the 97.5 % quantile of Student's distribution with n - 1 degrees of freedom. Right for
     * numbers that spread normally, and nearly so for many others from n = 30 on. May reach beyond what the metric can be.
     *
     * @throws IllegalArgumentException when there is no number, or one is not finite
     */
    public static Estimate ofMean(double... numbers) {
        for (double number : numbers) {
            Finite.number(number, "a number");
        }
        Finite.atLeast(numbers.length, 1, "the number of pictures");
        DescriptiveStatistics statistics = new DescriptiveStatistics(numbers);
        double mean = statistics.getMean();
        return new Estimate(
                mean, spread(statistics).map(spread -> new Interval(mean - spread, mean + spread)), numbers.length);
    }

    private static Optional<Double> spread(DescriptiveStatistics statistics) {
        long count = statistics.getN();
        if (count < 2) {
            return Optional.empty();
        }
        double quantile = new TDistribution(count - 1).inverseCumulativeProbability((1 + Interval.CONFIDENCE) / 2);
        return Optional.of(quantile * statistics.getStandardDeviation() / Math.sqrt(count));
    }

    /**
     * The share of pictures of which something holds. Wilson 1927, Probable inference, the law of succession, and statistical
     * inference: (p + z<sup>2</sup> / 2n +- z sqrt(p (1 - p) / n + z<sup>2</sup> / 4n<sup>2</sup>)) / (1 + z<sup>2</sup> /
     * n), where p = hits / n and z = 1.96. Right from n = 1 on, and never outside of 0 to 1.
     *
     * @param hits  of how many it holds, from 0 to n
     * @param count n, at least 1
     */
    public static Estimate ofShare(int hits, int count) {
        Finite.atLeast(count, 1, "the number of pictures");
        Finite.between(hits, 0, count, "the number of hits");
        double share = (double) hits / count;
        ConfidenceInterval wilson = BinomialProportion.getWilsonScoreInterval(count, share, Interval.CONFIDENCE);
        double low = Math.clamp(wilson.getLowerBound(), 0, share);
        double high = Math.clamp(wilson.getUpperBound(), share, 1);
        return new Estimate(share, Optional.of(new Interval(low, high)), count);
    }
}
