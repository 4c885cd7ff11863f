package dev.regard.metrics;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Sensitivity-n: when n parts of the picture are hidden, does the score fall by what the map gives to them? Ancona, Ceolini,
 * &Ouml;ztireli &amp; Gross 2018, Towards better understanding of gradient-based attribution methods for Deep Neural
 * Networks, arXiv 1711.06104.
 *
 * <p>Pearson's correlation over random sets S of n parts, between the sum of the map over S and f(x) - f(x without S): from
 * -1 to 1, the more, the better; 1 for a linear model and its exact attributions. The unit of the map does not matter. The
 * paper's parts are single pixels and its f the logit. Here they are the squares of a grid, smaller ones at the right and
 * lower border, as what is spread over single pixels hardly tells smooth maps apart.
 *
 * <p>Question 0 shows the whole picture, question k the picture without set k.
 */
public final class SensitivityN implements MaskTrial<OptionalDouble> {

    private final Relevance map;
    private final Sets sets;
    private final int columns;
    private final int squares;

    /**
     * How it is asked.
     *
     * @param side  of a square, in pixels, at least 1
     * @param n     how many squares are hidden at once, at least 1 and fewer than there are
     * @param count how many sets, at least 3: with two the correlation is 1 or -1
     * @param seed  of the sets
     */
    public record Sets(int side, int n, int count, long seed) {

        public Sets {
            Finite.atLeast(side, 1, "the side of a square");
            Finite.atLeast(n, 1, "the number of squares to hide");
            Finite.atLeast(count, 3, "the number of sets");
        }
    }

    /** @throws IllegalArgumentException when there are no more than n squares in the map */
    public SensitivityN(Relevance map, Sets sets) {
        this.map = map;
        this.sets = sets;
        this.columns = Math.ceilDiv(map.width(), sets.side());
        this.squares = columns * Math.ceilDiv(map.height(), sets.side());
        if (sets.n() >= squares) {
            throw new IllegalArgumentException(
                    "of the %d squares of a map of %d x %d at most %d can be hidden, given %d"
                            .formatted(squares, map.height(), map.width(), squares - 1, sets.n()));
        }
    }

    @Override
    public int questions() {
        return sets.count() + 1;
    }

    @Override
    public float[] mask(int question) {
        boolean[] hidden = hidden(question);
        float[] mask = new float[map.size()];
        for (int pixel = 0; pixel < mask.length; pixel++) {
            mask[pixel] = hidden[square(pixel)] ? 0 : 1;
        }
        return mask;
    }

    /** Empty where every set gets the same from the map, or the score falls by the same whatever is hidden. */
    @Override
    public OptionalDouble result(double[] answers) {
        Finite.answers(answers, questions());
        double[] inSquares = new double[squares];
        for (int pixel = 0; pixel < map.size(); pixel++) {
            inSquares[square(pixel)] += map.values()[pixel];
        }
        double[] given = new double[sets.count()];
        double[] lost = new double[sets.count()];
        for (int set = 0; set < given.length; set++) {
            boolean[] hidden = hidden(set + 1);
            for (int square = 0; square < squares; square++) {
                given[set] += hidden[square] ? inSquares[square] : 0;
            }
            lost[set] = answers[0] - answers[set + 1];
        }
        return Correlation.pearson(given, lost);
    }

    private int square(int pixel) {
        return pixel / map.width() / sets.side() * columns + pixel % map.width() / sets.side();
    }

    private boolean[] hidden(int question) {
        Finite.question(question, questions());
        boolean[] hidden = new boolean[squares];
        SplittableRandom random = new SplittableRandom(31 * sets.seed() + question);
        int[] order = new int[squares];
        Arrays.setAll(order, square -> square);
        for (int drawn = 0; question > 0 && drawn < sets.n(); drawn++) {
            int at = drawn + random.nextInt(squares - drawn);
            hidden[order[at]] = true;
            order[at] = order[drawn];
        }
        return hidden;
    }
}
