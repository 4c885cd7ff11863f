package dev.regard.ranking;

import dev.regard.cam.GaussianBlur;
import dev.regard.explain.ClassMap;
import dev.regard.explain.Probe;
import dev.regard.explain.Truth;
import dev.regard.image.ModelInput;
import dev.regard.metrics.Adcc;
import dev.regard.metrics.Box;
import dev.regard.metrics.Coherency;
import dev.regard.metrics.Complexity;
import dev.regard.metrics.Confidence;
import dev.regard.metrics.Deletion;
import dev.regard.metrics.EnergyPointingGame;
import dev.regard.metrics.Insertion;
import dev.regard.metrics.MaskedConfidence;
import dev.regard.metrics.MaxBoxAcc;
import dev.regard.metrics.PointingGame;
import dev.regard.metrics.Region;
import dev.regard.metrics.Relevance;
import dev.regard.metrics.Road;
import dev.regard.tensor.FloatTensor;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges the maps of one method, picture by picture. */
final class Judge {

    /** Of the blur that insertion begins with, in pixels at 224. */
    private static final double BLUR_AT_224 = 10;

    private static final int STEPS = 14;
    private static final long SEED = 1;

    private final Probe probe;
    private final Set<Metric> metrics;

    Judge(Probe probe, Set<Metric> metrics) {
        this.probe = probe;
        this.metrics = metrics;
    }

    /**
     * What was found of one map.
     *
     * @param values  of the metrics that are defined for it; of a share, 1 where it counts and 0 where not
     * @param ious    for {@link MaxBoxAcc}; empty where it is not asked for, or no box is known
     * @param millis  that the map took
     * @param nothing true where the map is numerically nothing, or the same everywhere: then there are no values
     */
    record Findings(Map<Metric, Double> values, List<Double> ious, double millis, boolean nothing) {

        /** One more share that this map counts in or not. */
        Findings with(Metric share, boolean counts) {
            Map<Metric, Double> more = new EnumMap<>(Metric.class);
            more.putAll(values);
            more.put(share, counts ? 1.0 : 0.0);
            return new Findings(more, ious, millis, nothing);
        }
    }

    /**
     * Judges the map of one picture.
     *
     * @param index of the class
     * @param truth where the object is; null where nobody says it
     */
    Findings judge(ModelInput input, int index, @Nullable Truth truth) {
        long start = System.nanoTime();
        ClassMap map = probe.map(input, index);
        double millis = (System.nanoTime() - start) / 1e6;
        if (map.isNothing()) {
            return new Findings(Map.of(), List.of(), millis, true);
        }
        Relevance relevance = probe.relevance(map, input);
        if (relevance.isFlat()) {
            return new Findings(Map.of(), List.of(), millis, true);
        }
        Map<Metric, Double> values = new EnumMap<>(Metric.class);
        new Faithfulness(new Questions(probe, input, index), relevance, values).judge();
        List<Double> ious = truth == null || Collections.disjoint(metrics, Metric.OF_PLACE)
                ? List.of()
                : localise(truth, input, relevance, values);
        values.keySet().retainAll(metrics);
        return new Findings(values, ious, millis, false);
    }

    /** Whether the map is faithful to the model: what the model says of altered copies. */
    private final class Faithfulness {
        private final Questions questions;
        private final Relevance map;
        private final Map<Metric, Double> values;

        Faithfulness(Questions questions, Relevance map, Map<Metric, Double> values) {
            this.questions = questions;
            this.map = map;
            this.values = values;
        }

        void judge() {
            FloatTensor planes = probe.planes(questions.input().tensor());
            if (metrics.contains(Metric.ROAD)) {
                Road road = new Road(map, planes, Road.PERCENTILES, Road.NOISE * planes.range(), SEED);
                values.put(Metric.ROAD, questions.ask(road).combined());
            }
            if (isAsked(Metric.DELETION, Metric.INSERTION, Metric.OVERALL)) {
                FloatTensor mean = FloatTensor.zeros(planes.shape());
                FloatTensor blurred = GaussianBlur.of(planes, BLUR_AT_224 * map.height() / 224);
                double deletion = questions.ask(new Deletion(map, STEPS), mean).area();
                double insertion =
                        questions.ask(new Insertion(map, STEPS), blurred).area();
                values.put(Metric.DELETION, deletion);
                values.put(Metric.INSERTION, insertion);
                values.put(Metric.OVERALL, insertion - deletion);
            }
            if (map.max() > 0 && !map.normalized().isFlat()) {
                confidence(planes);
            }
        }

        private void confidence(FloatTensor planes) {
            put(Metric.COMPLEXITY, OptionalDouble.of(Complexity.of(map)));
            if (isAsked(Metric.AVERAGE_DROP, Metric.INCREASE, Metric.AVERAGE_GAIN, Metric.ADCC)) {
                Confidence confidence = questions.ask(new MaskedConfidence(map), FloatTensor.zeros(planes.shape()));
                put(Metric.AVERAGE_DROP, confidence.drop());
                put(Metric.AVERAGE_GAIN, confidence.gain());
                values.put(Metric.INCREASE, confidence.isIncreased() ? 1.0 : 0.0);
            }
            if (isAsked(Metric.COHERENCY, Metric.ADCC)) {
                ModelInput masked = questions.masked(map.normalized().values());
                ClassMap again = probe.map(masked, questions.index());
                put(Metric.COHERENCY, Coherency.of(map, probe.relevance(again, masked)));
            }
            if (values.keySet().containsAll(Set.of(Metric.AVERAGE_DROP, Metric.COHERENCY, Metric.COMPLEXITY))) {
                values.put(
                        Metric.ADCC,
                        Adcc.of(value(Metric.AVERAGE_DROP), value(Metric.COHERENCY), value(Metric.COMPLEXITY)));
            }
        }

        private boolean isAsked(Metric... any) {
            return Set.of(any).stream().anyMatch(metrics::contains);
        }

        private double value(Metric metric) {
            return Objects.requireNonNull(values.get(metric));
        }

        private void put(Metric metric, OptionalDouble value) {
            value.ifPresent(number -> values.put(metric, number));
        }
    }

    /** Whether the map lies where the object is. Answers the overlaps that {@link MaxBoxAcc} takes. */
    private List<Double> localise(Truth truth, ModelInput input, Relevance map, Map<Metric, Double> values) {
        truth.mask(input, map.height(), map.width()).ifPresent(mask -> {
            values.put(Metric.POINTING_MASK, PointingGame.isHit(map, mask, 0) ? 1.0 : 0.0);
            EnergyPointingGame.of(map, mask).ifPresent(energy -> values.put(Metric.ENERGY_MASK, energy));
        });
        List<Box> boxes = truth.boxes(input, map.height(), map.width());
        if (boxes.isEmpty()) {
            return List.of();
        }
        Region region = Region.of(boxes, map.height(), map.width());
        values.put(Metric.POINTING_BOX, PointingGame.isHit(map, region, 0) ? 1.0 : 0.0);
        EnergyPointingGame.of(map, region).ifPresent(energy -> values.put(Metric.ENERGY_BOX, energy));
        return metrics.contains(Metric.MAX_BOX_ACC) ? MaxBoxAcc.ious(map, boxes) : List.of();
    }
}
