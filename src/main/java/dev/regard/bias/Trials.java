package dev.regard.bias;

import dev.regard.bias.Effect.Pair;
import dev.regard.bias.Patch.Shift;
import dev.regard.bias.Survey.View;
import dev.regard.cam.ActivationMap;
import dev.regard.cam.GaussianBlur;
import dev.regard.explain.ClassMap;
import dev.regard.explain.Probe;
import dev.regard.image.ModelInput;
import dev.regard.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tries what the groups do: covers them where they are, and pastes them where they are not. Each trial has a control: a part
 * of the same size and shape of the same picture, drawn by chance where little is hot.
 */
final class Trials {

    /** Of the smaller side of what the model sees: a blur that leaves colours and nothing else. */
    private static final double BLUR = 1.0 / 12;

    private final Probe probe;
    private final Gallery gallery;
    private final int index;

    Trials(Probe probe, Gallery gallery, int index) {
        this.probe = probe;
        this.gallery = gallery;
        this.index = index;
    }

    /** A copy that the model is asked about, and what it said. */
    private static final class Question {
        private final FloatTensor copy;
        private double probability;
        private boolean isBest;

        private Question(FloatTensor copy) {
            this.copy = copy;
        }
    }

    /** Two of them. */
    private record Both(Question tried, Question control) {}

    /**
     * Covers the regions of each group in a picture.
     *
     * @param byGroup regions of the picture by the number of their group
     * @param pairs   by the number of the group, for what came out
     */
    void cover(View view, List<List<Region>> byGroup, List<List<Pair>> pairs) {
        ModelInput input = gallery.input(view.picture());
        FloatTensor picture = probe.planes(input.tensor());
        FloatTensor blurred = GaussianBlur.of(picture, BLUR * Math.min(probe.height(), probe.width()));
        float[] heat = probe.relevance(view.map(), input);
        List<@Nullable Both> asked = new ArrayList<>();
        Question asIs = new Question(picture);
        for (List<Region> regions : byGroup) {
            if (regions.isEmpty()) {
                asked.add(null);
                continue;
            }
            Patch patch = patch(view, regions, input);
            Shift away = patch.elsewhere(heat, view.picture());
            asked.add(new Both(
                    new Question(patch.with(picture, blurred, Patch.NONE, Patch.NONE)),
                    new Question(patch.with(picture, blurred, away, away))));
        }
        ask(asked, asIs);
        for (int group = 0; group < asked.size(); group++) {
            Both both = asked.get(group);
            if (both != null) {
                pairs.get(group)
                        .add(new Pair(
                                asIs.probability - both.tried.probability,
                                asIs.probability - both.control.probability,
                                !both.tried.isBest,
                                !both.control.isBest));
            }
        }
    }

    /** A region and the picture it is taken from. */
    record Donor(View view, Region region) {}

    /**
     * Pastes a region of each group into a picture, where it was in its own.
     *
     * @param donors one for each group; null where a group has none for this picture
     * @param pairs  by the number of the group, for what came out
     */
    void paste(int into, List<@Nullable Donor> donors, List<List<Pair>> pairs) {
        FloatTensor picture = probe.planes(gallery.input(into).tensor());
        Question asIs = new Question(picture);
        List<@Nullable Both> asked = new ArrayList<>();
        for (Donor donor : donors) {
            asked.add(donor == null ? null : pasted(picture, donor, into));
        }
        ask(asked, asIs);
        for (int group = 0; group < asked.size(); group++) {
            Both both = asked.get(group);
            if (both != null) {
                pairs.get(group)
                        .add(new Pair(
                                both.tried.probability - asIs.probability,
                                both.control.probability - asIs.probability,
                                both.tried.isBest && !asIs.isBest,
                                both.control.isBest && !asIs.isBest));
            }
        }
    }

    private Both pasted(FloatTensor picture, Donor donor, int seed) {
        ModelInput input = gallery.input(donor.view.picture());
        FloatTensor source = probe.planes(input.tensor());
        Patch patch = patch(donor.view, List.of(donor.region), input);
        Shift away = patch.elsewhere(probe.relevance(donor.view.map(), input), seed);
        return new Both(
                new Question(patch.with(picture, source, Patch.NONE, Patch.NONE)),
                new Question(patch.with(picture, source, away, Patch.NONE)));
    }

    /** All pixels that are nearer to a cell of the regions than to the one after the next, fading out. */
    private Patch patch(View view, List<Region> regions, ModelInput input) {
        ActivationMap map = view.map().map();
        float[] cells = new float[map.values().length];
        regions.forEach(region -> region.cells().forEach(cell -> cells[cell] = 1));
        ClassMap shape = new ClassMap(
                index,
                view.map().label(),
                new ActivationMap(map.height(), map.width(), cells),
                view.map().geometry(),
                null,
                null,
                null);
        float[] alpha = probe.relevance(shape, input);
        for (int at = 0; at < alpha.length; at++) {
            alpha[at] = Math.clamp(2 * alpha[at], 0, 1);
        }
        return new Patch(probe.height(), probe.width(), alpha);
    }

    private void ask(List<@Nullable Both> asked, Question asIs) {
        List<Question> questions = new ArrayList<>(List.of(asIs));
        for (Both both : asked) {
            if (both != null) {
                questions.add(both.tried);
                questions.add(both.control);
            }
        }
        probe.ask(
                questions.size(),
                null,
                (number, into, offset) -> {
                    float[] numbers = probe.interleaved(questions.get(number).copy);
                    System.arraycopy(numbers, 0, into, offset, numbers.length);
                },
                (number, scores) -> {
                    questions.get(number).probability = probe.probability(scores, index);
                    questions.get(number).isBest = best(scores) == index;
                });
    }

    static int best(float[] scores) {
        int best = 0;
        for (int each = 1; each < scores.length; each++) {
            best = scores[each] > scores[best] ? each : best;
        }
        return best;
    }
}
