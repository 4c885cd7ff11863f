package dev.regard.ranking;

import dev.regard.explain.ClassMap;
import dev.regard.explain.Probe;
import dev.regard.explain.Truth;
import dev.regard.image.ModelInput;
import dev.regard.metrics.Box;
import dev.regard.metrics.EnergyPointingGame;
import dev.regard.metrics.HotBox;
import dev.regard.metrics.MaxBoxAcc;
import dev.regard.metrics.PointingGame;
import dev.regard.metrics.Region;
import dev.regard.metrics.Relevance;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges the maps of one method, picture by picture. */
final class Judge {

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
        Map<Metric, Double> values = Faithfulness.of(map, relevance, new Questions(probe, input, index), metrics);
        List<Double> ious = truth == null || Collections.disjoint(metrics, Metric.OF_PLACE)
                ? List.of()
                : localise(truth, input, relevance, values);
        values.keySet().retainAll(metrics);
        return new Findings(values, ious, millis, false);
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
        HotBox.of(map, HotBox.USUAL_SHARE)
                .ifPresent(hot -> values.put(
                        Metric.BOX_IOU,
                        boxes.stream().mapToDouble(hot::iou).max().orElseThrow()));
        return metrics.contains(Metric.MAX_BOX_ACC) ? MaxBoxAcc.ious(map, boxes) : List.of();
    }
}
