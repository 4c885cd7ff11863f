package dev.regard.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.regard.cam.ActivationMap;
import dev.regard.cam.Cam;
import dev.regard.cam.GradCam;
import dev.regard.runtime.AnalyzedModel;
import dev.regard.runtime.Device;
import dev.regard.runtime.ExplainableModel;
import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.runtime.ForwardBackward;
import dev.regard.runtime.InputSize;
import dev.regard.runtime.Interrupt;
import dev.regard.runtime.InvalidModelException;
import dev.regard.runtime.LayerInfo;
import dev.regard.runtime.Pass;
import dev.regard.runtime.Question;
import dev.regard.tensor.FloatTensor;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Compares maps and gradients with those that PyTorch found; prints per case and method passed, failed or missing. */
class GoldenMapTest {

    private static final Map<String, Integer> TOTALS = new TreeMap<>();

    @TestFactory
    Stream<DynamicTest> everyMethodOfEveryCaseAgrees() {
        return GoldenCase.all().stream().map(golden -> DynamicTest.dynamicTest(golden.toString(), () -> check(golden)));
    }

    @AfterAll
    static void printTotals() {
        System.out.println("golden maps: " + TOTALS);
    }

    private static void check(GoldenCase golden) {
        Map<String, String> outcomes = new TreeMap<>();
        Optional<AnalyzedModel> analyzed = analyze(golden);
        Optional<LayerInfo> layer = analyzed.flatMap(model -> model.findLayer(golden.layer()));
        if (layer.isEmpty()) {
            golden.methods().forEach(method -> outcomes.put(method, "missing"));
        } else {
            compare(golden, analyzed.orElseThrow(), layer.get(), outcomes);
        }
        outcomes.forEach((method, outcome) -> {
            System.out.printf("golden %s %s: %s%n", golden, method, outcome);
            TOTALS.merge(outcome.replaceAll(" .*", ""), 1, Integer::sum);
        });
        assertThat(outcomes.values()).noneMatch(outcome -> outcome.startsWith("failed"));
    }

    /** Empty for what is no image classifier to Regard. */
    private static Optional<AnalyzedModel> analyze(GoldenCase golden) {
        try {
            return Optional.of(AnalyzedModel.of(golden.model(), new InputSize(224, 224)));
        } catch (InvalidModelException e) {
            System.out.printf("golden %s: %s%n", golden, e.getMessage());
            return Optional.empty();
        }
    }

    private static void compare(
            GoldenCase golden, AnalyzedModel analyzed, LayerInfo layer, Map<String, String> outcomes) {
        Answers answers = Answers.of(golden, analyzed, layer);
        for (int picture = 0; picture < golden.classes().size(); picture++) {
            note(outcomes, "scores", GoldenCase.error(answers.scores(picture), scores(golden, picture)), 1e-4);
            note(
                    outcomes,
                    "activations",
                    GoldenCase.error(
                            answers.activations(picture),
                            golden.activations().slice(picture).values()),
                    1e-4);
            for (String method : golden.methods()) {
                compare(golden, method, picture, answers, outcomes);
            }
        }
    }

    private static void compare(
            GoldenCase golden, String method, int picture, Answers answers, Map<String, String> outcomes) {
        int[] classes = golden.classes().get(picture);
        for (int row = 0; row < classes.length; row++) {
            Optional<float[]> actual = answers.of(method, picture * classes.length + row);
            if (actual.isEmpty()) {
                outcomes.put(method, "missing");
                return;
            }
            FloatTensor all = golden.expected(method).slice(picture);
            float[] expected =
                    all.slice(Math.min(row, all.shape().dimension(0) - 1)).values();
            note(outcomes, method, GoldenCase.error(actual.get(), expected), golden.tolerance(method));
        }
    }

    /** What Regard answers to all pictures and classes of a case at once. */
    private record Answers(
            LayerInfo layer,
            Question question,
            ForwardBackward atLayer,
            Optional<ForwardBackward> atPicture,
            Optional<FloatTensor> classMaps) {

        static Answers of(GoldenCase golden, AnalyzedModel model, LayerInfo layer) {
            Question question = question(golden);
            return new Answers(
                    layer,
                    question,
                    run(model, layer.name(), Pass.LAYER_GRADIENTS, question),
                    model.inputObstacle().isPresent()
                            ? Optional.empty()
                            : Optional.of(run(model, null, Pass.INPUT_GRADIENTS, question)),
                    layer.hasClassMaps()
                            ? Optional.of(run(model, layer.name(), Pass.FORWARD, question)
                                    .get(Wanted.CLASS_MAPS))
                            : Optional.empty());
        }

        private static Question question(GoldenCase golden) {
            int rows = golden.classes().stream()
                    .mapToInt(classes -> classes.length)
                    .sum();
            long[] pictures = new long[rows];
            long[] classes = new long[rows];
            int row = 0;
            for (int picture = 0; picture < golden.classes().size(); picture++) {
                for (int index : golden.classes().get(picture)) {
                    pictures[row] = picture;
                    classes[row++] = index;
                }
            }
            return new Question(golden.input(), pictures, classes);
        }

        private static ForwardBackward run(AnalyzedModel model, @Nullable String layer, Pass pass, Question question) {
            try (ExplainableModel session = model.load(layer, pass, Device.named("cpu"));
                    Interrupt interrupt = new Interrupt()) {
                return session.run(question, session.offered(), interrupt);
            }
        }

        float[] scores(int picture) {
            return atLayer.scores().slice(firstRow(picture)).values();
        }

        private int firstRow(int picture) {
            int row = 0;
            while (question.rows()[row] != picture) {
                row++;
            }
            return row;
        }

        float[] activations(int picture) {
            return atLayer.get(Wanted.ACTIVATIONS).slice(picture).values();
        }

        /** Empty where Regard does not offer the method. */
        Optional<float[]> of(String method, int row) {
            int picture = (int) question.rows()[row];
            FloatTensor raw = atLayer.get(Wanted.GRADIENTS).slice(row);
            FloatTensor gradients = layer.layout().maps(raw);
            FloatTensor activations =
                    layer.layout().maps(atLayer.get(Wanted.ACTIVATIONS).slice(picture));
            return switch (method) {
                case "gradient" -> Optional.of(raw.values());
                case "input_gradient" ->
                    atPicture.map(
                            result -> result.get(Wanted.GRADIENTS).slice(row).values());
                case "gradcam_raw" ->
                    Optional.of(GradCam.map(activations, gradients).values());
                case "gradcam" -> Optional.of(positive(GradCam.map(activations, gradients)));
                case "cam" ->
                    classMaps.map(maps ->
                            Cam.map(maps.slice(picture), atLayer.classes()[row]).values());
                default -> Optional.empty();
            };
        }
    }

    private static float[] positive(ActivationMap map) {
        float[] positive = map.values().clone();
        for (int cell = 0; cell < positive.length; cell++) {
            positive[cell] = Math.max(0, positive[cell]);
        }
        return positive;
    }

    private static void note(Map<String, String> outcomes, String method, double error, double tolerance) {
        String outcome = !(error <= tolerance) ? "failed (%.2g > %.2g)".formatted(error, tolerance) : "passed";
        outcomes.merge(method, outcome, (before, now) -> before.startsWith("failed") ? before : now);
    }

    private static float[] scores(GoldenCase golden, int picture) {
        return golden.scores().slice(picture).values();
    }
}
