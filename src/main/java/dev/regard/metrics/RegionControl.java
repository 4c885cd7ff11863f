package dev.regard.metrics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Does it matter more to hide the hottest region than any other of its size? A permutation test: Fisher 1935, The Design of
 * Experiments; the p-value as in Phipson &amp; Smyth 2010, Permutation P-values Should Never Be Zero, arXiv 1603.05766.
 *
 * <p>The hottest share of the pixels is hidden, then R times the same shape elsewhere: moved by a random distance, out of the
 * picture on one side and in again on the other, mirrored or turned at random (by quarters only where the picture is square).
 * So chance has regions of the same area in as many pieces. p = (1 + how many of them leave the score no higher than hiding
 * the hottest does) / (1 + R), from 1 / (1 + R) to 1: below 0.05, the map has found more than chance does.
 *
 * <p>Question 0 shows the whole picture, question 1 hides the hottest region, the others a random one each.
 */
public final class RegionControl implements MaskTrial<RegionControl.Result> {

    private final Relevance map;
    private final int[] hottest;
    private final int repetitions;
    private final long seed;

    /**
     * What hiding the regions does.
     *
     * @param hottestDrop how far the score falls without the hottest region, in its unit
     * @param randomDrop  how far it falls without a random one, on average
     * @param pValue      how often chance is as good, above 0, at most 1
     */
    public record Result(double hottestDrop, double randomDrop, double pValue) {}

    /**
     * @param map         whose hottest region is tried
     * @param share       of the pixels, above 0 and below 1: at least one pixel is hidden, and one is not
     * @param repetitions R, at least 1; p can fall below 0.05 from 20 on
     * @param seed        of the random regions
     * @throws IllegalArgumentException for other numbers, or when the map is flat
     */
    public RegionControl(Relevance map, double share, int repetitions, long seed) {
        this.map = map;
        this.hottest = hottest(map, share);
        this.repetitions = Finite.atLeast(repetitions, 1, "the number of repetitions");
        this.seed = seed;
    }

    private static int[] hottest(Relevance map, double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("the share of pixels to hide lies between 0 and 1, given " + share);
        }
        int count = Math.clamp(Math.round(share * map.size()), 1, Math.max(1, map.size() - 1));
        return Arrays.copyOf(map.ranking(), count);
    }

    @Override
    public int questions() {
        return repetitions + 2;
    }

    @Override
    public float[] mask(int question) {
        Finite.question(question, questions());
        float[] mask = new float[map.size()];
        Arrays.fill(mask, 1);
        Move move =
                question < 2 ? new Move(false, false, false, 0, 0) : move(new SplittableRandom(31 * seed + question));
        for (int at = 0; question > 0 && at < hottest.length; at++) {
            mask[move.of(hottest[at], map)] = 0;
        }
        return mask;
    }

    /** Not of java.util.Random, whose first number is nearly the same for all small seeds. */
    private Move move(SplittableRandom random) {
        boolean isTurned = random.nextBoolean() && map.height() == map.width();
        return new Move(
                isTurned,
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextInt(map.height()),
                random.nextInt(map.width()));
    }

    /** A pixel's way to another, one to one: rows and columns change places, each may turn round, then all move on. */
    private record Move(boolean isTurned, boolean isUpsideDown, boolean isMirrored, int down, int right) {

        int of(int pixel, Relevance map) {
            int row = isTurned ? pixel % map.width() : pixel / map.width();
            int column = isTurned ? pixel / map.width() : pixel % map.width();
            int toRow = ((isUpsideDown ? map.height() - 1 - row : row) + down) % map.height();
            int toColumn = ((isMirrored ? map.width() - 1 - column : column) + right) % map.width();
            return toRow * map.width() + toColumn;
        }
    }

    /** The answers are probabilities or logits. */
    @Override
    public Result result(double[] answers) {
        Finite.answers(answers, questions());
        double[] random = Arrays.copyOfRange(answers, 2, answers.length);
        long asGood = Arrays.stream(random).filter(score -> score <= answers[1]).count();
        double drop = Arrays.stream(random)
                .map(score -> (answers[0] - score) / repetitions)
                .sum();
        return new Result(answers[0] - answers[1], drop, (1.0 + asGood) / (1.0 + repetitions));
    }
}
