package dev.regard.autodiff;

import static dev.regard.autodiff.DirectionalDerivative.dot;
import static dev.regard.autodiff.DirectionalDerivative.gaussian;
import static dev.regard.autodiff.DirectionalDerivative.norm;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.regard.tensor.FloatTensor;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Rules against each other: random graphs of 3 to 12 operators, with fan-out and merging, whose gradients are compared with
 * differences along random directions, and along the gradient itself.
 */
class RandomGraphsTest {

    private static final int GRAPHS = 500;
    private static final int DIRECTIONS = 2;
    private static final int MOVES = 20;

    /** Small, because a graph of some hundred numbers with kinks has one in reach of every larger step. */
    private static final float STEP = 1f / 256;

    /** How much of y, in norm, float rounding makes uncertain after a dozen operators. */
    private static final double ROUNDING = 3e-7;

    /** Of the gradient's norm, which is the typical derivative along a random direction. */
    private static final double TOLERANCE = 5e-3;

    /** A gradient so many times as large as what rounding does to differences can be checked. */
    private static final double CLEAR = 50;

    /** Of these no random use is made: rounding has no derivative that differences could tell. */
    private static final Set<String> STAIRCASES =
            Set.of("QuantizeLinear", "DequantizeLinear", "Round", "Floor", "Ceil");

    private final Map<String, RandomNodes.Generator> nodes = RandomNodes.all();
    private int moves;

    @Test
    void everyOperatorOfTheTableTakesPart() {
        assertThat(nodes.keySet())
                .containsAll(VjpRules.opTypes().stream()
                        .filter(opType -> !STAIRCASES.contains(opType))
                        .toList())
                .contains("Attention", "RMSNormalization", "RotaryEmbedding", "Swish", "CumProd", "TensorScatter");
    }

    @Test
    void gradientsOfRandomGraphsAreTheirDerivatives() {
        int unclear = 0;
        for (int seed = 0; seed - unclear < GRAPHS; seed++) {
            unclear += check(seed) == Verdict.UNCLEAR ? 1 : 0;
        }
        // Then: few graphs are flat or full of kinks, and few points lie at kinks, so that nothing of note was left out
        assertThat(unclear).as("flat graphs, and some full of kinks").isLessThan(GRAPHS / 5);
        assertThat(moves).as("points given up for a kink near them").isLessThan(GRAPHS / 2);
    }

    private enum Verdict {
        RIGHT,
        /** The output hardly depends on the input, or has a kink near every point: nothing that differences could tell. */
        UNCLEAR
    }

    private Verdict check(int seed) {
        Random random = new Random(seed);
        RandomGraph graph = new RandomGraph(seed);
        graph.grow(3 + random.nextInt(10), nodes);
        try (GradientProbe probe = graph.probe()) {
            for (int direction = 0; direction <= DIRECTIONS; direction++) {
                if (compare(probe, random, direction == DIRECTIONS) == Verdict.UNCLEAR) {
                    return Verdict.UNCLEAR;
                }
            }
            return Verdict.RIGHT;
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("Graph %d:%n%s".formatted(seed, graph.recipe()), e);
        }
    }

    private Verdict compare(GradientProbe probe, Random random, boolean alongGradient) {
        for (int move = 0; move < MOVES; move++) {
            FloatTensor point = gaussian(probe.inputShape(), random);
            FloatTensor weights = gaussian(probe.outputShape(), random);
            GradientProbe.Result result = probe.at(point, weights);
            double size = norm(result.gradient());
            double noise = ROUNDING * norm(result.y()) / STEP;
            if (size <= CLEAR * noise) {
                return Verdict.UNCLEAR;
            }
            FloatTensor direction = alongGradient ? scaled(result.gradient(), size) : gaussian(point.shape(), random);
            DirectionalDerivative expected = DirectionalDerivative.of(probe, point, direction, weights, STEP);
            if (expected.disagreement() < TOLERANCE / 2 * size + 2 * noise) {
                assertThat(dot(direction, result.gradient()))
                        .isCloseTo(expected.derivative(), within(TOLERANCE * size + 2 * noise));
                return Verdict.RIGHT;
            }
            moves++;
        }
        return Verdict.UNCLEAR;
    }

    /** To a length of 1. */
    private static FloatTensor scaled(FloatTensor numbers, double size) {
        float[] values = numbers.values().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] /= (float) size;
        }
        return new FloatTensor(numbers.shape(), values);
    }
}
