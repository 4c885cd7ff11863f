package dev.regard.check;

import dev.regard.check.CheckReport.Question;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Does the map stay when the picture hardly changes?
 *
 * @param shift          by how many pixels of what the model sees the picture was moved
 * @param shifted        rank correlations of the map with those of moved pictures, moved back; 0 where there is none
 * @param noise          largest change of a value, as a share of the range that the picture has
 * @param noisy          rank correlations with the maps of pictures with noise
 * @param maxSensitivity how far the map moves at most with noise, as a share of its own size
 */
public record Stability(int shift, List<Double> shifted, double noise, List<Double> noisy, double maxSensitivity)
        implements Finding {

    private static final double STABLE = 0.8;
    private static final double UNSTABLE = 0.5;

    public Stability {
        shifted = List.copyOf(shifted);
        noisy = List.copyOf(noisy);
    }

    @Override
    public Question question() {
        return Question.STABILITY;
    }

    @Override
    public Outcome outcome() {
        double worse = Math.min(mean(shifted), mean(noisy));
        return worse > STABLE ? Outcome.SUPPORTS : worse < UNSTABLE ? Outcome.CONTRADICTS : Outcome.CANNOT_TELL;
    }

    private static double mean(List<Double> correlations) {
        return stream(correlations).average().orElse(1);
    }

    private static DoubleStream stream(List<Double> correlations) {
        return correlations.stream().mapToDouble(Double::doubleValue);
    }

    @Override
    public String text() {
        String likeness =
                "With the picture moved by %d pixels the rank correlation with this map is %s on average, with slight noise %s."
                        .formatted(shift, Words.fixed(mean(shifted), 2), Words.fixed(mean(noisy), 2));
        return likeness + " " + conclusion();
    }

    @Override
    public String conclusion() {
        return switch (outcome()) {
            case SUPPORTS -> "The map holds still when the picture hardly changes.";
            case CONTRADICTS -> "The map is another one when the picture hardly changes.";
            case CANNOT_TELL -> "The map moves somewhat when the picture hardly changes.";
        };
    }
}
