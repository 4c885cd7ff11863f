package dev.regard.metrics;

import dev.regard.tensor.FloatTensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * ROAD, remove and debias. Rong, Leemann, Borisov, Kasneci &amp; Kasneci 2022, A Consistent and Efficient Evaluation Strategy
 * for Attribution Methods, arXiv 2202.00449.
 *
 * <p>A share of the pixels is removed and filled in from what is around them ({@link LinearImputation}), so that no hole
 * betrays its own outline. MoRF removes the most relevant first, LeRF the least relevant first: a good map has a
 * low MoRF and a high LeRF. Combined: (LeRF - MoRF) / 2, each the mean over the shares; with probabilities from -0.5 to 0.5,
 * about 0 for a map that knows nothing. Logits may be asked for instead.
 *
 * <p>Of n percentiles, question k &lt; n is MoRF at percentile k, question n + k is LeRF at the same.
 */
public final class Road implements PictureTrial<Road.Scores> {

    /** As the examples of pytorch-grad-cam take them. */
    public static final List<Integer> PERCENTILES = List.of(20, 40, 60, 80);

    /** The paper's noise, where pictures reach from 0 to 1. */
    public static final double NOISE = 0.01;

    private final FloatTensor picture;
    private final int[] ranking;
    private final List<Integer> percentiles;
    private final double noise;
    private final long seed;

    /**
     * @param map         whose order is tried
     * @param picture     [C, H, W], as the model takes it, of the map's size
     * @param percentiles shares of the pixels to remove, in percent, each from 1 to 99
     * @param noise       standard deviation, in the numbers of the picture
     * @param seed        of the noise
     * @throws IllegalArgumentException when the map is flat, or sizes or percentiles are others
     */
    public Road(Relevance map, FloatTensor picture, List<Integer> percentiles, double noise, long seed) {
        Finite.atLeast(percentiles.size(), 1, "the number of percentiles");
        percentiles.forEach(percentile -> Finite.between(percentile, 1, 99, "a percentile"));
        Finite.between(noise, 0, LinearImputation.MOST_NOISE, "the noise");
        this.picture = Pictures.checked(picture, map);
        this.ranking = map.ranking();
        this.percentiles = List.copyOf(percentiles);
        this.noise = noise;
        this.seed = seed;
    }

    @Override
    public int questions() {
        return 2 * percentiles.size();
    }

    @Override
    public FloatTensor picture(int question) {
        return LinearImputation.fill(picture, removed(question), noise, 31 * seed + question);
    }

    /** Which pixels are removed, row by row; at least one is left. */
    boolean[] removed(int question) {
        Finite.question(question, questions());
        boolean isHottestFirst = question < percentiles.size();
        long percentile = percentiles.get(question % percentiles.size());
        int count = (int) Math.min(Math.round(percentile * ranking.length / 100.0), ranking.length - 1);
        boolean[] removed = new boolean[ranking.length];
        for (int rank = 0; rank < count; rank++) {
            removed[ranking[isHottestFirst ? rank : ranking.length - 1 - rank]] = true;
        }
        return removed;
    }

    @Override
    public Scores result(double[] answers) {
        Finite.answers(answers, questions());
        int half = percentiles.size();
        return new Scores(
                percentiles,
                DoubleStream.of(Arrays.copyOf(answers, half)).boxed().toList(),
                DoubleStream.of(Arrays.copyOfRange(answers, half, 2 * half))
                        .boxed()
                        .toList());
    }

    /**
     * The answers of a trial.
     *
     * @param percentiles of the pixels that were removed
     * @param morf        score of the class without the most relevant pixels, for each percentile
     * @param lerf        score of the class without the least relevant pixels, for each percentile
     */
    public record Scores(List<Integer> percentiles, List<Double> morf, List<Double> lerf) {

        /** The mean of MoRF over the percentiles: the less, the better. */
        public double meanMorf() {
            return mean(morf);
        }

        /** The mean of LeRF over the percentiles: the more, the better. */
        public double meanLerf() {
            return mean(lerf);
        }

        /** (LeRF - MoRF) / 2: the more, the better. */
        public double combined() {
            return meanLerf() / 2 - meanMorf() / 2;
        }

        private static double mean(List<Double> scores) {
            return scores.stream().mapToDouble(score -> score / scores.size()).sum();
        }
    }
}
