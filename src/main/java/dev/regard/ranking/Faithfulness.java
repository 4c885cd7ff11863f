package dev.regard.ranking;

import dev.regard.cam.Attribution;
import dev.regard.cam.GaussianBlur;
import dev.regard.explain.ClassMap;
import dev.regard.image.ModelInput;
import dev.regard.metrics.Adcc;
import dev.regard.metrics.Coherency;
import dev.regard.metrics.Completeness;
import dev.regard.metrics.Complexity;
import dev.regard.metrics.Confidence;
import dev.regard.metrics.Deletion;
import dev.regard.metrics.Insertion;
import dev.regard.metrics.MaskedConfidence;
import dev.regard.metrics.MaxSensitivity;
import dev.regard.metrics.Relevance;
import dev.regard.metrics.Road;
import dev.regard.metrics.SensitivityN;
import dev.regard.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether one map is faithful to the model: what the model says of altered copies. */
final class Faithfulness {

    /** Of the blur that insertion begins with, in pixels at 224. */
    private static final double BLUR_AT_224 = 10;

    private static final int STEPS = 14;

    /** Squares along the shorter side, for sensitivity-n. */
    private static final int SQUARES = 14;

    /** Of all squares, so many are hidden at once. */
    private static final int HIDDEN_SHARE = 4;

    private static final int SETS = 40;

    /** Of the range of a picture's values, for max-sensitivity. */
    private static final double NOISE = 0.02;

    private static final int NOISY = 5;

    private static final long SEED = 1;

    private final ClassMap made;
    private final Relevance map;
    private final Questions questions;
    private final Set<Metric> metrics;
    private final FloatTensor planes;
    private final Map<Metric, Double> values = new EnumMap<>(Metric.class);

    private Faithfulness(ClassMap made, Relevance map, Questions questions, Set<Metric> metrics) {
        this.made = made;
        this.map = map;
        this.questions = questions;
        this.metrics = metrics;
        this.planes = questions.probe().view().planes(questions.input().tensor());
    }

    /**
     * Finds out what is asked for, and what comes by the way.
     *
     * @param made    the map
     * @param map     the same at the size of what the model sees; not flat
     * @param metrics that are asked for
     * @return those that are defined
     */
    static Map<Metric, Double> of(ClassMap made, Relevance map, Questions questions, Set<Metric> metrics) {
        Faithfulness faithfulness = new Faithfulness(made, map, questions, metrics);
        faithfulness.curves();
        faithfulness.attributions();
        if (map.max() > 0 && !map.normalized().isFlat()) {
            faithfulness.confidence();
        }
        return faithfulness.values;
    }

    /** What becomes of the class as more and more is hidden, the hottest first. */
    private void curves() {
        if (isAsked(Metric.ROAD)) {
            Road road = new Road(map, planes, Road.PERCENTILES, Road.NOISE * planes.range(), SEED);
            values.put(Metric.ROAD, questions.ask(road).combined());
        }
        if (isAsked(Metric.DELETION, Metric.INSERTION, Metric.OVERALL)) {
            FloatTensor blurred = GaussianBlur.of(planes, BLUR_AT_224 * map.height() / 224);
            double deletion =
                    questions.ask(new Deletion(map, STEPS), meanColour()).area();
            double insertion = questions.ask(new Insertion(map, STEPS), blurred).area();
            values.put(Metric.DELETION, deletion);
            values.put(Metric.INSERTION, insertion);
            values.put(Metric.OVERALL, insertion - deletion);
        }
    }

    /** Whether the numbers of the map are what they say, and stay so. */
    private void attributions() {
        @Nullable Attribution attribution = made.attribution();
        if (attribution != null
                && Double.isFinite(attribution.sum())
                && Double.isFinite(attribution.scoreDifference())) {
            put(Metric.COMPLETENESS, Completeness.relativeGap(attribution.sum(), attribution.scoreDifference()));
        }
        if (isAsked(Metric.SENSITIVITY_N)) {
            int side = Math.max(1, Math.min(map.height(), map.width()) / SQUARES);
            int squares = Math.ceilDiv(map.width(), side) * Math.ceilDiv(map.height(), side);
            SensitivityN.Sets sets = new SensitivityN.Sets(side, Math.max(1, squares / HIDDEN_SHARE), SETS, SEED);
            put(Metric.SENSITIVITY_N, questions.ask(new SensitivityN(map, sets), meanColour()));
        }
        if (isAsked(Metric.MAX_SENSITIVITY)) {
            MaxSensitivity sensitivity =
                    new MaxSensitivity(planes, Math.max(NOISE * planes.range(), Float.MIN_NORMAL), SEED);
            List<Relevance> noisy = new ArrayList<>();
            for (int number = 0; number < NOISY; number++) {
                noisy.add(questions.map(questions.altered(sensitivity.copy(number))));
            }
            values.put(Metric.MAX_SENSITIVITY, MaxSensitivity.of(map, noisy));
        }
    }

    /** How sure the model is of what the map lets through. */
    private void confidence() {
        put(Metric.COMPLEXITY, OptionalDouble.of(Complexity.of(map)));
        if (isAsked(Metric.AVERAGE_DROP, Metric.INCREASE, Metric.AVERAGE_GAIN, Metric.ADCC)) {
            Confidence confidence = questions.ask(new MaskedConfidence(map), meanColour());
            put(Metric.AVERAGE_DROP, confidence.drop());
            put(Metric.AVERAGE_GAIN, confidence.gain());
            values.put(Metric.INCREASE, confidence.isIncreased() ? 1.0 : 0.0);
        }
        if (isAsked(Metric.COHERENCY, Metric.ADCC)) {
            ModelInput masked = questions.masked(map.normalized().values());
            put(Metric.COHERENCY, Coherency.of(map, questions.map(masked)));
        }
        if (values.keySet().containsAll(Set.of(Metric.AVERAGE_DROP, Metric.COHERENCY, Metric.COMPLEXITY))) {
            values.put(
                    Metric.ADCC,
                    Adcc.of(value(Metric.AVERAGE_DROP), value(Metric.COHERENCY), value(Metric.COMPLEXITY)));
        }
    }

    /** The zero of the model's input. */
    private FloatTensor meanColour() {
        return FloatTensor.zeros(planes.shape());
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
