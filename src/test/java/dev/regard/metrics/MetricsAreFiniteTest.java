package dev.regard.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a map, a picture or the answers look like, a metric is a finite number, is absent or is refused in words. */
class MetricsAreFiniteTest {

    private static final int ROUNDS = 100;

    private final List<Double> numbers = new ArrayList<>();
    private int refused;
    private Random random = new Random(0);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noMetricIsInfiniteOrNotDefined(long seed) {
        // Given
        random = new Random(seed);

        // When
        for (int round = 0; round < ROUNDS; round++) {
            everything(1 + random.nextInt(7), 1 + random.nextInt(7));
        }

        // Then
        assertThat(numbers).hasSizeGreaterThan(15 * ROUNDS).allMatch(Double::isFinite);
        assertThat(refused).isPositive().isLessThan(10 * ROUNDS);
    }

    private void everything(int height, int width) {
        Relevance map = new Relevance(height, width, values(height * width));
        Relevance other = new Relevance(height, width, values(height * width));
        FloatTensor picture = new FloatTensor(Shape.of(2, height, width), values(2 * height * width));
        int steps = 1 + random.nextInt(height * width);
        Box box = new Box(random.nextInt(width), random.nextInt(height), 1, 1);

        ask(() -> new Deletion(map, steps), curve -> note(curve.area()));
        ask(() -> new Insertion(map, steps), curve -> note(curve.area()));
        ask(() -> new RegionControl(map, random.nextDouble(), 3, 1), result -> {
            note(result.hottestDrop());
            note(result.randomDrop());
            note(result.pValue());
        });
        ask(() -> new SensitivityN(map, new SensitivityN.Sets(1 + random.nextInt(2), 1, 4, 1)), this::note);
        ask(() -> new MaskedConfidence(map), this::confidence);
        ask(() -> new Road(map, picture, Road.PERCENTILES, Road.NOISE, 1), scores -> note(scores.combined()));
        confidence(new Confidence(random.nextInt(3) / 2.0, random.nextInt(3) / 2.0));

        note(() -> OptionalDouble.of(Complexity.of(map)));
        note(() -> Coherency.of(map, other));
        note(() ->
                OptionalDouble.of(Adcc.of(random.nextInt(3) / 2.0, random.nextInt(3) / 2.0, random.nextInt(3) / 2.0)));
        note(() -> OptionalDouble.of(MaxSensitivity.of(map, List.of(other))));
        note(() -> EnergyPointingGame.of(map, Region.of(List.of(box), height, width)));
        note(() -> OptionalDouble.of(MaxBoxAcc.of(List.of(MaxBoxAcc.ious(map, List.of(box))))
                .accuracy()
                .mean()));
        note(() -> Completeness.relativeGap(answer(), answer()));
        note(() -> Similarity.rankCorrelation(map, other));
        note(() -> Similarity.rankCorrelationOfMagnitudes(map, other));
        note(() -> OptionalDouble.of(Similarity.topOverlap(map, other, 1 - random.nextDouble())));
        note(Estimate.ofMean(map.doubles()));
    }

    /** Ordinary, flat, with two values, of one sign, huge or tiny. */
    private float[] values(int count) {
        int kind = random.nextInt(7);
        float[] values = new float[count];
        for (int at = 0; at < count; at++) {
            float ordinary = (float) random.nextGaussian();
            values[at] = switch (kind) {
                case 0 -> 0;
                case 1 -> -3;
                case 2 -> random.nextInt(2);
                case 3 -> -Math.abs(ordinary);
                case 4 -> Math.clamp(ordinary, -1, 1) * Float.MAX_VALUE;
                case 5 -> ordinary * Float.MIN_NORMAL;
                default -> ordinary;
            };
        }
        return values;
    }

    private double answer() {
        return switch (random.nextInt(5)) {
            case 0 -> 0;
            case 1 -> Float.MIN_VALUE;
            case 2 -> Float.MAX_VALUE * (random.nextBoolean() ? 1 : -1);
            default -> random.nextDouble();
        };
    }

    private <R> void ask(Supplier<Trial<R>> made, Consumer<R> noted) {
        try {
            Trial<R> trial = made.get();
            double[] answers = new double[trial.questions()];
            for (int question = 0; question < answers.length; question++) {
                answers[question] = answer();
                for (float value : asked(trial, question)) {
                    note(value);
                }
            }
            noted.accept(trial.result(answers));
        } catch (IllegalArgumentException refusal) {
            refused(refusal);
        }
    }

    private static float[] asked(Trial<?> trial, int question) {
        return switch (trial) {
            case MaskTrial<?> masks -> masks.mask(question);
            case PictureTrial<?> pictures -> pictures.picture(question).values();
        };
    }

    private void confidence(Confidence confidence) {
        note(confidence.drop());
        note(confidence.gain());
    }

    private void note(Supplier<OptionalDouble> metric) {
        try {
            note(metric.get());
        } catch (IllegalArgumentException refusal) {
            refused(refusal);
        }
    }

    private void refused(IllegalArgumentException refusal) {
        assertThat(refusal).isExactlyInstanceOf(IllegalArgumentException.class);
        assertThat(refusal.getMessage()).containsPattern("[a-z]+ [a-z]+");
        refused++;
    }

    private void note(Estimate estimate) {
        note(estimate.mean());
        estimate.interval().ifPresent(interval -> {
            note(interval.low());
            note(interval.high());
        });
    }

    private void note(OptionalDouble number) {
        number.ifPresent(this::note);
    }

    private void note(double number) {
        numbers.add(number);
    }
}
