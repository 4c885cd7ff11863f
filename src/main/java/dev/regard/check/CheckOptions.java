package dev.regard.check;

/**
 * How a map is checked.
 *
 * @param hiding      what is put where something is hidden
 * @param repetitions how many regions at other places are hidden for comparison
 * @param seed        of all that is random
 */
public record CheckOptions(Cover hiding, int repetitions, long seed) {

    /** Below 19 no p-value can reach 0.05. */
    public static final int FEWEST_REPETITIONS = 19;

    /** More take minutes. */
    public static final int MOST_REPETITIONS = 999;

    /** As the page asks. */
    public static final CheckOptions DEFAULT = new CheckOptions(Cover.BLURRED, 59, 1);

    public CheckOptions {
        if (repetitions < FEWEST_REPETITIONS || repetitions > MOST_REPETITIONS) {
            throw new IllegalArgumentException("a check takes %d to %d regions for comparison, given %d"
                    .formatted(FEWEST_REPETITIONS, MOST_REPETITIONS, repetitions));
        }
    }
}
