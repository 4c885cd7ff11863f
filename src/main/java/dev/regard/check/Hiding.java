package dev.regard.check;

import dev.regard.check.CheckReport.Question;
import dev.regard.metrics.Curve;
import dev.regard.metrics.RegionControl;
import java.util.List;

/**
 * Does hiding the hot regions lower the score? The hottest share is hidden, then as much at other places; and the hottest
 * pixels are taken away, or put back, step by step.
 *
 * @param label       of the class
 * @param cover       what stands where something is hidden
 * @param share       of the pixels that is hidden
 * @param repetitions how many regions at other places
 * @param probability of the class in the whole picture
 * @param drops       how far it falls
 * @param mostDrop    how far it falls at most, whichever region is hidden
 * @param deletion    the hottest pixels go first
 * @param insertion   the hottest pixels come first
 * @param otherDeletions  the same in the order of the map moved elsewhere
 * @param otherInsertions likewise
 */
public record Hiding(
        String label,
        Cover cover,
        double share,
        int repetitions,
        double probability,
        RegionControl.Result drops,
        double mostDrop,
        Curve deletion,
        Curve insertion,
        List<Curve> otherDeletions,
        List<Curve> otherInsertions)
        implements Finding {

    /** What chance does more seldom counts. */
    private static final double SIGNIFICANT = 0.05;

    /** As good as most other places. */
    private static final double COMMON = 0.5;

    /** Of the probability: a fall of less is not worth a word. */
    private static final double WORTH_A_WORD = 0.1;

    public Hiding {
        otherDeletions = List.copyOf(otherDeletions);
        otherInsertions = List.copyOf(otherInsertions);
    }

    @Override
    public Question question() {
        return Question.HIDING;
    }

    @Override
    public Outcome outcome() {
        if (isIndifferent()) {
            return Outcome.CANNOT_TELL;
        } else if (drops.pValue() <= SIGNIFICANT && drops.hottestDrop() >= WORTH_A_WORD * probability) {
            return Outcome.SUPPORTS;
        }
        return drops.pValue() >= COMMON ? Outcome.CONTRADICTS : Outcome.CANNOT_TELL;
    }

    /** True where the class is as likely whichever region is hidden. */
    private boolean isIndifferent() {
        return mostDrop < WORTH_A_WORD * probability;
    }

    /** How many regions at other places lower the probability at least as far. */
    public int asFar() {
        return (int) Math.round(drops.pValue() * (repetitions + 1)) - 1;
    }

    @Override
    public String text() {
        String fall =
                "Without the hottest %s %% of what the model sees, the probability of '%s' goes from %s %% to %s %%; without regions of the same shape elsewhere, to %s %% on average."
                        .formatted(
                                Words.percent(share),
                                label,
                                Words.percent(probability),
                                Words.percent(probability - drops.hottestDrop()),
                                Words.percent(probability - drops.randomDrop()));
        String chance = "Of %d such regions, %d lower it as far: p = %s."
                .formatted(repetitions, asFar(), Words.fixed(drops.pValue(), 3));
        return fall + " " + chance + " " + conclusion();
    }

    @Override
    public String conclusion() {
        return switch (outcome()) {
            case SUPPORTS -> "What is hot matters more than other places.";
            case CONTRADICTS -> "What is hot matters no more than other places.";
            case CANNOT_TELL ->
                isIndifferent()
                        ? "The model is about as sure whichever part is hidden, so this says nothing."
                        : "That is too close to chance to say more.";
        };
    }
}
