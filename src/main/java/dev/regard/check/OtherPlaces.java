package dev.regard.check;

import dev.regard.metrics.MaskTrial;
import dev.regard.metrics.RegionControl;
import dev.regard.metrics.Relevance;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The hottest region against others of the same shape that are truly elsewhere: of the random ones of {@link RegionControl},
 * those of which at least half lies off the hottest. A region that covers nearly the same hides nearly the same, and would say
 * of the best map that chance is as good. So the p-value is that of this comparison, not of a permutation test in
 * the strict sense.
 */
final class OtherPlaces implements MaskTrial<RegionControl.Result> {

    private static final double MOST_IN_COMMON = 0.5;

    /** Random regions to choose from, for each that is taken. */
    private static final int CHOICE = 4;

    private final RegionControl random;
    private final RegionControl taken;
    private final List<Integer> questions;

    /**
     * @param share       of the pixels
     * @param repetitions how many regions at other places
     */
    OtherPlaces(Relevance map, double share, int repetitions, long seed) {
        this.random = new RegionControl(map, share, CHOICE * repetitions, seed);
        this.taken = new RegionControl(map, share, repetitions, seed);
        float[] hottest = random.mask(1);
        this.questions = IntStream.range(2, random.questions())
                .mapToObj(question -> new Place(question, inCommon(hottest, random.mask(question))))
                .sorted(Comparator.comparingDouble(Place::nearness))
                .limit(repetitions)
                .map(Place::question)
                .toList();
    }

    /** @param inCommon which part of the region lies on the hottest one */
    private record Place(int question, double inCommon) {

        /** All that are far enough count alike, and keep their order; where there are too few, the next best serve. */
        double nearness() {
            return inCommon <= MOST_IN_COMMON ? 0 : inCommon;
        }
    }

    private static double inCommon(float[] one, float[] other) {
        int common = 0;
        int hidden = 0;
        for (int pixel = 0; pixel < one.length; pixel++) {
            hidden += one[pixel] == 0 ? 1 : 0;
            common += one[pixel] == 0 && other[pixel] == 0 ? 1 : 0;
        }
        return (double) common / hidden;
    }

    @Override
    public int questions() {
        return taken.questions();
    }

    @Override
    public float[] mask(int question) {
        return random.mask(question < 2 ? question : questions.get(question - 2));
    }

    @Override
    public RegionControl.Result result(double[] answers) {
        return taken.result(answers);
    }
}
