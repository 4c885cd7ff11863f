package dev.regard.bias;

import dev.regard.bias.Effect.Pair;
import dev.regard.bias.Patch.Shift;
import dev.regard.bias.Survey.View;
import dev.regard.cam.ActivationMap;
import dev.regard.cam.GaussianBlur;
import dev.regard.explain.ClassMap;
import dev.regard.explain.Gallery;
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

    /** Two of them; the control is null where there is none. */
    private record Both(Question tried, @Nullable Question control) {}

    /** A patch, and where else in its picture one like it lies; null: nowhere. */
    private record Spot(Patch patch, @Nullable Shift away) {}

    /**
     * Covers the regions of each group in a picture.
     *
     * @param byGroup regions of the picture by the number of their group
     * @param pairs   by the number of the group, for what came out
     */
    void cover(View view, List<List<Region>> byGroup, List<List<Pair>> pairs) {
        FloatTensor picture = planes(view.picture());
        FloatTensor blurred = GaussianBlur.of(
                picture, BLUR * Math.min(probe.view().height(), probe.view().width()));
        List<@Nullable Both> asked = new ArrayList<>();
        Question asIs = new Question(picture);
        for (List<Region> regions : byGroup) {
            asked.add(covered(picture, blurred, spots(view, regions, view.picture())));
        }
        ask(asked, asIs);
        for (int group = 0; group < asked.size(); group++) {
            Both both = asked.get(group);
            if (both != null && both.control != null) {
                pairs.get(group)
                        .add(new Pair(
                                asIs.probability - both.tried.probability,
                                asIs.probability - both.control.probability,
                                !both.tried.isBest,
                                !both.control.isBest));
            }
        }
    }

    private static @Nullable Both covered(FloatTensor picture, FloatTensor blurred, List<Spot> spots) {
        if (spots.isEmpty() || spots.stream().anyMatch(spot -> spot.away == null)) {
            return null;
        }
        FloatTensor tried = picture;
        FloatTensor control = picture;
        for (Spot spot : spots) {
            tried = spot.patch.with(tried, blurred, Patch.NONE, Patch.NONE);
            control = spot.away == null ? control : spot.patch.with(control, blurred, spot.away, spot.away);
        }
        return new Both(new Question(tried), new Question(control));
    }

    /** The regions of a group in a picture that they are taken from. */
    record Donor(View view, List<Region> regions) {}

    /**
     * Pastes regions of each group into a picture, where they were in their own.
     *
     * @param donors   one for each group; null where a group has none for this picture
     * @param stranger another picture, to paste parts of where a donor has none that is not hot
     * @param pairs    by the number of the group, for what came out
     */
    void paste(int into, int stranger, List<@Nullable Donor> donors, List<List<Pair>> pairs) {
        FloatTensor picture = planes(into);
        Question asIs = new Question(picture);
        List<@Nullable Both> asked = new ArrayList<>();
        for (Donor donor : donors) {
            asked.add(donor == null ? null : pasted(picture, donor, into, stranger));
        }
        ask(asked, asIs);
        for (int group = 0; group < asked.size(); group++) {
            Both both = asked.get(group);
            if (both != null && both.control != null) {
                pairs.get(group)
                        .add(new Pair(
                                both.tried.probability - asIs.probability,
                                both.control.probability - asIs.probability,
                                both.tried.isBest && !asIs.isBest,
                                both.control.isBest && !asIs.isBest));
            }
        }
    }

    private Both pasted(FloatTensor picture, Donor donor, int seed, int stranger) {
        FloatTensor source = planes(donor.view.picture());
        FloatTensor tried = picture;
        FloatTensor control = picture;
        for (Spot spot : spots(donor.view, donor.regions, seed)) {
            tried = spot.patch.with(tried, source, Patch.NONE, Patch.NONE);
            control = spot.away == null
                    ? spot.patch.with(control, planes(stranger), Patch.NONE, Patch.NONE)
                    : spot.patch.with(control, source, spot.away, Patch.NONE);
        }
        return new Both(new Question(tried), new Question(control));
    }

    private FloatTensor planes(int picture) {
        return probe.view().planes(gallery.input(probe, picture).tensor());
    }

    private List<Spot> spots(View view, List<Region> regions, int seed) {
        ModelInput input = gallery.input(probe, view.picture());
        float[] heat = probe.view().stretched(view.map(), input);
        List<Spot> spots = new ArrayList<>();
        for (Region region : regions) {
            Patch patch = patch(view, region, input);
            spots.add(new Spot(patch, patch.elsewhere(heat, seed + spots.size())));
        }
        return spots;
    }

    /** A region and a cell around it, fading out: a cell sees more than its own square. */
    private Patch patch(View view, Region region, ModelInput input) {
        ActivationMap map = view.map().map();
        float[] cells = new float[map.values().length];
        for (int cell : region.cells()) {
            int row = cell / map.width();
            int column = cell % map.width();
            for (int near = Math.max(0, row - 1); near <= Math.min(map.height() - 1, row + 1); near++) {
                for (int beside = Math.max(0, column - 1); beside <= Math.min(map.width() - 1, column + 1); beside++) {
                    cells[near * map.width() + beside] = 1;
                }
            }
        }
        ActivationMap shape = new ActivationMap(map.height(), map.width(), cells);
        ClassMap shaped =
                new ClassMap(index, view.map().label(), shape, view.map().geometry(), null, null, null);
        float[] alpha = probe.view().stretched(shaped, input);
        for (int at = 0; at < alpha.length; at++) {
            alpha[at] = Math.clamp(2 * alpha[at] - 1, 0, 1);
        }
        return new Patch(probe.view().height(), probe.view().width(), alpha);
    }

    private void ask(List<@Nullable Both> asked, Question asIs) {
        List<Question> questions = new ArrayList<>(List.of(asIs));
        for (Both both : asked) {
            if (both != null) {
                questions.add(both.tried);
                if (both.control != null) {
                    questions.add(both.control);
                }
            }
        }
        probe.ask(questions.size(), number -> questions.get(number).copy, (number, scores) -> {
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
