package dev.regard.cam;

import dev.regard.tensor.FloatTensor;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Deep feature factorization. Collins et al. 2018, Deep Feature Factorization For Concept Discovery, section 3: the
 * activations V, [channels, cells], as W H of two matrices without negative numbers and of few columns and rows: each column
 * of W is a part that feature maps show together, a concept, and its row of H says where.
 *
 * <p>Where activations may be negative, each channel is taken less its smallest value, as pytorch-grad-cam does; concepts get
 * it back. W and H by the multiplicative updates of Lee &amp; Seung 2001, Algorithms for Non-negative Matrix Factorization,
 * theorem 1, from a start that is drawn.
 */
public final class FeatureFactorization {

    private static final int MOST_ROUNDS = 200;

    /** Of the error, from one round to the next, as a share of V. */
    private static final double LEAST_GAIN = 1e-5;

    private FeatureFactorization() {}

    /**
     * A part.
     *
     * @param channels what each cell would be if it showed nothing else, [C]
     * @param map      where it is, without negative numbers
     * @param share    of all that the concepts make up, from 0 to 1
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never written to
    public record Concept(float[] channels, ActivationMap map, double share) {}

    /**
     * The concepts of a picture, the one of the largest share first.
     *
     * @param activations A, [C, h, w]
     * @param count       how many, at least 1
     * @param seed        of the random start
     */
    public static List<Concept> of(FloatTensor activations, int count, long seed) {
        int channels = activations.shape().dimension(0);
        int cells = ChannelSum.cells(activations);
        double[] least = least(activations.values(), channels, cells);
        double[] given = new double[channels * cells];
        for (int at = 0; at < given.length; at++) {
            given[at] = activations.values()[at] - least[at / cells];
        }
        Factors factors = new Factors(given, channels, cells, count, seed);
        factors.improve(MOST_ROUNDS, LEAST_GAIN);
        double total = IntStream.range(0, count).mapToDouble(factors::amount).sum();
        return IntStream.range(0, count)
                .mapToObj(concept -> new Concept(
                        withLeast(factors.channels(concept), least),
                        ChannelSum.map(activations, factors.cells(concept)),
                        total > 0 ? factors.amount(concept) / total : 0))
                .sorted(Comparator.comparingDouble(Concept::share).reversed())
                .toList();
    }

    private static double[] least(float[] values, int channels, int cells) {
        double[] least = new double[channels];
        for (int channel = 0; channel < channels; channel++) {
            for (int cell = 0; cell < cells; cell++) {
                least[channel] = Math.min(least[channel], values[channel * cells + cell]);
            }
        }
        return least;
    }

    private static float[] withLeast(double[] concept, double[] least) {
        float[] channels = new float[concept.length];
        for (int channel = 0; channel < channels.length; channel++) {
            channels[channel] = (float) (concept[channel] + least[channel]);
        }
        return channels;
    }
}
