package dev.regard.check;

import dev.regard.check.CheckReport.Question;
import dev.regard.explain.Prediction;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Does the map change when the class changes? It is compared with the maps of other classes.
 *
 * @param label    of the class
 * @param method   as people write it
 * @param isByDesign true where the method makes one map for all classes: then there is nothing to compare
 * @param others   the runners-up, and one from the middle of the ranking
 */
public record OtherClasses(String label, String method, boolean isByDesign, List<Other> others) implements Finding {

    /** Maps that are less alike than this are different maps. */
    private static final double DIFFERENT = 0.5;

    /** Maps that are more alike than this are nearly the same. */
    private static final double SAME = 0.85;

    /**
     * Another class.
     *
     * @param prediction  what the model says of it
     * @param correlation rank correlation of its map with the one that is checked; empty where its map is nothing
     */
    public record Other(Prediction prediction, OptionalDouble correlation) {
        double likeness() {
            return correlation.orElse(0);
        }
    }

    public OtherClasses {
        others = List.copyOf(others);
    }

    @Override
    public Question question() {
        return Question.CLASSES;
    }

    @Override
    public Outcome outcome() {
        if (isByDesign) {
            return Outcome.CONTRADICTS;
        } else if (others.isEmpty()) {
            return Outcome.CANNOT_TELL;
        }
        double least = least().likeness();
        return least < DIFFERENT ? Outcome.SUPPORTS : least > SAME ? Outcome.CONTRADICTS : Outcome.CANNOT_TELL;
    }

    private Other least() {
        return others.stream().min(Comparator.comparingDouble(Other::likeness)).orElseThrow();
    }

    @Override
    public String text() {
        if (isByDesign || others.isEmpty()) {
            return conclusion();
        }
        String numbers = "The map of '%s' differs most: its rank correlation with this map is %s."
                .formatted(least().prediction().label(), Words.fixed(least().likeness(), 2));
        return numbers + " " + conclusion();
    }

    @Override
    public String conclusion() {
        if (isByDesign) {
            return "%s makes the same map for every class: it shows what stands out, not what speaks for '%s'."
                    .formatted(method, label);
        } else if (others.isEmpty()) {
            return "The model has no other class to compare with.";
        }
        return switch (outcome()) {
            case SUPPORTS -> "The map is about '%s'.".formatted(label);
            case CONTRADICTS -> "The map is hardly about '%s'.".formatted(label);
            case CANNOT_TELL -> "The map is only partly about '%s'.".formatted(label);
        };
    }
}
