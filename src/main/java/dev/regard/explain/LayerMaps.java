package dev.regard.explain;

import dev.regard.cam.ActivationMap;
import dev.regard.cam.Cam;
import dev.regard.cam.CamMethod;
import dev.regard.cam.CamRule;
import dev.regard.cam.EigenCam;
import dev.regard.cam.Fem;
import dev.regard.cam.FinerCam;
import dev.regard.cam.GradCam;
import dev.regard.cam.KpcaCam;
import dev.regard.cam.MapCheck;
import dev.regard.cam.MapFinding;
import dev.regard.cam.NoisyCopies;
import dev.regard.cam.ShapleyCam;
import dev.regard.cam.SmoothGradCamPlusPlus;
import dev.regard.explain.MethodRun.Found;
import dev.regard.runtime.AlteredActivations;
import dev.regard.runtime.ExplainableModel.Wanted;
import dev.regard.runtime.ForwardBackward;
import dev.regard.runtime.LayerInfo;
import dev.regard.runtime.Pass;
import dev.regard.runtime.Question;
import dev.regard.tensor.FloatTensor;
import dev.regard.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The methods that read a target layer. */
final class LayerMaps {

    private static final Set<Wanted> BOTH = EnumSet.of(Wanted.ACTIVATIONS, Wanted.GRADIENTS);

    private final MethodRun run;
    private final LayerInfo layer;

    LayerMaps(MethodRun run, LayerInfo layer) {
        this.run = run;
        this.layer = layer;
    }

    Found make() {
        CamMethod method = run.choice().method();
        return switch (method) {
            case CAM -> cam();
            case EIGEN_CAM -> classless(EigenCam::map);
            case FEM -> classless(Fem::map);
            case KPCA_CAM -> classless(KpcaCam::map);
            case FINER_CAM -> finerCam();
            case SHAPLEY_CAM -> shapleyCam();
            case FEATURE_FACTORIZATION -> new Concepts(run, layer).make();
            case SMOOTH_GRAD_CAM_PLUS_PLUS -> smoothGradCamPlusPlus();
            default -> byRule(method, CamRule.of(method).orElseThrow());
        };
    }

    private Found cam() {
        ForwardBackward result = forward(Pass.FORWARD, EnumSet.of(Wanted.CLASS_MAPS));
        FloatTensor classMaps = result.get(Wanted.CLASS_MAPS).slice(0);
        List<ClassMap> maps = new ArrayList<>();
        for (int index : run.classes(result)) {
            ActivationMap map = Cam.map(classMaps, index);
            maps.add(run.atLayer(layer, index, map, MapCheck.ofMap(map)));
        }
        return Found.of(result, maps);
    }

    /** The same for every class: it does not look at the scores. */
    private Found classless(Function<FloatTensor, ActivationMap> rule) {
        ForwardBackward result = forward(Pass.ACTIVATIONS, EnumSet.of(Wanted.ACTIVATIONS));
        FloatTensor activations = activations(result, 0);
        ActivationMap map = rule.apply(activations);
        Optional<MapFinding> finding = MapCheck.ofActivations(run.choice().method(), activations, map);
        List<ClassMap> maps = run.classes(result).stream()
                .map(index -> run.atLayer(layer, index, map, finding))
                .toList();
        return Found.of(result, maps);
    }

    private ForwardBackward forward(Pass pass, Set<Wanted> wanted) {
        return run.runner().run(pass, layer.name(), Question.of(run.input().tensor(), 0), wanted);
    }

    /** Which classes are alike is known after a forward pass; their gradients are rows of one run. */
    private Found finerCam() {
        ForwardBackward first = forward(Pass.ACTIVATIONS, EnumSet.of(Wanted.ACTIVATIONS));
        float[] scores = first.scores().slice(0).values();
        double[] probabilities = Predictions.probabilities(scores, run.model().activation());
        List<ClassMap> maps = new ArrayList<>();
        for (int index : run.classes(first)) {
            int[] compared = FinerCam.compared(index, scores);
            long[] rows = LongStream.concat(
                            LongStream.of(index), Arrays.stream(compared).asLongStream())
                    .toArray();
            ForwardBackward result = gradients(Question.of(run.input().tensor(), rows));
            List<FloatTensor> ofCompared = IntStream.rangeClosed(1, compared.length)
                    .mapToObj(row -> gradients(result, row))
                    .toList();
            FloatTensor difference = FinerCam.difference(
                    gradients(result, 0),
                    ofCompared,
                    Arrays.stream(compared)
                            .mapToDouble(other -> probabilities[other])
                            .toArray(),
                    run.choice().options().number(MethodOption.ALPHA));
            FloatTensor activations = activations(result, 0);
            ActivationMap map = GradCam.map(activations, difference);
            maps.add(checked(CamMethod.FINER_CAM, result, 0, activations, difference, map));
        }
        return new Found(scores, maps);
    }

