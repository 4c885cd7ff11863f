package dev.regard.check;

import dev.regard.metrics.Curve;
import dev.regard.metrics.Deletion;
import dev.regard.metrics.Insertion;
import dev.regard.metrics.MaskTrial;
import dev.regard.metrics.Relevance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Hides parts of a picture: the hottest ones, and for comparison others of the same shape. */
final class HidingTrial {

    /** Of the pixels. */
    private static final double SHARE = 0.2;

    private static final int STEPS = 10;
    private static final int OTHER_ORDERS = 3;

    /** Questions besides the regions at other places: the hottest region, nothing left, and two curves for each order. */
    static final int FURTHER_QUESTIONS = 2 + 2 * (STEPS - 1) * (1 + OTHER_ORDERS);

    private final MaskedCopies copies;
    private final Relevance map;
    private final CheckOptions options;
    private final Steps steps;
    private final double whole;

    /** @param whole probability of the class where nothing is hidden */
    HidingTrial(MaskedCopies copies, Relevance map, CheckOptions options, Steps steps, double whole) {
        this.copies = copies;
        this.map = map;
        this.options = options;
        this.steps = steps;
        this.whole = whole;
    }

    Hiding run(String label) {
        double share = Math.min(SHARE, aboveZero());
        OtherPlaces places = new OtherPlaces(map, share, options.repetitions(), options.seed());
        double[] answers = new double[places.questions()];
        answers[0] = whole;
        steps.begin(answers.length - 1);
        copies.ask(places, 1, answers.length, "Hiding a region", answers);
        double least = Arrays.stream(answers).min().orElseThrow();
        List<Curve> deletions = new ArrayList<>();
        List<Curve> insertions = new ArrayList<>();
        double nothing = nothing();
        for (Relevance order : orders()) {
            deletions.add(curve(new Deletion(order, STEPS), "Taking pixels away", whole, nothing));
            insertions.add(curve(new Insertion(order, STEPS), "Putting pixels back", nothing, whole));
        }
        return new Hiding(
                label,
                options.hiding(),
                share,
                options.repetitions(),
                whole,
                places.result(answers),
                whole - least,
                deletions.removeFirst(),
                insertions.removeFirst(),
                deletions,
                insertions);
    }

    /** Where less is above zero, only that is hot: pixels that are alike have no order. */
    private double aboveZero() {
        int count = 0;
        for (float value : map.values()) {
            count += value > 0 ? 1 : 0;
        }
        return Math.max(1, count) / (double) map.size();
    }

    private double nothing() {
        double[] answers = new double[STEPS + 1];
        steps.begin(1);
        copies.ask(new Deletion(map, STEPS), STEPS, STEPS + 1, "Hiding all", answers);
        return answers[STEPS];
    }

    /** The ends of all curves are the same two pictures. */
    private Curve curve(MaskTrial<Curve> trial, String name, double first, double last) {
        double[] answers = new double[STEPS + 1];
        answers[0] = first;
        answers[STEPS] = last;
        steps.begin(STEPS - 1);
        copies.ask(trial, 1, STEPS, name, answers);
        return trial.result(answers);
    }

    /** The map, and the map moved to other places, out of the picture on one side and in again on the other. */
    private List<Relevance> orders() {
        Random random = new Random(options.seed());
        List<Relevance> orders = new ArrayList<>(List.of(map));
        for (int order = 0; order < OTHER_ORDERS; order++) {
            int down = far(random, map.height());
            int right = far(random, map.width());
            float[] moved = new float[map.size()];
            for (int at = 0; at < moved.length; at++) {
                int row = (at / map.width() + down) % map.height();
                int column = (at % map.width() + right) % map.width();
                moved[row * map.width() + column] = map.values()[at];
            }
            orders.add(new Relevance(map.height(), map.width(), moved));
        }
        return orders;
    }

    /** From a quarter of the way round to three quarters. */
    private static int far(Random random, int length) {
        return length / 4 + random.nextInt(Math.max(1, length / 2));
    }
}
