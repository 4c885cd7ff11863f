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
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
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

    /** Empty for what is out of scope: several inputs or outputs, and inputs that are no pictures. */
    private static Optional<AnalyzedModel> analyze(GoldenCase golden) {
        if (golden.hasOneInputAndOutput()) {
            try {
                return Optional.of(AnalyzedModel.of(golden.model(), new InputSize(224, 224)));
            } catch (InvalidModelException e) {
                System.out.printf("golden %s: %s%n", golden, e.getMessage());
            }
        }
        return Optional.empty();
    }

    private static void compare(
            GoldenCase golden, AnalyzedModel analyzed, LayerInfo layer, Map<String, String> outcomes) {
        Set<Wanted> wanted = EnumSet.of(Wanted.ACTIVATIONS);
        if (layer.gradientObstacle() == null) {
            wanted.add(Wanted.GRADIENTS);
        }
        if (layer.hasClassMaps()) {
            wanted.add(Wanted.CLASS_MAPS);
        }
        try (ExplainableModel model = analyzed.load(layer.name(), Device.named("cpu"));
                Interrupt interrupt = new Interrupt()) {
            for (int picture = 0; picture < golden.classes().size(); picture++) {
                int[] classes = golden.classes().get(picture);
                FloatTensor input = golden.input().slice(picture);
                FloatTensor seed = GoldenCase.seed(classes, analyzed.classes());
                ForwardBackward result = model.run(asBatch(input), seed, wanted, interrupt);
                note(outcomes, "scores", GoldenCase.error(result.scores().values(), scores(golden, picture)), 1e-4);
                note(
                        outcomes,
                        "activations",
                        GoldenCase.error(
                                result.get(Wanted.ACTIVATIONS).values(),
                                golden.activations().slice(picture).values()),
                        1e-4);
                for (String method : golden.methods()) {
                    compare(golden, method, picture, result, outcomes);
                }
            }
        }
    }

    private static void compare(
            GoldenCase golden, String method, int picture, ForwardBackward result, Map<String, String> outcomes) {
        int[] classes = golden.classes().get(picture);
        for (int row = 0; row < classes.length; row++) {
            Optional<float[]> actual = actual(method, result, row, classes[row]);
            if (actual.isEmpty()) {
                outcomes.put(method, "missing");
                return;
            }
            float[] expected = golden.expected(method).slice(picture).slice(row).values();
            note(outcomes, method, GoldenCase.error(actual.get(), expected), golden.tolerance(method));
        }
    }

    /** What Regard answers; empty where it does not offer the method at this layer. */
    private static Optional<float[]> actual(String method, ForwardBackward result, int row, int classIndex) {
        FloatTensor activations = result.get(Wanted.ACTIVATIONS);
        Optional<FloatTensor> gradients = result.find(Wanted.GRADIENTS).map(all -> all.slice(row));
        return switch (method) {
            case "gradient" -> gradients.map(FloatTensor::values);
            case "gradcam_raw" -> gradients.map(g -> GradCam.map(activations, g).values());
            case "gradcam" -> gradients.map(g -> positive(GradCam.map(activations, g)));
            case "cam" ->
                result.find(Wanted.CLASS_MAPS)
                        .map(maps -> Cam.map(maps, classIndex).values());
            default -> Optional.empty();
        };
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

    private static FloatTensor asBatch(FloatTensor picture) {
        int[] extents = picture.shape().dimensions();
        int[] batch = new int[extents.length + 1];
        batch[0] = 1;
        System.arraycopy(extents, 0, batch, 1, extents.length);
        return new FloatTensor(Shape.of(batch), picture.values());
    }
}