    private Found shapleyCam() {
        ForwardBackward result = gradients(run.question());
        FloatTensor activations = activations(result, 0);
        // Where nothing bends behind the layer, second derivatives are zero.
        boolean isExact = run.model().isExactAt(layer);
        ForwardBackward around = isExact ? null : gradientsAround(result);
        List<ClassMap> maps = new ArrayList<>();
        for (int row = 0; row < result.classes().length; row++) {
            FloatTensor gradients = gradients(result, row);
            ActivationMap map = around == null
                    ? GradCam.map(activations, gradients)
                    : ShapleyCam.map(
                            activations, gradients, gradients(around, 2 * row), gradients(around, 2 * row + 1));
            maps.add(checked(CamMethod.SHAPLEY_CAM, result, row, activations, gradients, map));
        }
        return Found.of(result, maps);
    }

    /** For each class two rows: with activations a little larger, and a little smaller. */
    private ForwardBackward gradientsAround(ForwardBackward result) {
        FloatTensor values = result.get(Wanted.ACTIVATIONS);
        AlteredActivations altered = new AlteredActivations(layer.layout(), values.slice(0));
        int rows = 2 * result.classes().length;
        int[] extents = values.shape().dimensions();
        extents[0] = rows;
        FloatTensor around = FloatTensor.zeros(Shape.of(extents));
        long[] classes = new long[rows];
        for (int row = 0; row < rows; row++) {
            double factor = row % 2 == 0 ? 1 + ShapleyCam.STEP : 1 - ShapleyCam.STEP;
            altered.scaled((float) factor, around.values(), row * altered.size());
            classes[row] = result.classes()[row / 2];
        }
        return run.runner()
                .run(
                        Pass.TAIL_GRADIENTS,
                        layer.name(),
                        new Question(run.input().tensor(), around, new long[rows], classes),
                        EnumSet.of(Wanted.GRADIENTS));
    }

    private Found byRule(CamMethod method, CamRule rule) {
        ForwardBackward result = gradients(run.question());
        FloatTensor activations = activations(result, 0);
        List<ClassMap> maps = new ArrayList<>();
        for (int row = 0; row < result.classes().length; row++) {
            FloatTensor gradients = gradients(result, row);
            ActivationMap map = rule.map(activations, gradients);
            maps.add(checked(method, result, row, activations, gradients, map));
        }
        return Found.of(result, maps);
    }

    /** Gradients of noisy copies, one class of one copy a row. */
    private Found smoothGradCamPlusPlus() {
        ForwardBackward result = gradients(run.question());
        FloatTensor activations = activations(result, 0);
        List<SmoothGradCamPlusPlus> sums = new ArrayList<>();
        for (int row = 0; row < result.classes().length; row++) {
            sums.add(new SmoothGradCamPlusPlus(activations));
        }
        NoisyCopies copies = Samples.noisy(run);
        new Samples(run, copies::copy, run.choice().options().whole(MethodOption.SAMPLES), result.classes())
                .forEach(
                        "Noisy copy",
                        question -> gradients(question),
                        (part, row, classRow) -> sums.get(classRow).add(gradients(part, row)),
                        () -> smoothed(result, activations, sums));
        return smoothed(result, activations, sums);
    }

    private Found smoothed(ForwardBackward result, FloatTensor activations, List<SmoothGradCamPlusPlus> sums) {
        List<ClassMap> maps = new ArrayList<>();
        for (int row = 0; row < sums.size(); row++) {
            maps.add(checked(
                    CamMethod.SMOOTH_GRAD_CAM_PLUS_PLUS,
                    result,
                    row,
                    activations,
                    gradients(result, row),
                    sums.get(row).map()));
        }
        return Found.of(result, maps);
    }

    private ForwardBackward gradients(Question question) {
        return run.runner().run(Pass.LAYER_GRADIENTS, layer.name(), question, BOTH);
    }

    private ClassMap checked(
            CamMethod method,
            ForwardBackward result,
            int row,
            FloatTensor activations,
            FloatTensor gradients,
            ActivationMap map) {
        int index = result.classes()[row];
        double score = result.scores().slice(row).values()[index];
        return run.atLayer(layer, index, map, MapCheck.ofLayer(method, activations, gradients, score, map));
    }

    private FloatTensor activations(ForwardBackward result, int picture) {
        return layer.layout().maps(result.get(Wanted.ACTIVATIONS).slice(picture));
    }

    private FloatTensor gradients(ForwardBackward result, int row) {
        return layer.layout().maps(result.get(Wanted.GRADIENTS).slice(row));
    }
}
