package dev.regard.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.runtime.FeatureLayout;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Compares maps and gradients with those that PyTorch found; prints per case and method passed or failed. */
class GoldenMapTest {

    private static final String PASSED = "passed";

    private static final Map<String, Integer> TOTALS = new TreeMap<>();

    @TestFactory
    Stream<DynamicTest> everyMethodOfEveryCaseAgrees() {
        return GoldenCase.all().stream().map(golden -> DynamicTest.dynamicTest(golden.toString(), () -> check(golden)));
    }

    @TestFactory
    Stream<DynamicTest> whatIsNumericallyNothingIsSaidToBe() {
        return GoldenCase.all().stream()
                .flatMap(golden -> golden.numericallyNothing().stream()
                        .map(method -> DynamicTest.dynamicTest(golden + " " + method, () -> {
                            GoldenAnswers answers = GoldenAnswers.of(golden);
                            for (int picture = 0; picture < golden.classes().size(); picture++) {
                                for (int place = 0; place < golden.classes().get(picture).length; place++) {
                                    assertThat(answers.isNothing(method, picture, place))
                                            .isTrue();
                                }
                            }
                        })));
    }

    @AfterAll
    static void printTotals() {
        System.out.println("golden maps: " + TOTALS);
    }

    private static void check(GoldenCase golden) {
        Map<String, String> outcomes = new TreeMap<>();
        GoldenAnswers answers = GoldenAnswers.of(golden);
        outcomes.put("layout", isSame(golden.layout(), answers.layout()) ? PASSED : "failed: " + answers.layout());
        for (int picture = 0; picture < golden.classes().size(); picture++) {
            note(
                    outcomes,
                    "scores",
                    GoldenCase.error(answers.scores(picture), scores(golden, picture)),
                    golden.toleranceOf("score"));
            if (golden.hasProbabilities()) {
                note(
                        outcomes,
                        "probabilities",
                        GoldenCase.error(answers.probabilities(picture), probabilities(golden, picture)),
                        golden.toleranceOf("output"));
            }
            note(
                    outcomes,
                    "activations",
                    GoldenCase.error(answers.activations(picture), activations(golden, picture)),
                    golden.toleranceOf("target_layer"));
            for (String method : golden.methods()) {
                compare(golden, method, picture, answers, outcomes);
            }
        }
        outcomes.forEach((method, outcome) -> {
            System.out.printf("golden %s %s: %s%n", golden, method, outcome);
            TOTALS.merge(outcome.replaceAll("[ :].*", ""), 1, Integer::sum);
        });
        assertThat(outcomes).allSatisfy((method, outcome) -> assertThat(outcome).isEqualTo(PASSED));
    }

    /** Whether it is exact or guessed makes no difference. */
    private static boolean isSame(FeatureLayout expected, FeatureLayout actual) {
        return actual.channelAxis() == expected.channelAxis()
                && actual.channels() == expected.channels()
                && actual.height() == expected.height()
                && actual.width() == expected.width()
                && actual.prefix() == expected.prefix();
    }

    private static void compare(
            GoldenCase golden, String method, int picture, GoldenAnswers answers, Map<String, String> outcomes) {
        for (int row = 0; row < golden.classes().get(picture).length; row++) {
            float[] expected = golden.expected(method, picture, row).values();
            float[] actual = answers.of(method, picture, row);
            double error = GoldenCase.error(actual, expected);
            if (method.startsWith("eigen")) {
                // A singular vector has no sign.
                error = Math.min(error, GoldenCase.error(negative(actual), expected));
            }
            note(outcomes, method, error, golden.tolerance(method));
        }
    }

    private static float[] negative(float[] values) {
        float[] negative = values.clone();
        for (int at = 0; at < negative.length; at++) {
            negative[at] = -negative[at];
        }
        return negative;
    }

    private static void note(Map<String, String> outcomes, String method, double error, double tolerance) {
        String outcome = !(error <= tolerance) ? "failed (%.2g > %.2g)".formatted(error, tolerance) : PASSED;
        outcomes.merge(method, outcome, (before, now) -> before.startsWith("failed") ? before : now);
    }

    private static float[] scores(GoldenCase golden, int picture) {
        return golden.scores().slice(picture).values();
    }

    private static float[] probabilities(GoldenCase golden, int picture) {
        return golden.output().slice(picture).values();
    }

    private static float[] activations(GoldenCase golden, int picture) {
        return golden.activations().slice(picture).values();
    }
}
