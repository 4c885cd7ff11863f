package dev.regard.explain;

import dev.regard.cam.ActivationMap;
import dev.regard.cam.Attribution;
import dev.regard.cam.CamMethod;
import dev.regard.cam.FullGrad;
import dev.regard.cam.GradCam;
import dev.regard.cam.GuidedBackprop;
import dev.regard.cam.GuidedGradCam;
import dev.regard.cam.InputGradient;
import dev.regard.cam.InputTimesGradient;
import dev.regard.cam.IntegratedGradients;
import dev.regard.cam.LayerAverage;
import dev.regard.cam.MapCheck;
import dev.regard.cam.MapGeometry;
import dev.regard.cam.PlacedMap;
import dev.regard.cam.SmoothGrad;
import dev.regard.explain.MethodRun.Found;
import dev.regard.runtime.CellPlacement;
import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.runtime.ForwardBackward;
import dev.regard.runtime.LayerInfo;
import dev.regard.runtime.Pass;
import dev.regard.runtime.Question;
import dev.regard.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The methods that give a value for each pixel of the model's input. */
final class PictureMaps {

    private final MethodRun run;

    PictureMaps(MethodRun run) {
        this.run = run;
    }

    Found make() {
        CamMethod method = run.choice().method();
        return switch (method) {
            case INPUT_GRADIENT -> fromGradients(Pass.INPUT_GRADIENTS, InputGradient::map);
            case INPUT_X_GRADIENT ->
                fromGradients(Pass.INPUT_GRADIENTS, gradients -> InputTimesGradient.map(run.picture(), gradients));
            case GUIDED_BACKPROP -> fromGradients(Pass.GUIDED_GRADIENTS, GuidedBackprop::map);
            case GUIDED_GRAD_CAM -> guidedGradCam();
            case SMOOTH_GRAD -> smoothGrad();
            case INTEGRATED_GRADIENTS -> integratedGradients();
            case FULL_GRAD -> fullGrad();
            case RISE, OCCLUSION -> new AskedPictures(run).make();
            default -> throw new IllegalArgumentException(method + " reads a layer");
        };
    }

    /** From gradients to a map. */
    private interface Rule {
        ActivationMap map(FloatTensor gradients);
    }

    private Found fromGradients(Pass pass, Rule rule) {
        ForwardBackward result = gradients(pass, run.question());
        return found(result, row -> rule.map(run.pictureGradients(result, row)));
    }

    private Found guidedGradCam() {
        Map<LayerInfo, ForwardBackward> atLayers = new LinkedHashMap<>();
        run.choice().layers().forEach(layer -> atLayers.put(layer, layerGradients(layer)));
        int[] classes = atLayers.values().iterator().next().classes();
        ForwardBackward guided =
                gradients(Pass.GUIDED_GRADIENTS, Question.of(run.input().tensor(), asLongs(classes)));
        return found(guided, row -> {
            List<PlacedMap> maps = atLayers.entrySet().stream()
                    .map(layer -> gradCam(layer.getKey(), layer.getValue(), row))
                    .toList();
            PlacedMap hot = maps.size() == 1 ? maps.getFirst() : LayerAverage.of(maps);
            return GuidedGradCam.map(run.pictureGradients(guided, row), hot.map(), hot.geometry());
        });
    }

    private ForwardBackward layerGradients(LayerInfo layer) {
        return run.runner()
                .run(
                        Pass.LAYER_GRADIENTS,
                        layer.name(),
                        run.question(),
                        EnumSet.of(Wanted.ACTIVATIONS, Wanted.GRADIENTS));
    }

    /** Grad-CAM, placed in pixels of the model's input. */
    private PlacedMap gradCam(LayerInfo layer, ForwardBackward atLayer, int row) {
        FloatTensor activations =
                layer.layout().maps(atLayer.get(Wanted.ACTIVATIONS).slice(0));
        FloatTensor gradients =
                layer.layout().maps(atLayer.get(Wanted.GRADIENTS).slice(row));
        CellPlacement cells = run.model().graph().placement(layer.name());
        return new PlacedMap(
                GradCam.map(activations, gradients),
                new MapGeometry(cells.x(), cells.y(), cells.stepX(), cells.stepY(), cells.exact()));
    }

