package dev.regard.check;

import dev.regard.check.CheckReport.Question;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Does the map change when the model loses what it has learned, layer by layer from the class scores backwards? Adebayo et
 * al. 2018, Sanity Checks for Saliency Maps, arXiv 1810.03292.
 *
 * @param weightLayers how many layers have weights
 * @param isOfPixels   true where the map has a value for each pixel: then magnitudes are compared, as in the paper
 * @param depths       by rising depth, the last one all layers; at least one
 */
public record Cascade(int weightLayers, boolean isOfPixels, List<Depth> depths) implements Finding {

    /** What is left when nothing is left: maps of a few cells are that much alike by chance. */
    private static final double FALLEN = 0.4;

    /** Such a map has hardly changed. */
    private static final double STAYS = 0.6;

    /**
     * A map of the model without what its last layers have learned.
     *
     * @param layers      how many have lost it
     * @param correlation rank correlation with the true map; empty where the map is nothing then
     */
    public record Depth(int layers, OptionalDouble correlation) {
        double likeness() {
            return correlation.orElse(0);
        }
    }

    public Cascade {
        depths = List.copyOf(depths);
    }

    @Override
    public Question question() {
        return Question.CASCADE;
    }

    @Override
    public Outcome outcome() {
        double left = left();
        return left < FALLEN ? Outcome.SUPPORTS : left > STAYS ? Outcome.CONTRADICTS : Outcome.CANNOT_TELL;
    }

    /**
     * How much of the map is left in the middle of the cascade, on average: one map alone may be alike by chance, and once
     * the first layers are shuffled too, no edge is an edge any more, and every map is another one.
     */
    public double left() {
        int last = depths.size() - 1;
        List<Depth> middle = last < 2 ? depths.subList(last, last + 1) : depths.subList((last + 1) / 2, last);
        return middle.stream().mapToDouble(Depth::likeness).average().orElseThrow();
    }

    @Override
    public String text() {
        String numbers =
                "In the middle of shuffling the weights of the model, layer by layer, the rank correlation with this map is %s."
                        .formatted(Words.fixed(left(), 2));
        return numbers + " " + conclusion();
    }

    @Override
    public String conclusion() {
        return switch (outcome()) {
            case SUPPORTS -> "The map shows what the model has learned.";
            case CONTRADICTS ->
                isOfPixels
                        ? "The map shows edges of the picture, not what the model has learned."
                        : "The map shows the picture, not what the model has learned.";
            case CANNOT_TELL -> "A part of the map stays without what the model has learned.";
        };
    }
}
