package dev.regard.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The hottest pixels first, in steps of nearly equal size: what deletion and insertion share. */
final class PixelSteps {

    private final int[] ranking;
    private final int steps;

    PixelSteps(Relevance map, int steps) {
        if (steps < 1 || steps > map.size()) {
            throw new IllegalArgumentException("the %d pixels of the map are taken in 1 to %d steps, given %d"
                    .formatted(map.size(), map.size(), steps));
        }
        this.ranking = map.ranking();
        this.steps = steps;
    }

    int questions() {
        return steps + 1;
    }

    /** A mask with one value for the pixels of the first steps and one for the others. */
    float[] mask(int step, float first, float others) {
        Finite.question(step, questions());
        float[] mask = new float[ranking.length];
        Arrays.fill(mask, others);
        for (int rank = 0; rank < pixels(step); rank++) {
            mask[ranking[rank]] = first;
        }
        return mask;
    }

    Curve curve(double[] answers) {
        Finite.answers(answers, questions());
        List<Curve.Point> points = new ArrayList<>();
        for (int step = 0; step <= steps; step++) {
            points.add(new Curve.Point((double) pixels(step) / ranking.length, answers[step]));
        }
        return new Curve(points);
    }

    private int pixels(int step) {
        return (int) Math.round((double) step * ranking.length / steps);
    }
}