    private Found smoothGrad() {
        ForwardBackward result = gradients(Pass.INPUT_GRADIENTS, run.question());
        List<SmoothGrad> sums = new ArrayList<>();
        for (int row = 0; row < result.classes().length; row++) {
            sums.add(new SmoothGrad(run.picture().shape()));
        }
        new Samples(run, Samples.noisy(run)::copy, run.choice().options().whole(MethodOption.SAMPLES), result.classes())
                .forEach(
                        "Noisy copy",
                        question -> gradients(Pass.INPUT_GRADIENTS, question),
                        (part, row, classRow) -> sums.get(classRow).add(run.pictureGradients(part, row)),
                        () -> found(result, row -> sums.get(row).map()));
        return found(result, row -> sums.get(row).map());
    }

    private Found integratedGradients() {
        ForwardBackward result = gradients(Pass.INPUT_GRADIENTS, run.question());
        int[] classes = result.classes();
        MethodOptions options = run.choice().options();
        int steps = options.whole(MethodOption.STEPS);
        FloatTensor baseline = run.plain(options.colour(MethodOption.BASELINE));
        ForwardBackward atBaseline = gradients(Pass.INPUT_GRADIENTS, Question.of(baseline, asLongs(classes)));
        // The path is made in the input's own layout, the gradients are added as [C, H, W].
        IntegratedGradients path = new IntegratedGradients(run.input().tensor(), baseline, steps);
        List<IntegratedGradients> sums = new ArrayList<>();
        FloatTensor start = run.model().graph().inputLayout().maps(baseline.slice(0));
        for (int row = 0; row < classes.length; row++) {
            sums.add(new IntegratedGradients(run.picture(), start, steps));
        }
        new Samples(run, path::point, steps, classes)
                .forEach(
                        "Step",
                        question -> gradients(Pass.INPUT_GRADIENTS, question),
                        (part, row, classRow) -> sums.get(classRow).add(run.pictureGradients(part, row)),
                        null);
        List<ClassMap> maps = new ArrayList<>();
        for (int row = 0; row < classes.length; row++) {
            Attribution attribution = sums.get(row).result(score(result, row), score(atBaseline, row));
            maps.add(checked(result, row, attribution.map(), attribution));
        }
        return Found.of(result, maps);
    }

    private Found fullGrad() {
        ForwardBackward result = gradients(Pass.BIAS_GRADIENTS, run.question());
        return found(result, row -> {
            FullGrad sum = new FullGrad(run.picture(), run.pictureGradients(result, row));
            for (FloatTensor bias : result.biases()) {
                FloatTensor map = bias.slice(row);
                sum.addReduced(
                        new ActivationMap(map.shape().dimension(0), map.shape().dimension(1), map.values()));
            }
            return sum.map();
        });
    }

    private ForwardBackward gradients(Pass pass, Question question) {
        return run.runner().run(pass, null, question, EnumSet.of(Wanted.GRADIENTS));
    }

    private Found found(ForwardBackward result, IntFunction<ActivationMap> mapOfRow) {
        List<ClassMap> maps = new ArrayList<>();
        for (int row = 0; row < result.classes().length; row++) {
            maps.add(checked(result, row, mapOfRow.apply(row), null));
        }
        return Found.of(result, maps);
    }

    private ClassMap checked(ForwardBackward result, int row, ActivationMap map, @Nullable Attribution attribution) {
        FloatTensor gradients = run.pictureGradients(result, row);
        return run.atPicture(
                result.classes()[row],
                map,
                MapCheck.ofPicture(run.choice().method(), run.picture(), gradients, score(result, row), map),
                attribution);
    }

    private static double score(ForwardBackward result, int row) {
        return result.scores().slice(row).values()[result.classes()[row]];
    }

    private static long[] asLongs(int[] classes) {
        return Arrays.stream(classes).asLongStream().toArray();
    }
}
